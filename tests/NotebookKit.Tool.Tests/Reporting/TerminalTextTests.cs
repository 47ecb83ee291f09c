using NotebookKit.Tool.Reporting;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\x1b]0;x\x07", "\\u001b]0;x\\u0007")]
    [InlineData("\x1b[2J\x1b[H", "\\u001b[2J\\u001b[H")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("\x1bP1$r\x1b\\", "\\u001bP1$r\\u001b\\")]
    [InlineData("a\bb\0", "a\\u0008b\\u0000")]
    [InlineData("a\u202etxt.exe", "a\\u202etxt.exe")]
    [InlineData("\x1b[31mred\x1b[0m", "red")]
    [InlineData("\x1b[38:2:255:0:0mred", "red")]
    [InlineData("\x1b[", "\\u001b[")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("a\r\nb", "a\nb")]
    public void No_control_character_is_left(string text, string safe) => Assert.Equal(safe, TerminalText.Safe(text));

    [Theory]
    [InlineData("\x1b[31mred\nplain", "\x1b[31mred\x1b[0m\nplain")]
    [InlineData("\x1b[31m\x1b]0;x\x07", "\x1b[31m\\u001b]0;x\\u0007\x1b[0m")]
    [InlineData("\x1b[31A\x1b[1;4m!", "\\u001b[31A\x1b[1;4m!\x1b[0m")]
    public void Where_colours_stay_they_end_with_their_line(string text, string safe) => Assert.Equal(safe, TerminalText.Safe(text, keepColours: true));

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
        Assert.Equal(fitted, TerminalText.Fit(text, width, "…"));

    [Theory]
    [InlineData("09-repeatvector.ipynb", 12, "09-repea…ynb")]
    [InlineData("short", 12, "short")]
    [InlineData("long", 2, "l…")]
    public void A_path_is_cut_in_its_middle(string text, int width, string fitted) => Assert.Equal(fitted, TerminalText.FitMiddle(text, width, "…"));

    [Fact]
    public void Whatever_the_text_the_width_holds()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => char.ConvertFromUtf32(random.Next(4) switch
            {
                0 => random.Next(0x20),
                1 => random.Next(0x4e00, 0x9fff),
                2 => random.Next(0x1f300, 0x1f6ff),
                _ => random.Next(0x20, 0x7f),
            })));
            int width = random.Next(30);
            Assert.InRange(TerminalText.Fit(text, width, "...").GetCellWidth(), 0, width);
            Assert.InRange(TerminalText.FitMiddle(text, width, "…").GetCellWidth(), 0, width);
            Assert.DoesNotContain(TerminalText.Safe(text), c => char.IsControl(c) && c is not ('\n' or '\t'));
        }
    }
}
