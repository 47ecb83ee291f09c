using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>A notebook that runs again and again in one session.</summary>
public sealed class WatchedNotebookTests
{
    private const string Process = "Console.WriteLine(Environment.ProcessId);";

    [Fact]
    public async Task Cells_before_the_first_change_keep_their_results_and_the_session()
    {
        await using WatchedNotebook watched = Watched();
        WatchedRun? first = await RunAsync(watched, Process, "var x = 20;", "x + 1");
        Assert.Equal((NotebookOutcome.Passed, 0), (first!.Report.Outcome, first.FirstCell));
        string process = Text(first, 0);

        WatchedRun? second = await RunAsync(watched, Process, "var x = 20;", "x + 22", "x");
        Assert.Equal((NotebookOutcome.Passed, 2, (string?)null), (second!.Report.Outcome, second.FirstCell, second.WhyFromTop));
        Assert.Equal([process, "", "42", "20"], Enumerable.Range(0, 4).Select(i => Text(second, i)));
        Assert.Equal([1, 2, 3, 4], second.Report.Document!.Cells.Select(cell => cell.ExecutionCount));
        Assert.Null(await RunAsync(watched, Process, "var x = 20;", "x + 22", "x"));
    }

    [Fact]
    public async Task Where_the_state_does_not_allow_it_the_notebook_runs_from_the_top_in_a_new_session()
    {
        await using WatchedNotebook watched = Watched();
        WatchedRun? first = await RunAsync(watched, Process, "var x = 1;", "x++;\nx");
        WatchedRun? second = await RunAsync(watched, Process, "var x = 1;", "x++;\nx * 10");
        Assert.Equal("cell 3 has changed x", second!.WhyFromTop);
        Assert.Equal(0, second.FirstCell);
        Assert.Equal("20", Text(second, 2));
        Assert.NotEqual(Text(first!, 0), Text(second, 0));
    }

    [Fact]
    public async Task A_session_that_died_is_begun_anew_and_a_cell_that_failed_is_tried_again()
    {
        await using WatchedNotebook watched = Watched();
        WatchedRun? run = await RunAsync(watched, "var x = 1;", "Environment.Exit(3);", "x");
        Assert.Equal(NotebookOutcome.Failed, run!.Report.Outcome);
        run = await RunAsync(watched, "var x = 1;", "x / (x - 1)", "x");
        Assert.Equal((NotebookOutcome.Failed, 0), (run!.Report.Outcome, run.FirstCell));
        run = await RunAsync(watched, "var x = 1;", "x / (x + 1)", "x");
        Assert.Equal((NotebookOutcome.Passed, 1), (run!.Report.Outcome, run.FirstCell));
    }

    [Fact]
    public async Task When_the_file_changes_during_a_run_what_is_left_waits_for_the_next_one()
    {
        await using WatchedNotebook watched = Watched();
        NotebookDocument document = Document("1", "2", "3");
        document.Insert(0, CellKind.Markdown, "# Title");
        int asked = 0;
        WatchedRun? run = await watched.RunAsync(document, new MomentLog(), () => ++asked == 2, TestContext.Current.CancellationToken);
        Assert.True(run!.IsStale);
        Assert.Equal(0, run.FirstCell);
        Assert.Equal([CellOutcome.Passed, CellOutcome.NotRun, CellOutcome.NotRun], run.Report.Cells.Select(cell => cell.Outcome));
        Assert.Equal(1, (await RunAsync(watched, "1", "2", "3"))!.FirstCell);
    }

    [Fact]
    public async Task A_later_cell_still_updates_the_display_of_one_that_was_kept()
    {
        await using WatchedNotebook watched = Watched();
        const string shows = "var shown = display(\"before\");";
        await RunAsync(watched, shows, "shown.Update(\"first\")");
        // The call is the cell's last expression, made for its value: the cell before it stays.
        WatchedRun? run = await RunAsync(watched, shows, "shown.Update(\"second\") ");
        Assert.Equal(1, run!.FirstCell);
        Assert.Contains("second", Text(run, 0));
    }

    private static WatchedNotebook Watched() => new(FixtureRun.PathOf("passes"), FixtureRun.Options);

    private static Task<WatchedRun?> RunAsync(WatchedNotebook watched, params string[] cells) =>
        watched.RunAsync(Document(cells), new MomentLog(), () => false, TestContext.Current.CancellationToken);

    private static NotebookDocument Document(params string[] cells)
    {
        var document = NotebookDocument.Create();
        foreach (string cell in cells)
        {
            document.Add(CellKind.Code, cell);
        }

        return document;
    }

    private static string Text(WatchedRun run, int cell) => run.Report.Cells[cell].Printed.Trim();
}
