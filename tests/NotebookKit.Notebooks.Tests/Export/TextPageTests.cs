using AngleSharp.Html.Dom;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export;

public sealed class TextPageTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_markdown_file_that_a_page_links_to_becomes_a_page_and_so_do_those_that_it_links_to()
    {
        _fixture.Write("lessons/README.md", "# The map\n\nSee [names](names.md#losses).\n");
        _fixture.Write("lessons/names.md", "# Names: of all\n\nThey [go on](more/other.md), [and back](README.md).\n\n## Losses\n");
        _fixture.Write("lessons/more/other.md", "Without a title, [back](../names.md) and to [A](../a.ipynb).");
        _fixture.Write("lessons/unlinked.md", "# Never published");
        Site site = _fixture.Add("a.ipynb", "# A").Build();
        Assert.Empty(site.Problems);
        Assert.Equal(["index.html", "a.html", "names.html", "more/other.html", "search.html"], site.Pages);
        Assert.DoesNotContain(site.Files, file => file.Path.EndsWith(".md", StringComparison.Ordinal));
        Assert.Equal("names.html#losses", SiteFixture.Page(site, "index.html").QuerySelector("article a")!.GetAttribute("href"));
        IHtmlDocument names = SiteFixture.Page(site, "names.html");
        Assert.Equal("Names: of all | The map", names.Title);
        Assert.Equal(["more/other.html", "index.html"], names.QuerySelectorAll("article a").Select(link => link.GetAttribute("href")));
        Assert.Equal("other", SiteFixture.Page(site, "more/other.html").QuerySelector("h1")!.TextContent);
        Assert.Equal(
            ["#content", "#losses", "more/other.html"], names.QuerySelectorAll(".texts a").Select(link => link.GetAttribute("href")));
        // The series goes from lesson to lesson; a text is beside it.
        Assert.Equal(["index.html"], names.QuerySelectorAll(".steps.end a").Select(link => link.GetAttribute("href")));
        Assert.Empty(SiteFixture.Page(site, "a.html").QuerySelectorAll(".steps.end a[rel=next]"));
    }

    [Fact]
    public void One_that_has_the_name_of_another_page_is_copied_and_named()
    {
        _fixture.Write("lessons/a.md", "# Mine");
        Site site = _fixture.Add("a.ipynb", "# A\n\n[mine](a.md)").Build();
        Assert.Contains("the file a.md is copied and has no page", Assert.Single(site.Problems).Text);
        Assert.Equal("# Mine", SiteFixture.Text(site, "a.md"));
    }

    [Fact]
    public void One_outside_the_folder_is_not_published()
    {
        _fixture.Write("other/names.md", "# Secret");
        Site site = _fixture.Add("a.ipynb", "# A\n\n[names](../other/names.md)").Build();
        Assert.Empty(site.Problems);
        Assert.All(site.Files, file => Assert.DoesNotContain("Secret", SiteFixture.Text(site, file.Path)));
    }
}
