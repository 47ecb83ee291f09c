using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

public sealed class IgnoredPatternsTests
{
    [Theory]
    [InlineData("started 12:34:56", "started 01:02:03")]
    [InlineData("at 9:15 AM", "at 10:20 PM")]
    [InlineData("took 00:00:01.2345678", "took 00:00:00.9")]
    [InlineData("2024-05-06T07:08:09.123Z", "2025-11-12T13:14:15Z")]
    [InlineData("05/06/2024", "11/12/2025")]
    [InlineData("Mon, 6 May 2024", "Wed, 12 November 2025")]
    [InlineData("Elapsed: 12 ms", "Elapsed: 1532 ms")]
    [InlineData("1.5 s, 12ms/step", "22.75 s, 9ms/step")]
    [InlineData("<object at 0x7f3a12b4c0>", "<object at 0x55aa00112233>")]
    [InlineData("id 0b7c9ab2-8d3f-4b0c-9d55-0d4f3a1c2b3d", "id 6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("{6F9619FF-8B86-D011-B42D-00C04FC964FF}", "{0b7c9ab2-8d3f-4b0c-9d55-0d4f3a1c2b3d}")]
    [InlineData("Submission#3+Person", "Script+Person")]
    [InlineData("plot_6f9619ff8b86d011b42d00c04fc964ff", "plot_0b7c9ab28d3f4b0c9d550d4f3a1c2b3d")]
    public void What_differs_by_nature_is_not_compared(string saved, string came) => Assert.Empty(Cells.CompareText(saved, came));

    [Theory]
    [InlineData("score 12:3", "score 12:4")]
    [InlineData("hash 0xA", "hash 0xB")]
    [InlineData("5 steps", "6 steps")]
    [InlineData("x 10.5 m", "x 11.5 m")]
    public void What_only_looks_a_little_like_it_is_compared(string saved, string came) => Assert.NotEmpty(Cells.CompareText(saved, came));

    [Fact]
    public void A_pattern_can_be_left_out()
    {
        var options = new ComparisonOptions { Patterns = IgnoredPatterns.Default.Without(["date"]) };
        Assert.NotEmpty(Cells.CompareText("2024-05-06", "2024-05-07", options));
        Assert.Empty(Cells.CompareText("12:34:56", "12:34:57", options));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_named()
    {
        var options = new ComparisonOptions { Patterns = IgnoredPatterns.Default.With("slow", @"(?=a)(a+)+$", "") };
        string saved = new string('a', 60) + "!";

        OutputDifference difference = Assert.Single(Cells.CompareText(saved, saved + "?", options));

        Assert.StartsWith("The pattern slow took more than", difference.Reason, StringComparison.Ordinal);
    }
}
