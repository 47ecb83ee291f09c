using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>A failed cell as it is told.</summary>
public sealed class FailureTextTests
{
    private static string Text(string source, IReadOnlyList<string> traceback, params IEnumerable<JsonObject> outputs)
    {
        var document = NotebookDocument.Create();
        NotebookCell cell = document.Add(CellKind.Code, source);
        foreach (JsonObject output in outputs)
        {
            cell.Outputs.Add((JsonNode)output);
        }

        var report = new CellReport("a.ipynb", 0, cell, CellOutcome.Failed, TimeSpan.Zero, new ErrorEvent("Boom", "it broke", traceback));
        return FailureText.Of(report, document);
    }

    private static JsonObject Stream(string name, string text) => new() { ["output_type"] = "stream", ["name"] = name, ["text"] = text };

    [Fact]
    public void What_the_cell_printed_stands_between_its_source_and_its_error() => Assert.Equal(
        """
        a.ipynb, cell 1 of 1:
             1 | Train();
          It printed:
               > epoch 1
               > warning
               > [1, 2]
               > (image/png)
          Boom: it broke

        """.ReplaceLineEndings("\n"),
        Text(
            "Train();", ["Boom: it broke"],
            Stream("stdout", "epoch 1\n"), Stream("stderr", "warning"),
            new JsonObject
            {
                ["output_type"] = "display_data",
                ["data"] = new JsonObject { ["text/html"] = "<b>", ["text/plain"] = "[1, 2]" }
            },
            new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["image/png"] = "iVBO" } },
            new JsonObject { ["output_type"] = "error", ["ename"] = "Boom", ["evalue"] = "it broke", ["traceback"] = new JsonArray() }));

    [Fact]
    public void A_progress_bar_that_was_written_over_shows_its_last_state() =>
        Assert.Contains("\n       > 100 %\n       > done\n", Text("x", ["Boom"], Stream("stdout", "1 %\r50 %\r100 %\r\ndone\n")));

    [Fact]
    public void Of_much_output_the_end_is_shown_and_the_rest_is_counted()
    {
        string text = Text("x", ["Boom"], Stream("stdout", string.Concat(Enumerable.Range(1, 500).Select(i => $"line {i}\n"))));
        Assert.Contains("       > … 475 lines before\n       > line 476\n", text);
        Assert.Contains("       > line 500\n  Boom\n", text);
    }

    [Fact]
    public void Endless_lines_errors_and_sources_are_cut()
    {
        string text = Text(
            string.Join('\n', Enumerable.Range(1, 3000).Select(i => $"var x{i} = {i};")),
            ["Boom: it broke", "   at cell 1, line 2000", .. Enumerable.Repeat("   at somewhere", 5000)],
            Stream("stdout", new string('x', 10_000_000)));
        Assert.Contains("       … 1980 lines above\n  1981 | var x1981 = 1981;\n", text);
        Assert.Contains("  2000 | var x2000 = 2000;\n", text);
        Assert.Contains("       … 980 lines below\n", text);
        Assert.Contains("  … 4942 lines more\n", text);
        Assert.InRange(text.Length, 0, 20_000);
    }

    [Theory]
    [InlineData("\x1b]0;x\x07", "␛]0;x␇")]
    [InlineData("\x1b[2J", "␛[2J")]
    [InlineData("\x1b[31mred", "red")]
    public void Control_sequences_are_text_wherever_they_stand(string hostile, string shown)
    {
        string text = Text("// " + hostile, [$"Boom: {hostile}"], Stream("stdout", hostile), Stream("stderr", hostile));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Contains($"  Boom: {shown}\n", text);
        Assert.Contains($"       > {shown}", text);
    }

    [Theory]
    [InlineData("::error file=a::b")]
    [InlineData("  ::add-mask::x")]
    [InlineData("##vso[task.setvariable]x")]
    public void An_error_gives_no_orders_to_a_CI_service(string order)
    {
        string text = Text(order, ["Boom: it broke\n" + order], Stream("stdout", order));
        Assert.DoesNotMatch(@"(?m)^\s*(::|##)", text);
        Assert.Contains($"  | {order}\n", text);
    }
}
