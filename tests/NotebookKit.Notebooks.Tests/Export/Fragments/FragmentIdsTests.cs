using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Fragments;

public class FragmentIdsTests
{
    private const string Picture =
        "<svg aria-labelledby=\"t d\"><title id=\"t\">T</title><desc id=\"d\">D</desc><style>#clip{fill:red}</style><clipPath "
            + "id=\"clip\"></clipPath>"
        + "<g clip-path=\"url(#clip)\"></g><use href=\"#clip\"></use></svg>";

    [Fact]
    public void The_first_picture_keeps_its_ids_and_the_second_gets_new_ones_with_all_that_refers_to_them()
    {
        PageDraft page = Draft();
        Assert.Contains("id=\"clip\"", Clean(Picture, page));
        IHtmlDocument second = new HtmlParser().ParseDocument(Clean(Picture, page));
        Assert.Equal(["t-2", "d-2", "clip-2"], second.QuerySelectorAll("[id]").Select(element => element.Id));
        Assert.Equal("t-2 d-2", second.QuerySelector("svg")!.GetAttribute("aria-labelledby"));
        Assert.Equal("url(#clip-2)", second.QuerySelector("g")!.GetAttribute("clip-path"));
        Assert.Equal("#clip-2", second.QuerySelector("use")!.GetAttribute("href"));
        Assert.Equal("#clip-2{fill:red}", second.QuerySelector("style")!.TextContent);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public void Ids_of_the_page_are_taken()
    {
        PageDraft page = Draft();
        Assert.Equal("<p id=\"content-2\">a</p>", Clean("<p id=\"content\">a</p>", page));
        Assert.Equal("content-3", page.Ids.Take("content"));
    }

    [Fact]
    public void An_id_that_stands_twice_in_a_fragment_means_its_first_element()
    {
        Assert.Equal(
            "<p id=\"content-2\">a</p><p id=\"content-3\">b</p><label for=\"content-2\">c</label>",
            Clean("<p id=\"content\">a</p><p id=\"content\">b</p><label for=\"content\">c</label>", Draft()));
    }

    internal static PageDraft Draft(ScriptList? scripts = null) =>
        new("a.ipynb", "/nowhere/a.ipynb", "a.html", new SiteLinks(), scripts ?? new ScriptList());

    private static string Clean(string html, PageDraft page) => new PageFragment(page, mayRunScripts: false).Clean(html).Html;
}
