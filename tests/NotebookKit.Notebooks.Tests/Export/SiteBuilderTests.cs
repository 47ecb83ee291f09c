using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export;

public sealed class SiteBuilderTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Without_a_readme_the_index_has_a_card_for_each_lesson()
    {
        _fixture.Add("01-a.ipynb", "# 1 · A: of \\<x>\n\nA is *first*. More follows.").Add("02-b.ipynb", "No title here.");
        Site site = _fixture.Build();
        Assert.Equal(["index.html", "01-a.html", "02-b.html", "search.html"], site.Pages);
        IHtmlDocument index = SiteFixture.Page(site, "index.html");
        Assert.Equal("Lessons", index.QuerySelector("h1")!.TextContent);
        Assert.Equal(["1 · A: of <x>", "02-b"], index.QuerySelectorAll(".card .title").Select(title => title.TextContent));
        Assert.Equal("A is first.", index.QuerySelector(".card p:nth-of-type(2)")!.TextContent);
        Assert.Equal(["01-a.html", "02-b.html"], index.QuerySelectorAll(".card .title a").Select(link => link.GetAttribute("href")));
        Assert.Equal("02-b", SiteFixture.Page(site, "02-b.html").QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public void A_readme_is_the_index()
    {
        _fixture.Write("lessons/README.md", "# The map\n\nIt says [where](a.ipynb) to go.\n");
        _fixture.Add("a.ipynb", "# A");
        Site site = _fixture.Build();
        IHtmlDocument index = SiteFixture.Page(site, "index.html");
        Assert.Equal(
            ("The map", "It says where to go."), (index.Title, index.QuerySelector("meta[name=description]")!.GetAttribute("content")));
        Assert.Equal("a.html", index.QuerySelector("article a")!.GetAttribute("href"));
        Assert.Equal("A | The map", SiteFixture.Page(site, "a.html").Title);
    }

    [Fact]
    public void Pages_lead_to_the_previous_the_next_and_all_others()
    {
        _fixture.Add("a.ipynb", "# A: first\n\n## Part").Add("b.ipynb", "# B").Add("deep/c.ipynb", "# C");
        Site site = _fixture.Build();
        Assert.Equal(["a.html← A", "deep/c.htmlC →"], Steps("b.html"));
        Assert.Equal(["index.html← The series", "b.htmlB →"], Steps("a.html"));
        Assert.Equal(["../b.html← B"], Steps("deep/c.html"));
        Assert.Equal(["a.htmlA →"], Steps("index.html"));
        IHtmlDocument a = SiteFixture.Page(site, "a.html");
        Assert.Equal(
            ["#content", "#part", "b.html", "deep/c.html"], a.QuerySelectorAll(".contents a").Select(link => link.GetAttribute("href")));
        Assert.Equal("A", a.QuerySelector(".contents a[aria-current=page]")!.TextContent);
        Assert.Equal(("index.html", "b.html"), ("index.html", a.QuerySelector("link[rel=next]")!.GetAttribute("href")));

        IEnumerable<string> Steps(string path) =>
            SiteFixture.Page(site, path).QuerySelectorAll(".steps.end a").Select(link => link.GetAttribute("href") + link.TextContent);
    }

    [Fact]
    public void Every_page_says_its_language_and_forbids_loading()
    {
        _fixture.Add("a.ipynb", "# A");
        foreach (string path in (string[])["index.html", "a.html"])
        {
            IHtmlDocument page = _fixture.Page(path);
            Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
            Assert.StartsWith(
                "default-src 'none';", page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"));
            Assert.Equal("#content", page.QuerySelector("body > a")!.GetAttribute("href"));
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Single(page.QuerySelectorAll("main#content"));
        }
    }

    [Fact]
    public void The_same_notebooks_give_the_same_bytes()
    {
        _fixture.Add("a.ipynb", "# A\n\n$x$").Add("b.ipynb", "# B");
        (Site first, Site second) = (_fixture.Build(), _fixture.Build());
        Assert.Equal(first.Files.Select(file => file.Path), second.Files.Select(file => file.Path));
        Assert.All(first.Files.Zip(second.Files), pair => Assert.Equal(pair.First.Content.ToArray(), pair.Second.Content.ToArray()));
    }

    [Fact]
    public void Every_page_and_card_offers_its_notebook_as_it_is_saved()
    {
        _fixture.Add("deep/a.ipynb", "# A");
        Site site = _fixture.Build();
        Assert.Equal(File.ReadAllText(_fixture.File("lessons/deep/a.ipynb")), SiteFixture.Text(site, "deep/a.ipynb"));
        IElement link = SiteFixture.Page(site, "deep/a.html").QuerySelector(".download a")!;
        Assert.Equal(("a.ipynb", true), (link.GetAttribute("href"), link.HasAttribute("download")));
        Assert.Equal("deep/a.ipynb", SiteFixture.Page(site, "index.html").QuerySelector(".card a[download]")!.GetAttribute("href"));
        Assert.Empty(site.Problems);
    }

    [Fact]
    public void Notebooks_can_be_left_out()
    {
        _fixture.Add("a.ipynb", "# A");
        Site site = _fixture.Build(new SiteOptions { HasNotebooks = false });
        Assert.Equal(["a.html", "index.html", "search.html"], site.Files.Select(file => file.Path));
        Assert.All(site.Files, file => Assert.DoesNotContain(" download", SiteFixture.Text(site, file.Path)));
    }

    [Fact]
    public void Links_to_what_is_published_beside_the_site_stand_on_every_page()
    {
        _fixture.Add("deep/a.ipynb", "# A");
        Site site = _fixture.Build(new SiteOptions
        {
            Links = [new SiteLink("API", "api/index.html"), new SiteLink("<Code>", "https://example.org/?a&b")],
        });
        Assert.Empty(site.Problems);
        Assert.Equal(["../api/index.html API", "https://example.org/?a&b <Code>"],
            SiteFixture.Page(site, "deep/a.html").QuerySelectorAll(".site-links .beside")
                .Select(link => $"{link.GetAttribute("href")} {link.TextContent}"));
    }

    [Fact]
    public void A_link_that_names_a_cell_leads_to_it()
    {
        _fixture.Add("a.ipynb", "# A\n\n[there](b.ipynb#the-cell) and [its part](b.ipynb#part)")
            .Add("b.ipynb", document => document.Add(CellKind.Markdown, "# B\n\n## Part").Json["id"] = "the-cell");
        IHtmlDocument page = _fixture.Page("a.html");
        Assert.Equal("b.html#cell-1", page.QuerySelector("article a")!.GetAttribute("href"));
    }

    [Fact]
    public void Two_files_of_one_name_are_refused()
    {
        _fixture.Add("a.ipynb", "# A").Add("deep/../a.dib", "# A");
        Assert.Contains("both become", Assert.Throws<ArgumentException>(() => SiteBuilder.Build(
            [new SiteNotebook(_fixture.File("lessons/a.ipynb"), "a.ipynb"), new SiteNotebook(
                _fixture.File("lessons/a.dib"), "a.dib")])).Message);
        Assert.Throws<ArgumentException>(() => SiteBuilder.Build([]));
    }
}
