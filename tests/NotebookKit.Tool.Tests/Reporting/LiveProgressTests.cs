using System.Text;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Reporting;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>The live table on a terminal.</summary>
public sealed class LiveProgressTests
{
    [Theory]
    [InlineData(20, 24)]
    [InlineData(60, 24)]
    [InlineData(80, 24)]
    [InlineData(80, 8)]
    [InlineData(120, 24)]
    public async Task The_table_names_the_running_cell_and_keeps_its_place(int width, int height)
    {
        var output = new TerminalWriter(width, height);
        IAnsiConsole console = Terminal(output, width, height);
        string[] paths = [.. Enumerable.Range(0, 30).Select(i => $"notebooks/{i:00}-a-notebook-with-a-rather-long-name.ipynb")];
        var document = NotebookDocument.Create();
        NotebookCell cell = document.Add(CellKind.Code, "Console.WriteLine(\"\u001b[2J\"); // a long line of code that fits no column");
        document.Add(CellKind.Code, "2");
        var report = new CellReport("", 0, cell, CellOutcome.Passed, TimeSpan.FromSeconds(1), null);

        int result = await LiveProgress.ShowAsync(new Screen(console, IsTerminal: true), paths, TimeProvider.System, async progress =>
        {
            foreach (string path in paths)
            {
                progress.OnNotebookStart(path);
                progress.OnNotebookLoaded(path, document);
                progress.OnCellStart(path, 0, cell);
                string name = width < 30 ? path[10..12] : path[10..20];
                await output.ShowsAsync(
                    text => text.Split('\n').Any(line => line.Contains(name) && (width < 48 || line.Contains("1: Cons"))));
                progress.OnCellExecuted(report with { Path = path });
                progress.OnNotebookComplete(new NotebookReport(
                    path, document, [report with { Path = path }, report with { Path = path }], NotebookOutcome.Passed,
                    TimeSpan.FromSeconds(1), null));
            }

            await output.ShowsAsync(text => text.Contains("30 of 30"));
            return 5;
        });

        Assert.Equal(5, result);
        var headers = output.Frames.Select(frame => frame.Split('\n')[0]).Where(line => line.Length > 0).Distinct().ToList();
        Assert.Single(headers);
        Assert.Equal((0, 0), (output.Grid.Wraps, output.Grid.Scrolled));
        Assert.Equal("", output.Grid.Text);
    }

    [Fact]
    public async Task While_grading_the_grade_stands_where_a_run_says_passed()
    {
        var output = new TerminalWriter(80, 24);
        IAnsiConsole console = Terminal(output, 80, 24);
        using var folder = new TemporaryFolder();
        NotebookDocument.Create().Save(folder.File("01-sums.ipynb"));
        var submission = new Submission("in/ada/01-sums.ipynb", "ada", TaughtLesson.Load(folder.File("01-sums.ipynb")));
        var grade = new SubmissionGrade(
            submission,
            [new ExerciseGrade("01.1", GradeVerdict.Right, ""), new ExerciseGrade("01.2", GradeVerdict.Wrong, "")],
            TimeSpan.FromSeconds(1), null, IsUnreadable: false);
        string[] paths = [submission.Path, "in/bob/01-sums.ipynb"];

        await LiveProgress.ShowAsync(
            new Screen(console, IsTerminal: true), paths, TimeProvider.System,
            async progress =>
            {
                progress.OnSubmissionGraded(grade);
                progress.OnNotebookComplete(new NotebookReport(
                    submission.Path, NotebookDocument.Create(), [], NotebookOutcome.Passed, TimeSpan.FromSeconds(1), null));
                await output.ShowsAsync(text => text.Contains("1 right, 1 wrong") && text.Contains("1 of 2 submissions"));
                progress.OnSubmissionGraded(grade with { Submission = submission with { Path = paths[1] }, IsUnreadable = true });
                progress.OnNotebookComplete(new NotebookReport(
                    paths[1], null, [], NotebookOutcome.Unreadable, TimeSpan.Zero, "The file is empty."));
                await output.ShowsAsync(text => text.Contains("error") && text.Contains("2 of 2 submissions, 1 failed"));
                return 0;
            },
            "submissions");

        Assert.DoesNotContain(output.Frames, frame => frame.Contains("passed"));
    }

    private static IAnsiConsole Terminal(TerminalWriter output, int width, int height)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        console.Profile.Height = height;
        return console;
    }

    /// <summary>Draws what is written, and lets a test wait for what it wants to see, however long the drawing takes.</summary>
    private sealed class TerminalWriter(int width, int height) : StringWriter
    {
        private readonly Lock _gate = new();
        private readonly HashSet<string> _frames = [];

        public TerminalGrid Grid { get; } = new(width, height);

        public IReadOnlyCollection<string> Frames => _frames;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_gate)
            {
                Grid.Write(value ?? "");
                _frames.Add(Grid.Text);
            }
        }

        public Task ShowsAsync(Func<string, bool> condition) => HangGuard.UntilAsync(() => Seen(condition), "a frame of the table");

        private bool Seen(Func<string, bool> condition)
        {
            lock (_gate)
            {
                return condition(Grid.Text);
            }
        }
    }
}
