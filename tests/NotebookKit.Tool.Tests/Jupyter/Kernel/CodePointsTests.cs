using NotebookKit.Tool.Jupyter.Kernel;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("abc", 0, 0)]
    [InlineData("abc", 3, 3)]
    [InlineData("\U0001F600b", 1, 2)]
    [InlineData("a\U0001F600\U0001F600b", 3, 5)]
    [InlineData("漢字", 2, 2)]
    public void Positions_convert_both_ways(string text, int codePoints, int index)
    {
        Assert.Equal(index, CodePoints.ToIndex(text, codePoints));
        Assert.Equal(codePoints, CodePoints.FromIndex(text, index));
    }

    [Fact]
    public void A_position_past_the_end_becomes_the_end()
    {
        Assert.Equal(3, CodePoints.ToIndex("abc", 99));
        Assert.Equal(3, CodePoints.FromIndex("abc", 99));
    }
}
