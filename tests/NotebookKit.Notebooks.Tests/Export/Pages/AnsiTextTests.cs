using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Pages;

public class AnsiTextTests
{
    [Theory]
    [InlineData("plain <b> & \"text\"", "plain &lt;b&gt; &amp; &quot;text&quot;")]
    [InlineData("\u001b[31mred\u001b[0m not", "<span class=\"a-red\">red</span> not")]
    [InlineData("\u001b[1;36mboth\u001b[22m one\u001b[39m none", "<span class=\"a-cyan a-bold\">both</span><span "
        + "class=\"a-cyan\"> one</span> none")]
    [InlineData("\u001b[90mdim\u001b[m end", "<span class=\"a-black a-dim\">dim</span> end")]
    [InlineData("\u001b[3;4mslanted\u001b[23;24m not", "<span class=\"a-italic a-underline\">slanted</span> not")]
    [InlineData("\u001b[38;5;2mgreen\u001b[38;2;1;2;3mplain", "<span class=\"a-green\">green</span>plain")]
    [InlineData("a\u001b[2K\u001b[1Gb\u001b]0;title\u0007c", "abc")]
    [InlineData("10 %\r 20 %\r100 %\nnext\r\n", "100 %\nnext\n")]
    [InlineData("bell\u0007", "bell\uFFFD")]
    public void Colours_become_spans_and_other_sequences_vanish(string text, string expected) =>
        Assert.Equal(expected, AnsiText.ToHtml(text));

    [Fact]
    public void Plain_text_has_no_sequences() => Assert.Equal("red text", AnsiText.Plain("\u001b[1;31mred\u001b[0m text"));
}
