using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Formatting;

/// <summary>JSON and CSV hold a value whole: of one without end they hold nothing, and say so.</summary>
public class BoundedFormatterTests
{
    private const string Endless =
        """
        using Microsoft.DotNet.Interactive.Formatting;
        IEnumerable<string> Endless() { while (true) yield return "some text"; }
        class Row { public int A { get; set; } public string B { get; set; } = "some text"; }
        IEnumerable<Row> Rows() { while (true) yield return new Row(); }
        """;

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("Endless().ToDisplayString(\"application/json\")", "application/json")]
    [InlineData("Endless().Display(\"application/json\");", "application/json")]
    [InlineData("""
        var e = Endless();
        display(e, "application/json");
        """, "application/json")]
    [InlineData("new { A = Endless() }.ToDisplayString(\"application/json\")", "application/json")]
    [InlineData("Rows().ToDisplayString(\"text/csv\")", "text/csv")]
    [InlineData("Rows().Display(\"text/csv\");", "text/csv")]
    public async Task A_value_without_end_is_refused_with_its_remedy(string code, string mime)
    {
        using var run = new SessionRun();
        await run.Value(Endless);
        ErrorEvent error = await run.Error(code);
        Assert.Contains(error.Traceback, line => line.Contains($"The value as {mime} is longer than 64 MB", StringComparison.Ordinal)
            && line.Contains("Take(1000)", StringComparison.Ordinal));
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Fact]
    public async Task A_value_without_end_is_not_shared()
    {
        using var run = new SessionRun();
        await run.Value(Endless);
        await run.Value("var e = Endless();");
        ErrorEvent error = await run.Error("#!set --name f --value @csharp:e --mime-type application/json");
        Assert.Contains("longer than 64 MB", string.Join('\n', error.Traceback), StringComparison.Ordinal);
        await run.Value("#!whos");
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Fact]
    public async Task What_has_an_end_is_whole()
    {
        using var run = new SessionRun();
        await run.Value(Endless);
        string json = $"[{string.Join(",", Enumerable.Repeat("\"some text\"", 5000))}]";
        Assert.Equal(json, await run.Value("Endless().Take(5000).ToDisplayString(\"application/json\")"));
        string csv = (string)(await run.Value("Rows().Take(5000).ToDisplayString(\"text/csv\")"))!;
        Assert.Equal(5001, csv.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("Endless()")]
    [InlineData("Rows()")]
    [InlineData("Endless().Select((text, i) => (i, text))")]
    [InlineData("new Dictionary<string, object> { [\"a\"] = Endless() }")]
    [InlineData("Task.FromResult(Endless())")]
    [InlineData("new Lazy<IEnumerable<string>>(Endless())")]
    [InlineData("new object[] { Endless(), Rows() }")]
    public async Task What_is_shown_of_it_has_an_end(string value)
    {
        using var run = new SessionRun();
        await run.Value(Endless);
        await run.Value(value);
        Assert.True(run.Shown.ToJsonString().Length < 2_000_000);
        await run.Value($"var shown = display(1);\nshown.Update({value});");
        Assert.NotEmpty(run.Displays);
    }

    [Theory]
    [InlineData("Rows().DisplayTable();")]
    [InlineData("Endless().DisplayTable();")]
    [InlineData("""
        IEnumerable<Row> rows = Rows();
        rows?.DisplayTable();
        """)]
    [InlineData("Enumerable.Range(0, int.MaxValue).Select(i => new { I = i }).DisplayTable();")]
    [InlineData("Enumerable.Repeat(1, int.MaxValue).DisplayTable();")]
    public async Task A_table_of_a_sequence_without_end_shows_its_beginning_and_says_so(string code)
    {
        using var run = new SessionRun();
        await run.Value(Endless);
        await run.Value(code);
        Assert.Contains(
            "the sequence has more than 100,000 elements, as if it had no end, and the table shows the first 20,000",
            run.Text("stderr"), StringComparison.Ordinal);
        JsonObject shown = Assert.Single(run.Displays).Data;
        Assert.Equal(20_001, shown["text/csv"]!.ToString().TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("Enumerable.Range(0, 30_000).Where(i => i >= 0)", 30_000)]
    [InlineData("Enumerable.Range(0, 25_000)", 25_000)]
    [InlineData("Enumerable.Range(0, 25_000).ToList()", 25_000)]
    public async Task A_table_of_a_long_sequence_that_has_an_end_shows_all_of_it(string value, int rows)
    {
        using var run = new SessionRun();
        await run.Value($"{value}.DisplayTable();");

        Assert.Equal("", run.Text("stderr"));
        Assert.Equal(rows + 1, Assert.Single(run.Displays).Data["text/csv"]!.ToString().TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("new[] { new { A = 1, B = \"x\" }, new { A = 2, B = \"y\" } }", "A,B\n1,x\n2,y\n")]
    [InlineData("new[] { new { A = 1, B = \"x\" }, new { A = 2, B = \"y\" } }.Where(row => row.A > 0)", "A,B\n1,x\n2,y\n")]
    [InlineData("Enumerable.Range(0, 3)", "value\n0\n1\n2\n")]
    public async Task A_table_of_what_has_an_end_is_that_of_the_original_kernel(string value, string csv)
    {
        using var run = new SessionRun();
        await run.Value($"{value}.DisplayTable();");
        JsonObject shown = Assert.Single(run.Displays).Data;
        Assert.Equal(csv, shown["text/csv"]!.ToString());
        Assert.StartsWith("<table><thead><tr><td><span>", shown["text/html"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Text("stderr"));
    }
}
