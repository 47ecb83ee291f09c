using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>What ends a run or a cell from outside, and the parameters that go in.</summary>
public class RunLimitsTests
{
    [Fact]
    public async Task When_the_user_stops_a_run_what_was_produced_is_there_and_the_rest_has_not_run()
    {
        using var stopping = new CancellationTokenSource();
        var hooks = new AtMoment(cell: (_, index) => index == 1, () => stopping.Cancel());
        IReadOnlyList<NotebookReport> reports = await new NotebookRunner(FixtureRun.Options with { Jobs = 1 }, hooks)
            .RunAsync([FixtureRun.PathOf("sleeps"), FixtureRun.PathOf("passes")], stopping.Token);

        Assert.Equal(NotebookOutcome.Cancelled, reports[0].Outcome);
        Assert.Equal([CellOutcome.Passed, CellOutcome.NotRun, CellOutcome.NotRun], reports[0].Cells.Select(cell => cell.Outcome));
        Assert.Contains("first", JupyterJson.WriteCompact(reports[0].Cells[0].Cell.Outputs));
        Assert.Equal(NotebookOutcome.Cancelled, reports[1].Outcome);
        Assert.Contains("stopped by the user", reports[1].Problem);
    }

    [Fact]
    public async Task When_the_time_of_the_run_is_up_what_was_produced_is_there_and_the_rest_has_not_run()
    {
        var clock = new ManualClock();
        RunOptions options = FixtureRun.Options with { RunTimeout = TimeSpan.FromSeconds(20), Jobs = 1, Clock = clock };
        var hooks = new AtMoment(cell: (_, index) => index == 1, () => clock.Elapse(TimeSpan.FromSeconds(20)));
        IReadOnlyList<NotebookReport> reports = await new NotebookRunner(options, hooks)
            .RunAsync([FixtureRun.PathOf("sleeps"), FixtureRun.PathOf("passes")], TestContext.Current.CancellationToken);

        Assert.Equal(NotebookOutcome.TimedOut, reports[0].Outcome);
        Assert.Equal([CellOutcome.Passed, CellOutcome.TimedOut, CellOutcome.NotRun], reports[0].Cells.Select(cell => cell.Outcome));
        Assert.Contains("first", JupyterJson.WriteCompact(reports[0].Cells[0].Cell.Outputs));
        Assert.Contains("limit of 20 s. It ended while this cell was running.", reports[0].Cells[1].Error!.Value);
        Assert.Equal(NotebookOutcome.TimedOut, reports[1].Outcome);
        Assert.Contains("limit of 20 s", reports[1].Problem);
    }

    [Fact]
    public async Task A_cell_that_exceeds_the_time_in_its_metadata_is_ended_and_keeps_what_it_showed()
    {
        var clock = new ManualClock();
        var hooks = new AtMoment(output: (index, shown) => index == 1 && shown is StreamEvent { Text: var text }
            && text.Contains("started"), () => clock.Elapse(TimeSpan.FromSeconds(2.5)));
        NotebookReport report = Assert.Single(await new NotebookRunner(FixtureRun.Options with { Clock = clock }, hooks)
            .RunAsync([FixtureRun.PathOf("runs-forever")], TestContext.Current.CancellationToken));

        Assert.Equal(NotebookOutcome.TimedOut, report.Outcome);
        Assert.Equal([CellOutcome.Passed, CellOutcome.TimedOut, CellOutcome.NotRun], report.Cells.Select(cell => cell.Outcome));
        Assert.Contains("did not end within 2.5 s", report.Cells[1].Error!.Value);
        Assert.Equal("started\n", MultilineText.Join(report.Cells[1].Cell.Outputs[0]!["text"]));
        Assert.Equal("started\n", report.Cells[1].Printed);
    }

    [Fact]
    public async Task A_notebook_may_set_the_time_of_its_cells()
    {
        // The one timer of a second is the cell's: it elapses as soon as it is there.
        var clock = new ManualClock { ElapsesAtOnce = TimeSpan.FromSeconds(1) };
        NotebookReport report = Assert.Single(await new NotebookRunner(FixtureRun.Options with { Clock = clock }, new MomentLog())
            .RunAsync([FixtureRun.PathOf("runs-forever-by-notebook-timeout")], TestContext.Current.CancellationToken));
        Assert.Equal(NotebookOutcome.TimedOut, report.Outcome);
        Assert.Contains("did not end within 1 s", report.Cells[0].Error!.Value);
    }

    [Fact]
    public async Task A_run_with_too_little_time_times_out_and_starts_nothing_more()
    {
        RunOptions options = FixtureRun.Options with { RunTimeout = TimeSpan.FromMilliseconds(1), Jobs = 1 };
        IReadOnlyList<NotebookReport> reports = await RunAsync(options, "sleeps", "passes");
        Assert.All(reports, report => Assert.Equal(NotebookOutcome.TimedOut, report.Outcome));
        Assert.Empty(reports[1].Cells);
        Assert.Contains("limit of 0.001 s", reports[1].Problem);
    }

    [Fact]
    public async Task Outputs_that_are_not_kept_are_there_until_a_notebook_has_ended_and_those_of_a_failure_stay()
    {
        var shown = new Dictionary<string, int>();
        var hooks = new AtEnd(report =>
        {
            lock (shown)
            {
                shown[Path.GetFileNameWithoutExtension(report.Path)] = report.Cells.Count(cell => cell.Cell.Outputs.Count > 0);
            }
        });
        IReadOnlyList<NotebookReport> reports = await new NotebookRunner(FixtureRun.Options with { KeepOutputs = false }, hooks)
            .RunAsync([FixtureRun.PathOf("passes"), FixtureRun.PathOf("raises")], TestContext.Current.CancellationToken);

        Assert.True(shown["passes"] > 0);
        Assert.All(reports[0].Cells, cell => Assert.Empty(cell.Cell.Outputs));
        Assert.Contains("before", reports[1].Cells.Single(cell => cell.Error is not null).Printed);
    }

    [Fact]
    public async Task At_the_first_failure_the_notebooks_that_run_are_stopped_and_no_other_begins()
    {
        // The other one runs already when the first cell of this one ends.
        var running = new TaskCompletionSource();
        var hooks = new AtMoment(cell: (path, index) =>
        {
            if (path.Contains("runs-forever") && index == 1)
            {
                running.SetResult();
            }
            if (path.Contains("raises"))
            {
                running.Task.Wait(TestContext.Current.CancellationToken);
            }
            return false;
        }, () => { });
        IReadOnlyList<NotebookReport> reports = await new NotebookRunner(
            FixtureRun.Options with { StopAtFirstFailure = true, Clock = new ManualClock() }, hooks)
            .RunAsync([FixtureRun.PathOf("raises"), FixtureRun.PathOf("runs-forever"), FixtureRun.PathOf("passes")],
                TestContext.Current.CancellationToken);

        Assert.Equal(
            [NotebookOutcome.Failed, NotebookOutcome.NotReached, NotebookOutcome.NotReached], reports.Select(report => report.Outcome));
        Assert.Equal(CellOutcome.NotRun, reports[1].Cells[1].Outcome);
        Assert.Equal("The run stopped at the first failure.", reports[2].Problem);
    }

    [Fact]
    public async Task The_option_limits_cells_that_say_nothing_themselves()
    {
        NotebookReport report = Assert.Single(
            await RunAsync(FixtureRun.Options with { CellTimeout = TimeSpan.FromMilliseconds(10) }, "sleeps"));
        Assert.Equal(NotebookOutcome.TimedOut, report.Outcome);
        Assert.Contains("within 0.01 s", report.Cells.Single(cell => cell.Outcome == CellOutcome.TimedOut).Error!.Value);
    }

    [Fact]
    public async Task Parameters_replace_the_defaults_and_keep_their_types()
    {
        RunOptions options = FixtureRun.Options with
        {
            Parameters = new Dictionary<string, string> { ["epochs"] = "3", ["rate"] = "2", ["name"] = "say \"hi\"", ["verbose"] = "true" },
        };
        NotebookReport report = Assert.Single(await RunAsync(options, "parameters"));
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal("3 2 say \"hi\" True Single\n", MultilineText.Join(report.Cells[^1].Cell.Outputs[0]!["text"]));
    }

    [Fact]
    public async Task A_parameter_that_does_not_fit_stops_the_notebook_before_its_first_cell()
    {
        RunOptions options = FixtureRun.Options with { Parameters = new Dictionary<string, string> { ["epochs"] = "many" } };
        NotebookReport report = Assert.Single(await RunAsync(options, "parameters"));
        Assert.Equal(NotebookOutcome.WrongParameter, report.Outcome);
        Assert.Contains("'epochs' is of the type int; 'many' is not one", report.Problem);
    }

    [Fact]
    public async Task A_host_that_cannot_be_started_is_a_problem_and_no_crash()
    {
        NotebookReport report = Assert.Single(
            await RunAsync(FixtureRun.Options with { Host = new HostCommand("/no/such/program", []) }, "passes"));
        Assert.Equal(NotebookOutcome.Unreadable, report.Outcome);
        Assert.Contains("could not be started", report.Problem);
    }

    [Fact]
    public async Task A_host_that_ends_before_it_takes_cells_fails_the_first_cell()
    {
        var host = new HostCommand(FixtureRun.Options.Host.FileName, ["--version"]);
        NotebookReport report = Assert.Single(await RunAsync(FixtureRun.Options with { Host = host }, "passes"));
        Assert.Equal(NotebookOutcome.Failed, report.Outcome);
        Assert.StartsWith("Process", report.Cells[0].Error!.Name);
    }

    private static Task<IReadOnlyList<NotebookReport>> RunAsync(RunOptions options, params string[] notebooks) =>
        new NotebookRunner(options, new MomentLog()).RunAsync(
            [.. notebooks.Select(FixtureRun.PathOf)], TestContext.Current.CancellationToken);

    /// <summary>Does something when a notebook has ended.</summary>
    private sealed class AtEnd(Action<NotebookReport> action) : RunHooks
    {
        public override void OnNotebookComplete(NotebookReport report) => action(report);
    }

    /// <summary>Does something at one moment of a run.</summary>
    private sealed class AtMoment(Func<string, int, bool>? cell, Func<int, SessionEvent, bool>? output, Action action) : RunHooks
    {
        public AtMoment(Func<string, int, bool> cell, Action action) : this(cell, null, action)
        {
        }

        public AtMoment(Func<int, SessionEvent, bool> output, Action action) : this(null, output, action)
        {
        }

        public override void OnCellStart(string path, int index, NotebookCell notebookCell)
        {
            if (cell?.Invoke(path, index) == true)
            {
                action();
            }
        }

        public override void OnCellOutput(string path, int index, SessionEvent shown)
        {
            if (output?.Invoke(index, shown) == true)
            {
                action();
            }
        }
    }
}
