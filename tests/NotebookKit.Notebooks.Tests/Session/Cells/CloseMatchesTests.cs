using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Cells;

public sealed class CloseMatchesTests
{
    [Theory]
    [InlineData("tset", "test")]
    [InlineData("rnu", "run")]
    [InlineData("EXPORT", "export")]
    [InlineData("tests", "test")]
    [InlineData("exprot", "export")]
    [InlineData("kernle", "kernel")]
    public void A_slip_of_the_fingers_is_near(string written, string meant) =>
        Assert.Equal(meant, CloseMatches.Among(written, ["run", "test", "export", "kernel", "jupyter", "help"])[0]);

    [Theory]
    [InlineData("lesson")]
    [InlineData("x")]
    [InlineData("")]
    public void What_is_far_from_all_gets_no_suggestion(string written) =>
        Assert.Empty(CloseMatches.Among(written, ["run", "test", "export", "kernel", "jupyter", "help"]));

    [Fact]
    public void The_closest_comes_first_and_no_more_than_three() =>
        Assert.Equal(["epochs", "epoch", "epochs2"], CloseMatches.Among("epochs", ["epochs3", "epochs2", "epoch", "epochs"]));
}
