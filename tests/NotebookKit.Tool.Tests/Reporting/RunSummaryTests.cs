using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tool.Reporting;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>What stands at the end of a made-up run.</summary>
public sealed class RunSummaryTests
{
    private static string Summary(
        IReadOnlyList<NotebookReport> reports, bool isTerminal,
            ColorSystemSupport colours = ColorSystemSupport.Standard, string? stoppedBy = null, int durations = 0)
    {
        var output = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal ? colours : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 60;
        new RunSummary(new Screen(console, isTerminal), stoppedBy, durations).Write(reports);
        return output.ToString();
    }

    [Fact]
    public void Without_a_terminal_the_summary_is_plain_lines() => Assert.Equal(
        """

        a.ipynb, cell 3 of 4:
             1 | var a = 1;
             2 | throw new Exception();
          Boom: it <broke>
             at cell 3, line 2

        longer-name.ipynb: the file is empty.

        Notebook             Cells       Time  Result
        a.ipynb                1/3      2.0 s  failed
        longer-name.ipynb      0/0      0.0 s  error
        0 passed, 2 failed

        """.ReplaceLineEndings("\n"),
        Summary(MadeUpRun.Reports(), isTerminal: false));

    [Theory]
    [InlineData(1, "\nSlowest cells:\n      1.3 s  a.ipynb, cell 3: var a = 1;\n\nNotebook")]
    [InlineData(
        9, "\nSlowest cells:\n      1.3 s  a.ipynb, cell 3: var a = 1;\n      0.5 s  a.ipynb, cell 1: 1 + 1 // [not] markup\n\nNotebook")]
    public void The_slowest_cells_are_named_when_asked_for(int durations, string shown) =>
        Assert.Contains(shown, Summary(MadeUpRun.Reports(), isTerminal: false, durations: durations));

    [Fact]
    public void On_a_terminal_the_summary_has_colours_and_a_table()
    {
        string text = Summary(MadeUpRun.Reports(), isTerminal: true);
        Assert.Contains("\x1b[31mBoom\x1b[0m", text);
        Assert.Contains("failed, cell 3", text);
        Assert.EndsWith("0 passed, 2 failed\n", text);
        var grid = new TerminalGrid(60, 24);
        grid.Write(text);
        Assert.Equal(0, grid.Wraps);
    }

    [Fact]
    public void Without_colours_there_is_a_table_and_no_sequence_that_sets_one()
    {
        string text = Summary(MadeUpRun.Reports(), isTerminal: true, ColorSystemSupport.NoColors);
        Assert.Contains("  Boom: it <broke>\n", text);
        Assert.DoesNotMatch("\x1b\\[3[0-9]", text);
    }

    [Fact]
    public void What_is_odd_about_notebooks_that_passed_is_told()
    {
        var document = NotebookDocument.Parse(
            """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":["// one","1 + 1"]}]}"""u8.ToArray(),
            "a.ipynb");
        var cell = new CellReport("a.ipynb", 0, document.Cells[0], CellOutcome.Passed, TimeSpan.Zero,
            null)
        { Note = "is tagged raises-exception, and raised nothing." };
        var report = new NotebookReport("a.ipynb", document, [cell], NotebookOutcome.Passed, TimeSpan.Zero, null);

        string text = Summary([report], isTerminal: false);

        Assert.Contains("Warning: a.ipynb, cell 1 of 1: lines 1 and 2 of its source run together", text);
        Assert.Contains("Warning: a.ipynb, cell 1 of 1 is tagged raises-exception, and raised nothing.\n", text);
        Assert.EndsWith("1 passed, 0 failed\n", text);
        Assert.Contains("raised nothing.</system-err>", System.Text.Encoding.UTF8.GetString(JUnitReport.Write([report])));
    }

    [Theory]
    [InlineData("Ctrl+C")]
    [InlineData("SIGTERM")]
    public void A_stopped_run_says_so_once(string signal)
    {
        var reports = Enumerable.Range(0, 40).Select(i => new NotebookReport(
            $"{i:00}.ipynb", null, [], i < 3 ? NotebookOutcome.Passed : NotebookOutcome.Cancelled, TimeSpan.Zero,
            i < 3 ? null : "The run was stopped by the user.")).ToList();

        string text = Summary(reports, isTerminal: false, stoppedBy: signal);

        Assert.StartsWith($"\nStopped by {signal}: 3 of 40 notebooks had run to their end.\n\nNotebook ", text);
        Assert.DoesNotContain("stopped by the user", text);
        Assert.EndsWith("\n3 passed, 0 failed, 37 stopped\n", text);
    }

    [Fact]
    public void A_reason_that_many_notebooks_share_is_told_once()
    {
        var reports = Enumerable.Range(0, 12).Select(i => new NotebookReport(
            $"{i:00}.ipynb", null, [], NotebookOutcome.TimedOut, TimeSpan.Zero, "The run reached its limit of 5 s.")).ToList();
        Assert.StartsWith("\nThe run reached its limit of 5 s. (12 notebooks)\n\nNotebook ", Summary(reports, isTerminal: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_control_sequence_of_a_path_or_a_problem_reaches_the_terminal(bool isTerminal)
    {
        var report = new NotebookReport(
            "a\x1b]0;x\x07.ipynb", null, [], NotebookOutcome.Unreadable, TimeSpan.Zero, "a\x1b]0;x\x07.ipynb: \x1b[2Jempty");
        string text = Summary([report], isTerminal);
        Assert.Contains("a␛]0;x␇.ipynb: ␛[2Jempty", text);
        Assert.DoesNotContain("\x1b]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b[2J", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\x07', text);
    }
}
