using NotebookKit.Notebooks.Running;
using NotebookKit.Xunit.Execution;

namespace NotebookKit.Xunit.Tests.Execution;

/// <summary>A notebook that executes as far as its cases ask.</summary>
public class NotebookRunTests
{
    private static string Tagged { get; } =
        NotebookFiles.Find("Fixtures/tagged.ipynb", NotebookFiles.Folders(new NotebooksAttribute("").SourceFilePath))[0].Path;

    [Fact]
    public async Task Cases_in_any_order_get_the_cells_of_one_execution()
    {
        await using var run = new NotebookRun(Tagged, new NotebooksAttribute(Tagged));
        CellReport? last = await run.RunToAsync(4, TestContext.Current.CancellationToken);
        CellReport? first = await run.RunToAsync(0, TestContext.Current.CancellationToken);
        Assert.Equal((CellOutcome.Passed, "n is 100\n"), (last!.Outcome, last.Printed));
        Assert.Equal((CellOutcome.Passed, 1), (first!.Outcome, first.Cell.ExecutionCount));
    }

    [Fact]
    public async Task A_run_that_nobody_asks_on_waits_and_ends_with_its_collection()
    {
        var run = new NotebookRun(Tagged, new NotebooksAttribute(Tagged));
        Assert.Equal(CellOutcome.Passed, (await run.RunToAsync(0, TestContext.Current.CancellationToken))!.Outcome);
        Assert.Null(run.End);
        await run.DisposeAsync();
        Assert.Equal(NotebookOutcome.Cancelled, run.End!.Outcome);
        Assert.Equal(CellOutcome.NotRun, run.End.Cells[^1].Outcome);
    }

    [Fact]
    public async Task A_cell_that_the_notebook_no_longer_has_is_no_result()
    {
        await using var run = new NotebookRun(Tagged, new NotebooksAttribute(Tagged));
        Assert.Null(await run.RunToAsync(40, TestContext.Current.CancellationToken));
    }
}
