using NotebookKit.Tool.Reporting;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

public sealed class ColumnTextTests
{
    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("界界界", 5, "界界…")]
    [InlineData("界界界", 4, "界…")]
    [InlineData("a\nb", 5, "a b")]
    [InlineData("👩‍🔬️x", 5, "👩🔬x")]
    [InlineData("abc", 1, "a")]
    [InlineData("abc", 0, "")]
    public void A_text_is_cut_to_columns_not_to_characters(string text, int width, string fitted) =>
        Assert.Equal(fitted, ColumnText.Fit(text, width, "…"));

    [Theory]
    [InlineData("09-repeatvector.ipynb", 12, "09-repea…ynb")]
    [InlineData("short", 12, "short")]
    [InlineData("long", 2, "l…")]
    public void A_path_is_cut_in_its_middle(string text, int width, string fitted) =>
        Assert.Equal(fitted, ColumnText.FitMiddle(text, width, "…"));

    [Fact]
    public void Whatever_the_text_the_width_holds()
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => char.ConvertFromUtf32(random.Next(4) switch
            {
                0 => random.Next(0x20),
                1 => random.Next(0x4e00, 0x9fff),
                2 => random.Next(0x1f300, 0x1f6ff),
                _ => random.Next(0x20, 0x7f),
            })));
            int width = random.Next(30);
            Assert.InRange(ColumnText.Fit(text, width, "...").GetCellWidth(), 0, width);
            Assert.InRange(ColumnText.FitMiddle(text, width, "…").GetCellWidth(), 0, width);
        }
    }
}
