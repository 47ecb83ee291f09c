using System.Text;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>What a run makes of each fixture notebook; one notebook shows one behaviour.</summary>
public class NotebookRunnerTests(FixtureRun run) : IClassFixture<FixtureRun>
{
    [Fact]
    public void A_notebook_whose_cells_pass_passes_with_its_outputs_and_counts()
    {
        NotebookReport report = Check(
            "passes", NotebookOutcome.Passed, CellOutcome.Passed, CellOutcome.Passed, CellOutcome.Skipped, CellOutcome.Passed);
        IReadOnlyList<NotebookCell> cells = report.Document!.Cells;

        Assert.Equal("hello\nagain\n", Stream(cells[1], "stdout"));
        Assert.Contains("5", JupyterJson.WriteCompact(cells[2].Outputs));
        Assert.Equal([null, 1, 2, null, 3], cells.Select(cell => cell.ExecutionCount));
        Assert.Equal(2, (int)cells[2].Outputs[0]!["execution_count"]!);
    }

    /// <summary>The session's own work must not wait behind what a cell put on the thread pool.</summary>
    [Fact]
    public void A_cell_that_fills_the_thread_pool_with_blocked_work_ends_all_the_same() =>
        Check("fills-the-thread-pool", NotebookOutcome.Passed, CellOutcome.Passed);

    [Fact]
    public void The_first_error_stops_its_notebook_and_is_reported_with_what_came_before()
    {
        NotebookReport report = Check("raises", NotebookOutcome.Failed, CellOutcome.Passed, CellOutcome.Failed, CellOutcome.NotRun);
        CellReport failed = report.Cells[1];

        Assert.Contains(nameof(DivideByZeroException), failed.Error!.Name);
        Assert.Equal("before\n", Stream(failed.Cell, "stdout"));
        Assert.Equal("error", (string)failed.Cell.Outputs[^1]!["output_type"]!);
        Assert.Null(report.Cells[2].Cell.ExecutionCount);
    }

    [Fact]
    public void A_cell_that_does_not_compile_fails()
    {
        NotebookReport report = Check("does-not-compile", NotebookOutcome.Failed, CellOutcome.Failed);
        Assert.Equal("CompilationError", report.Cells[0].Error!.Name);
        Assert.Contains("CS0029", string.Join('\n', report.Cells[0].Error!.Traceback));
    }

    [Theory]
    [InlineData("exits", 0, "ProcessExited", "exit code 3")]
    [InlineData("overflows-the-stack", 1, "StackOverflow", "calls itself without end")]
    [InlineData("eats-native-memory", 0, "OutOfMemory", "limit of 400 MB")]
    [InlineData("throws-on-a-thread", 0, "UnhandledException", "System.InvalidOperationException: from a thread. Catch it")]
    public void A_cell_that_ends_the_process_is_reported_as_that_cells_failure(string notebook, int cell, string name, string message)
    {
        NotebookReport report = run[notebook];

        Assert.Equal(NotebookOutcome.Failed, report.Outcome);
        Assert.Equal(CellOutcome.Failed, report.Cells[cell].Outcome);
        Assert.Equal(name, report.Cells[cell].Error!.Name);
        Assert.Contains(message, report.Cells[cell].Error!.Value);
        Assert.Equal(name, (string)report.Cells[cell].Cell.Outputs[^1]!["ename"]!);
        Assert.All(report.Cells.Skip(cell + 1), next => Assert.Equal(CellOutcome.NotRun, next.Outcome));
    }

    [Fact]
    public void What_a_cell_showed_before_it_ended_the_process_is_kept() =>
        Assert.Equal("before the end\n", Stream(run["exits"].Cells[0].Cell, "stdout"));

    [Fact]
    public void A_killed_process_is_reported_as_its_cells_failure()
    {
        NotebookReport report = Check("kills-itself", NotebookOutcome.Failed, CellOutcome.Failed);
        Assert.StartsWith("Process", report.Cells[0].Error!.Name);
    }

    [Fact]
    public void A_cell_that_eats_the_managed_memory_fails_for_want_of_memory()
    {
        NotebookReport report = Check("eats-memory", NotebookOutcome.Failed, CellOutcome.Failed);
        Assert.Contains("OutOfMemory", report.Cells[0].Error!.Name);
    }

    [Fact]
    public void A_cell_tagged_raises_exception_passes_when_it_raises_and_the_notebook_goes_on()
    {
        NotebookReport report = Check("must-raise", NotebookOutcome.Passed, CellOutcome.Passed, CellOutcome.Passed);
        Assert.Equal("error", (string)report.Cells[0].Cell.Outputs[0]!["output_type"]!);
    }

    [Fact]
    public void A_cell_tagged_raises_exception_passes_when_it_raises_nothing_and_the_report_says_so()
    {
        NotebookReport report = Check("must-raise-but-does-not", NotebookOutcome.Passed, CellOutcome.Passed, CellOutcome.Passed);
        Assert.Equal("is tagged raises-exception, and raised nothing.", report.Cells[0].Note);
        Assert.Null(report.Cells[1].Note);
        Assert.All(run["must-raise"].Cells, cell => Assert.Null(cell.Note));
    }

    [Fact]
    public void A_cell_tagged_skip_execution_is_not_run_and_keeps_its_outputs()
    {
        NotebookReport report = Check("skips", NotebookOutcome.Passed, CellOutcome.Skipped, CellOutcome.Passed);
        Assert.Equal("kept\n", Stream(report.Cells[0].Cell, "stdout"));
        Assert.Equal(1, report.Cells[1].Cell.ExecutionCount);
    }

    [Fact]
    public void A_notebook_runs_in_its_own_folder() => Check("reads-a-file-beside-it", NotebookOutcome.Passed, CellOutcome.Passed);

    [Fact]
    public void What_user_code_writes_past_the_console_does_not_disturb_the_runner()
    {
        NotebookReport report = Check("writes-past-the-console", NotebookOutcome.Passed, CellOutcome.Passed, CellOutcome.Passed);
        Assert.Equal(OperatingSystem.IsWindows() ? "after\n" : "{}\nafter\n", Stream(report.Cells[0].Cell, "stdout"));
    }

    [Fact]
    public void An_update_changes_the_display_of_an_earlier_cell()
    {
        NotebookReport report = Check("updates-an-earlier-display", NotebookOutcome.Passed, CellOutcome.Passed, CellOutcome.Passed);
        Assert.Contains("after", JupyterJson.WriteCompact(report.Cells[0].Cell.Outputs));
        Assert.DoesNotContain("before", JupyterJson.WriteCompact(report.Cells[0].Cell.Outputs));
        Assert.Empty(report.Cells[1].Cell.Outputs);
    }

    [Fact]
    public void Cells_of_other_languages_show_what_they_hold()
    {
        NotebookReport report = run["other-languages"];
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Contains("<b>bold</b>", JupyterJson.WriteCompact(report.Cells[0].Cell.Outputs));
    }

    [Theory]
    [InlineData("unknown-directive", "nonsense")]
    [InlineData("missing-reference", "missing.dll")]
    [InlineData("another-kernel", "python")]
    [InlineData("waits-for-input", "nobody is there to answer")]
    public void What_a_cell_asks_for_and_cannot_get_fails_it_with_a_message_that_names_it(string notebook, string named)
    {
        NotebookReport report = Check(notebook, NotebookOutcome.Failed, CellOutcome.Failed);
        Assert.Contains(named, report.Cells[0].Error!.Value);
    }

    [Theory]
    [InlineData("truncated", "truncated")]
    [InlineData("not-json", "not JSON")]
    [InlineData("nbformat-3", "nbformat 3")]
    [InlineData("no-cells", "\"cells\"")]
    public void A_file_that_is_no_notebook_is_reported_with_its_problem(string notebook, string problem)
    {
        NotebookReport report = Check(notebook, NotebookOutcome.Unreadable);
        Assert.Contains(problem, report.Problem);
        Assert.StartsWith(FixtureRun.PathOf(notebook), report.Problem);
    }

    [Fact]
    public void A_missing_variable_shows_that_each_notebook_has_a_process_of_its_own() =>
        Check("no-parameters-cell", NotebookOutcome.Failed, CellOutcome.Failed);

    [Fact]
    public void Hooks_are_called_moment_by_moment() => Assert.Equal(
        ["start", "loaded", "cell 0 start", "cell 0 Passed", "cell 1 start", "cell 1 Failed", "cell 1 error", "Failed"],
        run.Moments["raises"]);

    [Fact]
    public async Task A_second_run_writes_the_same_bytes()
    {
        string[] names = new[] { "passes", "must-raise", "updates-an-earlier-display" };
        IReadOnlyList<NotebookReport> again = await new NotebookRunner(
            FixtureRun.Options, new MomentLog()).RunAsync([.. names.Select(FixtureRun.PathOf)], TestContext.Current.CancellationToken);
        foreach ((string name, NotebookReport report) in names.Zip(again))
        {
            Assert.Equal(Text(run[name].Document!), Text(report.Document!));
        }

        static string Text(NotebookDocument document) => Encoding.UTF8.GetString(document.ToBytes(NotebookFormat.Ipynb));
    }

    private NotebookReport Check(string notebook, NotebookOutcome outcome, params CellOutcome[] cells)
    {
        NotebookReport report = run[notebook];
        string errors = string.Join(
            '\n', report.Cells.Where(cell => cell.Error is not null).Select(cell => $"{cell.Error!.Name}: {cell.Error.Value}"));
        Assert.True(outcome == report.Outcome && cells.SequenceEqual(report.Cells.Select(cell => cell.Outcome)),
            $"{notebook}: expected {outcome} {string.Join(' ', cells)}; received {report.Outcome} "
                + $"{string.Join(' ', report.Cells.Select(cell => cell.Outcome))} {report.Problem}\n{errors}");
        return report;
    }

    private static string Stream(NotebookCell cell, string name) => string.Concat(
        cell.Outputs.Where(output => (string?)output!["name"] == name).Select(output => MultilineText.Join(output!["text"])));
}
