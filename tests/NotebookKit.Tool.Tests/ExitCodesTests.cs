using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool.Tests;

public class ExitCodesTests
{
    [Fact]
    public void Every_outcome_has_its_exit_code() => Assert.Equal(
        [0, 0, 1, 5, 2, 3, 4, 130],
        Enum.GetValues<NotebookOutcome>().Select(outcome => ExitCodes.Of([outcome])));

    [Fact]
    public void Of_several_the_highest_counts()
    {
        Assert.Equal(ExitCodes.Unreadable, ExitCodes.Of([NotebookOutcome.Failed, NotebookOutcome.Unreadable, NotebookOutcome.Passed]));
        Assert.Equal(ExitCodes.Passed, ExitCodes.Of(Array.Empty<NotebookOutcome>()));
    }

    [Fact]
    public void A_difference_ranks_below_a_failed_cell_and_above_a_timeout()
    {
        Assert.Equal(ExitCodes.CellFailed, ExitCodes.Of([NotebookOutcome.Differs, NotebookOutcome.Failed]));
        Assert.Equal(ExitCodes.Differs, ExitCodes.Of([NotebookOutcome.Differs, NotebookOutcome.TimedOut]));
        Assert.Equal(ExitCodes.Cancelled, ExitCodes.Of([NotebookOutcome.Differs, NotebookOutcome.Cancelled]));
    }
}
