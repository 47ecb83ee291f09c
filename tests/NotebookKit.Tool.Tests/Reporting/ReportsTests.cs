using System.Text;
using System.Xml.Linq;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tool.Reporting;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>The summary, the progress and the JUnit file of one made-up run.</summary>
public class ReportsTests
{
    private static IReadOnlyList<NotebookReport> Reports()
    {
        var document = NotebookDocument.Create();
        var good = document.Add(CellKind.Code, "\n1 + 1 // [not] markup");
        document.Add(CellKind.Markdown, "text");
        var bad = document.Add(CellKind.Code, "var a = 1;\r\nthrow new Exception();\n");
        var never = document.Add(CellKind.Code, "x");
        var error = new ErrorEvent("Boom", "it <broke>\x01", ["\x1b[31mBoom\x1b[0m: it <broke>", "   at cell 3, line 2"]);
        return
        [
            new NotebookReport("a.ipynb", document,
            [
                new CellReport("a.ipynb", 0, good, CellOutcome.Passed, TimeSpan.FromSeconds(0.5), null),
                new CellReport("a.ipynb", 2, bad, CellOutcome.Failed, TimeSpan.FromSeconds(1.25), error),
                new CellReport("a.ipynb", 3, never, CellOutcome.NotRun, TimeSpan.Zero, null),
            ], NotebookOutcome.Failed, TimeSpan.FromSeconds(2), null),
            new NotebookReport("longer-name.ipynb", null, [], NotebookOutcome.Unreadable, TimeSpan.Zero, "longer-name.ipynb: the file is empty."),
        ];
    }

    private static string Summary(bool isTerminal)
    {
        var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        new RunSummary(console, isTerminal).Write(Reports());
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
        Summary(isTerminal: false));

    [Fact]
    public void On_a_terminal_the_summary_has_colours_and_a_table()
    {
        var text = Summary(isTerminal: true);
        Assert.Contains("\x1b[31mBoom\x1b[0m", text);
        Assert.Contains("│ a.ipynb ", text);
        Assert.EndsWith("0 passed, 2 failed\n", text);
    }

    [Fact]
    public void Plain_progress_is_a_line_a_notebook()
    {
        var output = new StringWriter { NewLine = "\n" };
        var progress = new PlainProgress(output);
        foreach (var report in Reports()) progress.OnNotebookComplete(report);
        Assert.Equal("failed    a.ipynb  1/3 cells  2.0 s\nerror     longer-name.ipynb  0/0 cells  0.0 s\n", output.ToString());
    }

    [Fact]
    public async Task Live_progress_shows_notebooks_and_cells_and_hands_the_result_on()
    {
        var output = new WatchedWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        var report = Reports()[0];
        var result = await LiveProgress.ShowAsync(console, async progress =>
        {
            progress.OnNotebookStart("a.ipynb");
            progress.OnNotebookLoaded("a.ipynb", report.Document!);
            progress.OnCellStart("a.ipynb", 0, report.Cells[0].Cell);
            await output.ShowsAsync("cell 1: 1 + 1 // [not] markup");
            progress.OnCellExecuted(report.Cells[0]);
            progress.OnNotebookComplete(report);
            return 5;
        });

        Assert.Equal(5, result);
        await output.ShowsAsync("failed");
    }

    [Fact]
    public void JUnit_has_a_suite_a_notebook_and_a_case_a_cell()
    {
        var text = Encoding.UTF8.GetString(JUnitReport.Write(Reports()));
        var suites = XDocument.Parse(text).Root!.Elements("testsuite").ToList();

        Assert.Equal(["a.ipynb 3 1 0 1", "longer-name.ipynb 1 0 1 0"], suites.Select(suite =>
            string.Join(' ', new[] { "name", "tests", "failures", "errors", "skipped" }.Select(name => suite.Attribute(name)!.Value))));
        var failure = suites[0].Descendants("failure").Single();
        Assert.Equal("it <broke>\ufffd", failure.Attribute("message")!.Value);
        Assert.Contains("     2 | throw new Exception();", failure.Value);
        Assert.Equal("cell 1: 1 + 1 // [not] markup", suites[0].Element("testcase")!.Attribute("name")!.Value);
        Assert.Equal("1.250", suites[0].Elements("testcase").ElementAt(1).Attribute("time")!.Value);
        Assert.Equal("longer-name.ipynb: the file is empty.", suites[1].Descendants("error").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void The_title_of_a_cell_is_its_first_line_cut_to_fit()
    {
        var cell = NotebookDocument.Create().Add(CellKind.Code, "\n  " + new string('x', 100));
        Assert.Equal(new string('x', 59) + "…", ReportText.Title(cell));
    }

    /// <summary>Lets a test wait until a text was written, however long the drawing thread takes.</summary>
    private sealed class WatchedWriter : StringWriter
    {
        private readonly Lock gate = new();

        public override void Write(char value)
        {
            lock (gate) base.Write(value);
        }

        public override void Write(string? value)
        {
            lock (gate) base.Write(value);
        }

        public async Task ShowsAsync(string text)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!Written().Contains(text)) await Task.Delay(20, patience.Token);
        }

        private string Written()
        {
            lock (gate) return ToString();
        }
    }
}
