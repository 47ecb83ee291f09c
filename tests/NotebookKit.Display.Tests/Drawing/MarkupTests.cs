using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tests.Drawing;

public class MarkupTests
{
    [Theory]
    [InlineData("a < b & c > 'd' \"e\"", "a &lt; b &amp; c &gt; &#39;d&#39; &quot;e&quot;")]
    [InlineData("ünïcödé 🙂\n", "ünïcödé 🙂\n")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void What_markup_would_read_is_escaped_and_what_it_forbids_replaced(string? text, string escaped) =>
        Assert.Equal(escaped, Markup.Escape(text));

    // An attribute's text cannot hold half a surrogate pair.
    [Fact]
    public void Control_characters_and_half_pairs_are_replaced() =>
        Assert.Equal("bell\uFFFD, half \uFFFD.", Markup.Escape("bell\u0007, half " + (char)0xD800 + "."));

    [Theory]
    [InlineData(0.005, "0")]
    [InlineData(-0.001, "0")]
    [InlineData(12.3456, "12.35")]
    [InlineData(-7.5, "-7.5")]
    public void A_coordinate_has_two_decimals_at_most(double value, string text) => Assert.Equal(text, Markup.Number(value));

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(-1234.56, "−1234.6")]
    [InlineData(12345, "12,345")]
    [InlineData(0.00001234, "1.234e−5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void A_value_for_a_reader_has_four_digits_and_a_true_minus(double value, string text) =>
        Assert.Equal(text, Markup.Readable(value));

    [Fact]
    public void An_id_depends_on_the_content_alone()
    {
        Assert.Equal(Markup.Id("chart"), Markup.Id("chart"));
        Assert.NotEqual(Markup.Id("chart"), Markup.Id("Chart"));
    }

    [Fact]
    public void A_text_that_does_not_fit_ends_in_an_ellipsis()
    {
        const string text = "a long title of a chart";
        double width = Svg.TextWidth(text, 12);
        Assert.Equal(text, Svg.Fit(text, width, 12));
        string cut = Svg.Fit(text, width / 2, 12);
        Assert.EndsWith("…", cut);
        Assert.StartsWith(cut[..^1], text);
        Assert.True(Svg.TextWidth(cut, 12) <= width / 2);
        string middle = Svg.FitMiddle(text, width / 2, 12);
        Assert.Equal('a', middle[0]);
        Assert.Equal('t', middle[^1]);
        Assert.True(Svg.TextWidth(middle, 12) <= width / 2);
    }
}
