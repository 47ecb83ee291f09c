using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

public sealed class CellMarksTests
{
    private static IReadOnlyList<OutputDifference> Compare(
        string source, string metadata = "{}", bool onlyMarked = false, string notebook = "{}") =>
        Cells.Compare(
            [Cells.Stream("1.0")], [Cells.Stream("2.0")], new ComparisonOptions { OnlyMarked = onlyMarked }, source, metadata, notebook);

    [Theory]
    [InlineData("Random.Shared.Next() // NBVAL_IGNORE_OUTPUT", "{}", 1)]
    [InlineData("// NBVAL_IGNORE_OUTPUT\nRandom.Shared.Next()", "{}", 0)]
    [InlineData("# NBVAL_IGNORE_OUTPUT\nrandom()", "{}", 0)]
    [InlineData("1", """{"tags": ["nbval-ignore-output"]}""", 0)]
    [InlineData("1", """{"tags": ["nbval-skip"]}""", 0)]
    [InlineData("1", """{"tags": ["nbval-ignore-output", "nbval-check-output"]}""", 1)]
    [InlineData("1", """{"tags": ["other"]}""", 1)]
    [InlineData("1", """{"notebookkit": {"compare": {"ignore": true}}}""", 0)]
    [InlineData("1", """{"notebookkit": {"compare": {"ignore": ["stdout"]}}}""", 0)]
    [InlineData("1", """{"notebookkit": {"compare": {"ignore": ["stderr"]}}}""", 1)]
    [InlineData("1", """{"notebookkit": {"compare": {"rtol": 1}}}""", 0)]
    [InlineData("1", """{"notebookkit": {"compare": {"atol": 0.5}}}""", 1)]
    public void A_cell_says_how_it_is_compared(string source, string metadata, int differences) =>
        Assert.Equal(differences, Compare(source, metadata).Count);

    [Fact]
    public void Where_only_marked_cells_count_others_do_not()
    {
        Assert.Empty(Compare("1", onlyMarked: true));
        Assert.Single(Compare("// NBVAL_CHECK_OUTPUT\n1", onlyMarked: true));
        Assert.Single(Compare("1", """{"tags": ["nbval-check-output"]}""", onlyMarked: true));
    }

    [Fact]
    public void A_cell_goes_before_its_notebook()
    {
        const string notebook = """{"notebookkit": {"compare": {"rtol": 1}}}""";
        Assert.Empty(Compare("1", notebook: notebook));
        Assert.Single(Compare("1", """{"notebookkit": {"compare": {"rtol": 0.1}}}""", notebook: notebook));
    }

    [Theory]
    [InlineData(
        """{"notebookkit": {"compare": {"rtol": "1"}}}""", "metadata notebookkit.compare.rtol is a number from 0 up; received \"1\"")]
    [InlineData("""{"notebookkit": {"compare": {"tolerance": 1}}}""",
        "metadata notebookkit.compare has no member \"tolerance\"; it may have rtol, atol, integers, ignore, exact, pixels")]
    [InlineData(
        """{"notebookkit": {"compare": true}}""", "metadata notebookkit.compare is an object such as {\"rtol\": 0.01}; received true")]
    [InlineData(
        """{"notebookkit": {"compare": {"pixels": 2}}}""", "metadata notebookkit.compare.pixels is a number from 0 to 1; received 2")]
    public void Wrong_metadata_is_a_difference_that_says_so(string metadata, string reason) =>
        Assert.Equal(reason, Assert.Single(Compare("1", metadata)).Reason);

    [Fact]
    public void Skipping_and_raising_are_read_from_tags_and_comments()
    {
        CellMarks Of(string source, string tags) => CellMarks.Of(Cells.Notebook([], source, $$"""{"tags": {{tags}}}""").Cells[0]);

        Assert.True(Of("1", """["raises-exception"]""").MayRaise);
        Assert.True(Of("1", """["nbval-raises-exception"]""").MayRaise);
        Assert.True(Of("// NBVAL_RAISES_EXCEPTION\n1", "[]").MayRaise);
        Assert.True(Of("# NBVAL_SKIP", "[]").Skip);
        Assert.Equal(new CellMarks(false, false, false, false), Of("var text = \"NBVAL_SKIP\";", "[]"));
    }
}
