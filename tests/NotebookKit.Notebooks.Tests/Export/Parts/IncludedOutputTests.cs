using AngleSharp.Html.Dom;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Parts;

public sealed class IncludedOutputTests : IDisposable
{
    private const string Script = "document.title = 'moved'";

    private readonly SiteFixture _fixture = new();

    public IncludedOutputTests() => _fixture.Add("a.ipynb", document =>
    {
        document.Add(CellKind.Markdown, "# A").Json["id"] = "title";
        NotebookCell cell = document.Add(CellKind.Code, "x");
        cell.Json["id"] = "shown";
        cell.Outputs.Add(SiteFixture.Display(("image/svg+xml", "<svg><title>drawn</title><rect/></svg>"), ("text/plain", "in words")));
        cell.Outputs.Add(SiteFixture.Display(("text/html", $"<b>moves</b><script>{Script}</script>"), ("text/plain", "in words")));
        document.Add(CellKind.Code, "y").Json["id"] = "silent";
    });

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_first_page_shows_what_the_cell_shows_with_a_link_to_it()
    {
        _fixture.Write("lessons/scripts.txt", ScriptList.Hash(Script));
        (IHtmlDocument page, Site site) = Index("[From *A*](a.ipynb#shown \"output\")");
        Assert.Empty(site.Problems);
        Assert.NotNull(page.QuerySelector("figure.shown .output.picture svg"));
        Assert.Equal("moves", page.QuerySelector("figure.shown .output.html b")!.TextContent);
        Assert.Equal(("a.html#cell-2", "From A"),
            (page.QuerySelector("figcaption a")!.GetAttribute("href"), page.QuerySelector("figcaption a")!.TextContent));
        Assert.Contains(Script, page.QuerySelector("figure script")!.TextContent);
        Assert.Contains(ScriptList.Hash(Script), page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"));
    }

    [Fact]
    public void One_output_of_several_can_be_asked_for()
    {
        _fixture.Write("lessons/scripts.txt", ScriptList.Hash(Script));
        IHtmlDocument page = Index("[A](a.ipynb#shown \"output 2\")").Page;
        Assert.Null(page.QuerySelector("figure svg"));
        Assert.NotNull(page.QuerySelector("figure b"));
    }

    [Fact]
    public void A_script_that_is_not_listed_does_not_run_there_either()
    {
        (IHtmlDocument page, Site site) = Index("[A](a.ipynb#shown \"output 2\")");
        Assert.Null(page.QuerySelector("figure script"));
        Assert.Contains(
            site.Problems, problem => problem is { Where: "the output of a.ipynb#shown" } && problem.Text.StartsWith("a script of"));
    }

    [Theory]
    [InlineData("a.ipynb#nowhere", "output", "a.ipynb has no cell with the id nowhere")]
    [InlineData("a.ipynb#silent", "output", "the cell has no output")]
    [InlineData("a.ipynb#title", "output", "the cell has no output")]
    [InlineData("a.ipynb#shown", "output 3", "the cell has 2 outputs, not 3")]
    [InlineData("a.ipynb", "output", "it names no cell")]
    [InlineData("b.ipynb#shown", "output", "there is no notebook b.ipynb in the site")]
    [InlineData("https://example.org/a.ipynb#shown", "output", "there is no notebook https://example.org/a.ipynb in the site")]
    public void What_is_missing_is_named_and_the_rest_is_built(string link, string title, string problem)
    {
        (IHtmlDocument page, Site site) = Index($"[A]({link} \"{title}\")\n\nThe rest.");
        Assert.Contains(
            site.Problems, found => found.Text.StartsWith($"the output {link} is not shown", StringComparison.Ordinal)
                && found.Text.Contains(problem, StringComparison.Ordinal));
        Assert.Equal("The rest.", page.QuerySelector("article p:last-child")!.TextContent);
        Assert.Equal("A", page.QuerySelector("article a")!.TextContent);
        Assert.Contains(site.Files, file => file.Path == "a.html");
    }

    [Theory]
    [InlineData("[A](a.ipynb#shown \"outputs\")")]
    [InlineData("[A](a.ipynb#shown \"output 0\")")]
    [InlineData("See [A](a.ipynb#shown \"output\").")]
    [InlineData("- [A](a.ipynb#shown \"output\")")]
    public void Any_other_link_is_a_link_to_the_cell(string markdown)
    {
        (IHtmlDocument page, Site site) = Index(markdown);
        Assert.DoesNotContain(site.Problems, problem => !problem.Text.StartsWith("a script of", StringComparison.Ordinal));
        Assert.Null(page.QuerySelector("figure"));
        Assert.Equal("a.html#cell-2", page.QuerySelector("article a")!.GetAttribute("href"));
    }

    [Fact]
    public void Its_links_and_pictures_are_meant_as_seen_from_the_notebook()
    {
        _fixture.Write("lessons/deep/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        _fixture.Add("deep/b.ipynb", document =>
        {
            document.Add(CellKind.Markdown, "# B");
            NotebookCell cell = document.Add(CellKind.Code, "x");
            cell.Json["id"] = "links";
            cell.Outputs.Add(SiteFixture.Display(("text/html",
                "<a href='c.ipynb'>c</a> <a href='../a.ipynb#shown'>a</a> <a href='#b'>b</a> <img src='dot.svg' alt='dot'>")));
        });
        _fixture.Add("deep/c.ipynb", document => document.Add(CellKind.Markdown, "# C"));
        (IHtmlDocument page, Site site) = Index("[B](deep/b.ipynb#links \"output\")\n\n[C](deep/c.ipynb)");
        Assert.DoesNotContain(site.Problems, problem => !problem.Text.StartsWith("a script of", StringComparison.Ordinal));
        Assert.Equal(["deep/c.html", "a.html#cell-2", "deep/b.html#b"],
            page.QuerySelectorAll("figure .output a").Select(link => link.GetAttribute("href")));
        Assert.StartsWith("data:image/svg+xml", page.QuerySelector("figure img")!.GetAttribute("src"));
        // What stands behind it on the page is the page's own again.
        Assert.Equal("deep/c.html", page.QuerySelector("article p:last-child a")!.GetAttribute("href"));
    }

    [Fact]
    public void A_text_that_looks_like_the_place_of_a_part_stays_text()
    {
        IHtmlDocument page = Index("part-0. and part-0-.\n\n[A](a.ipynb#shown \"output 1\")").Page;
        Assert.Single(page.QuerySelectorAll("figure"));
        Assert.Equal("part-0. and part-0-.", page.QuerySelector("article p")!.TextContent);
    }

    private (IHtmlDocument Page, Site Site) Index(string markdown)
    {
        _fixture.Write("lessons/README.md", "# The map\n\n" + markdown + "\n");
        Site site = _fixture.Build();
        return (SiteFixture.Page(site, "index.html"), site);
    }
}
