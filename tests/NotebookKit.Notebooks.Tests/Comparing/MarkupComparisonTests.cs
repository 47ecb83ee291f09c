using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

public sealed class MarkupComparisonTests
{
    private const string Table =
        "<table><thead><tr><th>name</th><th>n</th></tr></thead>"
            + "<tbody><tr><td>a</td><td>1.5</td></tr><tr><td>b</td><td>2.5</td></tr></tbody></table>";
    private const string Chart = "<svg viewBox=\"0 0 100 50\"><clipPath id=\"c1\"><rect width=\"9\" height=\"9\"/></clipPath><path "
        + "clip-path=\"url(#c1)\" d=\"M1.5,2.25L3-4\"/><text x=\"1\">0.5</text></svg>";

    [Theory]
    [InlineData(Table,
        """
        <table>
         <thead><tr><th>name</th><th>n</th></tr></thead>
         <tbody><tr><td>a</td><td>1.5000001</td></tr><tr><td>b</td><td>2.5</td></tr></tbody></table>
        """)]
    [InlineData("<p class='a' title='b'>it&#39;s</p>", "<p title=\"b\" class=\"a\">it's</p>")]
    [InlineData("<div id=\"x1\"></div><a href=\"#x1\">go</a>", "<div id=\"y2\"></div><a href=\"#y2\">go</a>")]
    [InlineData("<p>a</p><style>.dni-code-hint { color: red; }</style><p>b</p>", "<p>a</p><p>b</p>")]
    [InlineData("<p>done at 12:34:56</p>", "<p>done at 01:02:03</p>")]
    [InlineData(
        "<table><tr><th><i>key</i></th><th>value</th></tr>"
            + "<tbody><tr><td>b</td><td>1</td></tr><tr><td>a</td><td>2</td></tr></tbody></table>",
        "<table><tr><th><i>key</i></th><th>value</th></tr>"
            + "<tbody><tr><td>a</td><td>2</td></tr><tr><td>b</td><td>1</td></tr></tbody></table>")]
    public void The_same_structure_is_the_same(string saved, string came) => Assert.Empty(Cells.Compare("text/html", saved, came));

    [Fact]
    public void A_digit_in_a_table_is_found_with_its_cell()
    {
        OutputDifference difference = Assert.Single(
            Cells.Compare("text/html", Table, Table.Replace("2.5", "2.6", StringComparison.Ordinal)));
        Assert.Equal("output 1, text/html, table > tbody > tr[2] > td[2], line 1", difference.Where);
        Assert.StartsWith("2.5 became 2.6: off by 0.1 (4%)", difference.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<tr><td>b</td><td>2.5</td></tr>", "")]
    [InlineData("<td>b</td>", "<th>b</th>")]
    [InlineData("<tbody><tr><td>a</td><td>1.5</td></tr><tr><td>b</td><td>2.5</td></tr>",
        "<tbody><tr><td>b</td><td>2.5</td></tr><tr><td>a</td><td>1.5</td></tr>")]
    [InlineData("<table>", "<table hidden>")]
    [InlineData("<td>a</td>", "<td></td>")]
    public void A_lost_row_another_element_another_order_and_a_lost_text_are_found(string part, string changed) =>
        Assert.NotEmpty(Cells.Compare("text/html", Table, Table.Replace(part, changed, StringComparison.Ordinal)));

    [Theory]
    [InlineData("M1.5,2.25L3-4", "M1.51 2.249L3.0 -4.0")]
    [InlineData("c1", "c2")]
    public void A_picture_may_differ_by_what_nobody_sees(string part, string changed) =>
        Assert.Empty(Cells.Compare("image/svg+xml", Chart, Chart.Replace(part, changed, StringComparison.Ordinal)));

    [Theory]
    [InlineData("M1.5,2.25L3-4", "M1.5,2.25L3-5")]
    [InlineData("M1.5,2.25L3-4", "")]
    [InlineData(">0.5<", ">0.6<")]
    [InlineData("<path clip-path=\"url(#c1)\" d=\"M1.5,2.25L3-4\"/>", "")]
    [InlineData("url(#c1)", "url(#c3)")]
    public void A_changed_line_and_a_blank_chart_are_found(string part, string changed) =>
        Assert.NotEmpty(Cells.Compare("image/svg+xml", Chart, Chart.Replace(part, changed, StringComparison.Ordinal)));

    [Trait("Category", "Endurance")]
    [Fact]
    public void Markup_that_was_made_to_hurt_is_compared_as_text()
    {
        string deep = string.Concat(Enumerable.Repeat("<div><b>", 100_000));
        Assert.Empty(Cells.Compare("text/html", deep + "1.5", deep + "1.50000001"));
        Assert.NotEmpty(Cells.Compare("text/html", deep + "1.5", deep + "1.6"));
    }
}
