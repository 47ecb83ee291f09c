using System.Diagnostics;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>What ends a run or a cell from outside, and the parameters that go in.</summary>
public class RunLimitsTests
{
    [Fact]
    public async Task When_the_time_of_the_run_is_up_what_was_produced_is_there_and_the_rest_has_not_run()
    {
        // The clock starts with the second cell, so that the test does not depend on how fast the first one is.
        var stopping = new StopAtSecondCell();
        var options = FixtureRun.Options with { RunTimeout = TimeSpan.FromMinutes(10), Jobs = 1 };
        var running = new NotebookRunner(options, stopping).RunAsync([FixtureRun.PathOf("sleeps"), FixtureRun.PathOf("passes")], stopping.Token);
        var reports = await running;

        Assert.Equal(NotebookOutcome.Cancelled, reports[0].Outcome);
        Assert.Equal([CellOutcome.Passed, CellOutcome.NotRun, CellOutcome.NotRun], reports[0].Cells.Select(cell => cell.Outcome));
        Assert.Contains("first", JupyterJson.WriteCompact(reports[0].Cells[0].Cell.Outputs));
        Assert.Equal(NotebookOutcome.Cancelled, reports[1].Outcome);
        Assert.Contains("stopped by the user", reports[1].Problem);
    }

    [Fact]
    public async Task A_run_with_too_little_time_times_out_and_starts_nothing_more()
    {
        var options = FixtureRun.Options with { RunTimeout = TimeSpan.FromMilliseconds(1), Jobs = 1 };
        var reports = await RunAsync(options, "sleeps", "passes");
        Assert.All(reports, report => Assert.Equal(NotebookOutcome.TimedOut, report.Outcome));
        Assert.Empty(reports[1].Cells);
        Assert.Contains("limit of 0.001 s", reports[1].Problem);
    }

    [Fact]
    public async Task The_option_limits_cells_that_say_nothing_themselves()
    {
        var report = Assert.Single(await RunAsync(FixtureRun.Options with { CellTimeout = TimeSpan.FromMilliseconds(10) }, "sleeps"));
        Assert.Equal(NotebookOutcome.TimedOut, report.Outcome);
        Assert.Contains("within 0.01 s", report.Cells[0].Error!.Value);
    }

    [Fact]
    public async Task Parameters_replace_the_defaults_and_keep_their_types()
    {
        var options = FixtureRun.Options with
        {
            Parameters = new Dictionary<string, string> { ["epochs"] = "3", ["rate"] = "2", ["name"] = "say \"hi\"", ["verbose"] = "true" },
        };
        var report = Assert.Single(await RunAsync(options, "parameters"));
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal("3 2 say \"hi\" True Single\n", MultilineText.Join(report.Cells[^1].Cell.Outputs[0]!["text"]));
    }

    [Fact]
    public async Task A_parameter_that_does_not_fit_stops_the_notebook_before_its_first_cell()
    {
        var options = FixtureRun.Options with { Parameters = new Dictionary<string, string> { ["epochs"] = "many" } };
        var report = Assert.Single(await RunAsync(options, "parameters"));
        Assert.Equal(NotebookOutcome.WrongParameter, report.Outcome);
        Assert.Contains("'epochs' is of the type int; 'many' is none", report.Problem);
    }

    [Fact]
    public async Task A_host_that_cannot_be_started_is_a_problem_and_no_crash()
    {
        var report = Assert.Single(await RunAsync(FixtureRun.Options with { Host = new HostCommand("/no/such/program", []) }, "passes"));
        Assert.Equal(NotebookOutcome.Unreadable, report.Outcome);
        Assert.Contains("could not be started", report.Problem);
    }

    [Fact]
    public async Task A_host_that_ends_before_it_takes_cells_fails_the_first_cell()
    {
        var host = new HostCommand(FixtureRun.Options.Host.FileName, ["--version"]);
        var report = Assert.Single(await RunAsync(FixtureRun.Options with { Host = host }, "passes"));
        Assert.Equal(NotebookOutcome.Failed, report.Outcome);
        Assert.StartsWith("Process", report.Cells[0].Error!.Name);
    }

    private static Task<IReadOnlyList<NotebookReport>> RunAsync(RunOptions options, params string[] notebooks) =>
        new NotebookRunner(options, new MomentLog()).RunAsync([.. notebooks.Select(FixtureRun.PathOf)], TestContext.Current.CancellationToken);

    private sealed class StopAtSecondCell : RunHooks
    {
        private readonly CancellationTokenSource source = new();

        public CancellationToken Token => source.Token;

        public override void OnCellStart(string path, int index, NotebookCell cell)
        {
            if (index == 1) source.Cancel();
        }
    }
}
