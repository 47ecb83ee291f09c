using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Cells;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain é 😀\ttab\nline", "plain é 😀\ttab\nline")]
    [InlineData("\u001b]0;title\u0007", "␛]0;title␇")]
    [InlineData("\u001b[2J\u001b[H", "␛[2J␛[H")]
    [InlineData("a\rb\r\nc\bd\u007f", "a␍b\nc␈d␡")]
    [InlineData("\u009b31m\u0085", "\\x9b31m\\x85")]
    [InlineData("user\u202egpj.exe\u2066x\u2069", "user\\u202egpj.exe\\u2066x\\u2069")]
    [InlineData("\u001b[31mred\u001b[0m", "␛[31mred␛[0m")]
    public void Control_characters_are_shown_as_signs(string text, string expected) =>
        Assert.Equal(expected, TerminalText.Visible(text));

    [Theory]
    [InlineData("\u001b[31mred\u001b[0m \u001b[38;5;12mblue\u001b[m", "red blue")]
    [InlineData("\u001b[31mred\u001b]52;c;aGk=\u0007", "red␛]52;c;aGk=␇")]
    public void Colours_go_and_other_sequences_are_shown(string text, string expected) =>
        Assert.Equal(expected, TerminalText.WithoutColours(text));

    [Theory]
    [InlineData("\u001b[31mred\nplain\r\n", "\u001b[31mred\u001b[0m\nplain\n")]
    [InlineData("\u001b[31m\u001b]0;x\u0007", "\u001b[31m␛]0;x␇\u001b[0m")]
    [InlineData("\u001b[31A\u001b[1;4m!", "␛[31A\u001b[1;4m!\u001b[0m")]
    public void Where_colours_stay_they_end_with_their_line(string text, string expected) =>
        Assert.Equal(expected, TerminalText.WithColours(text));

    [Fact]
    public void Whatever_is_given_no_control_character_comes_out()
    {
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, 40).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x100 : 0x10000)));

            Assert.DoesNotContain(TerminalText.Visible(text), character => char.IsControl(character) && character is not ('\n' or '\t'));
            Assert.DoesNotContain(
                TerminalText.WithoutColours(text), character => char.IsControl(character) && character is not ('\n' or '\t'));
        }
    }
}
