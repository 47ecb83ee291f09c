using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public class JsonTextTests
{
    // Each as Python's json.dumps writes it, and as it reads it again.
    [Theory]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("[NaN,Infinity,-Infinity,0.0e-7,1.0,-1e5]")]
    [InlineData("""{"a":NaN,"b":["NaN","\"NaN","Infinity\\"],"NaN":{"Infinity":-Infinity}}""")]
    [InlineData("""{"\ud800":1,"\udfff":2,"a\ud800\"\\\n":{"\ud83d":"\ud83d"}}""")]
    [InlineData("""{"x":"\ud800","n":NaN}""")]
    [InlineData("""{"0.0e-7":[0.0e-7,0.1e-7,NaN,0.2e-70]}""")]
    public void What_Python_writes_is_read_and_written_back_as_it_stood(string text) =>
        Assert.Equal(text, JupyterJson.WriteCompact(Parse(text)));

    [Fact]
    public void A_number_that_is_not_finite_is_a_number()
    {
        JsonArray numbers = Parse("[NaN,Infinity,-Infinity]")!.AsArray();
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity], numbers.Select(number => number!.GetValue<double>()));
        Assert.All(numbers, number => Assert.Equal(JsonValueKind.Number, number!.GetValueKind()));
        Assert.Equal("[NaN,Infinity,-Infinity]", JupyterJson.WriteCompact(JsonMembers.Sorted(numbers)));
    }

    [Fact]
    public void A_key_with_half_a_pair_can_be_looked_up() => Assert.Equal(1, (int)Parse("""{"\ud800":1}""")!["\ud800"]!);

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"\ud800":1,"\uD800":2}""")]
    [InlineData("""{"x":NaN,"a":1,"a":2}""")]
    [InlineData("nan")]
    [InlineData("+Infinity")]
    [InlineData("[-NaN]")]
    [InlineData("[NaN1]")]
    [InlineData("[1NaN]")]
    [InlineData("[NaN")]
    [InlineData("""{NaN:1}""")]
    [InlineData("\"\\ud8\"")]
    [InlineData("1e")]
    public void What_Python_does_not_write_is_not_JSON(string text) => Assert.ThrowsAny<JsonException>(() => Parse(text));

    [Fact]
    public void Nesting_is_bounded()
    {
        int deepest = JupyterJson.MaxDepth;
        Assert.NotNull(Parse(new string('[', deepest) + "NaN" + new string(']', deepest)));
        Assert.ThrowsAny<JsonException>(() => Parse(new string('[', deepest + 1) + "NaN" + new string(']', deepest + 1)));
        Assert.ThrowsAny<JsonException>(() => Parse(new string('[', 1_000_000)));
    }

    private static JsonNode? Parse(string text) => JsonText.Parse(Encoding.UTF8.GetBytes(text));
}
