using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>Cells that show without end, in the kernel: front ends get a bounded part with a sentence, and the session goes on.</summary>
public sealed class OutputBoundTests(KernelProcess kernel) : IClassFixture<KernelProcess>, IDisposable
{
    private readonly KernelClient _client = kernel.Connect();

    [Fact]
    public void A_loop_that_prints_is_cut_at_ten_megabytes_and_goes_on()
    {
        KernelClient.Answer answer = _client.Execute(
            "var s = new string('x', 1_000_000); for (int i = 0; i < 40; i++) Console.Write(s); \"it went on\"");

        Assert.InRange(answer.Stream("stdout").Length, 10_000_000, 10 << 20);
        Assert.StartsWith("The output of this cell reached its limit of 10 MB", answer.Stream("stderr"));
        Assert.Equal("it went on", answer.Result);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public void Of_a_hundred_thousand_updates_the_last_one_comes_and_few_others()
    {
        KernelClient.Answer answer = _client.Execute("var d = display(0); for (int i = 1; i <= 100_000; i++) d.Update(i);");

        var updates = answer.Outputs.Where(output => output.Type == "update_display_data").ToList();
        Assert.InRange(updates.Count, 1, 20_000);
        Assert.Contains("100000", updates[^1].Content["data"]!.ToJsonString());
    }

    [Fact]
    public void The_texts_of_an_error_are_bounded_in_the_output_and_in_the_reply()
    {
        KernelClient.Answer answer = _client.Execute("throw new Exception(new string('m', 20_000_000));");

        Assert.InRange(answer.Content.ToJsonString().Length, 10_000, 500_000);
        Assert.InRange(Assert.Single(answer.Outputs).Content.ToJsonString().Length, 10_000, 500_000);
    }

    [Theory]
    [InlineData("throw new Exception(\"\\u001b]0;owned\\u0007\\u001b[31mred\");")]
    [InlineData("throw new Exception(\"a\", new Exception(\"\\u009b2J\\u001b[2J\"));")]
    [InlineData("var 5\u001b]0;owned\u0007 = 1;")]
    [InlineData("#!no\u001b[2Jsuch")]
    public void Control_sequences_of_a_cell_are_shown_as_signs_in_its_error(string code)
    {
        KernelClient.Answer answer = _client.Execute(code);

        string traceback = string.Join('\n', answer.Content["traceback"]!.AsArray().Select(line => (string)line!));
        foreach (string own in (string[])["\u001b[31m", "\u001b[36m", "\u001b[90m", "\u001b[0m"])
        {
            traceback = traceback.Replace(own, "");
        }
        Assert.DoesNotContain(
            traceback + (string)answer.Content["evalue"]!, character => char.IsControl(character) && character is not ('\n' or '\t'));
        Assert.DoesNotContain("\u001b[31mred", string.Join('\n', answer.Content["traceback"]!.AsArray().Select(line => (string)line!)),
            StringComparison.Ordinal);
    }

    public void Dispose() => _client.Dispose();
}
