using AngleSharp.Html.Parser;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Pages;

public class UniqueIdsTests
{
    private const string Picture =
        "<svg aria-labelledby=\"t d\"><title id=\"t\">T</title><desc id=\"d\">D</desc><style>#clip{fill:red}</style><clipPath id=\"clip\"></clipPath>"
        + "<g clip-path=\"url(#clip)\"></g><use href=\"#clip\"></use></svg>";

    [Fact]
    public void The_first_picture_keeps_its_ids_and_the_second_gets_new_ones_with_all_that_refers_to_them()
    {
        var ids = new UniqueIds([]);
        Assert.Contains("id=\"clip\"", ids.Fit(Picture));
        var second = new HtmlParser().ParseDocument(ids.Fit(Picture));
        Assert.Equal(["t-2", "d-2", "clip-2"], second.QuerySelectorAll("[id]").Select(element => element.Id));
        Assert.Equal("t-2 d-2", second.QuerySelector("svg")!.GetAttribute("aria-labelledby"));
        Assert.Equal("url(#clip-2)", second.QuerySelector("g")!.GetAttribute("clip-path"));
        Assert.Equal("#clip-2", second.QuerySelector("use")!.GetAttribute("href"));
        Assert.Equal("#clip-2{fill:red}", second.QuerySelector("style")!.TextContent);
    }

    [Fact]
    public void Ids_of_the_page_are_taken()
    {
        var ids = new UniqueIds(["content"]);
        Assert.Equal("<p id=\"content-2\">a</p>", ids.Fit("<p id=\"content\">a</p>"));
        Assert.Equal("content-3", ids.Take("content"));
    }

    [Theory]
    [InlineData("</div></div><b>bold", "<b>bold</b>")]
    [InlineData("<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>")]
    [InlineData("<script>if (a < b && c) d();</script>", "<script>if (a < b && c) d();</script>")]
    public void A_fragment_cannot_reach_beyond_its_place(string fragment, string expected) =>
        Assert.Equal(expected, new UniqueIds([]).Fit(fragment));
}
