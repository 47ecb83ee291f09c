using AngleSharp.Dom;

using AngleSharp.Html.Dom;

using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Markdown;

public sealed class PageMarkdownTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Links_lead_to_pages_of_the_site()
    {
        _fixture.Add("a.ipynb", "# A\n\n[b](deep/b%20c.ipynb#part-2), [series](README.md), [web](https://example.org/x?y#z), [here](#a)");
        _fixture.Add("deep/b c.ipynb", "# B\n\n## Part 2\n\n[a](../a.ipynb) and [series](../README.md)");
        Site site = _fixture.Build();
        Assert.Empty(site.Problems);
        Assert.Equal(["deep/b%20c.html#part-2", "index.html", "https://example.org/x?y#z", "#a"], Links(SiteFixture.Page(site, "a.html")));
        Assert.Equal(["../a.html", "../index.html"], Links(SiteFixture.Page(site, "deep/b c.html")));
    }

    [Fact]
    public void A_file_beside_the_notebook_is_copied_and_one_elsewhere_becomes_text()
    {
        _fixture.Write("lessons/kit.dib", "#!csharp");
        _fixture.Write("data/README.md", "data");
        _fixture.Add("a.ipynb", "# A\n\n[kit](kit.dib), [*data*](../data/README.md), [folder](../data/)");
        Site site = _fixture.Build();
        Assert.Empty(site.Problems);
        IHtmlDocument page = SiteFixture.Page(site, "a.html");
        Assert.Equal(["kit.dib"], Links(page));
        Assert.Equal("#!csharp", SiteFixture.Text(site, "kit.dib"));
        Assert.Equal("kit, data, folder", page.QuerySelector("article p")!.TextContent);
        Assert.Equal("data", page.QuerySelector("article em")!.TextContent);
    }

    [Fact]
    public void A_lessons_own_row_of_links_gives_way_to_the_pages()
    {
        _fixture.Add("a.ipynb", "# A\n\n[← series](README.md) · [B →](b.ipynb)\n\nRead [b](b.ipynb).");
        _fixture.Add("b.ipynb", "# B");
        Assert.Equal(["b.html"], Links(_fixture.Page("a.html")));
    }

    [Fact]
    public void Formulas_are_MathML_inside_text_and_alone()
    {
        _fixture.Add("a.ipynb", "# A\n\nThe state $h_t$ is\n\n$$h = z \\ast h'$$\n\n$$\n\\sigma(x_1)\n$$\n\nand `$no$`, \\$5.");
        IHtmlDocument page = _fixture.Page("a.html");
        Assert.Equal([null, "block", "block"], page.QuerySelectorAll("math").Select(math => math.GetAttribute("display")));
        Assert.Equal("$no$", page.QuerySelector("p code")!.TextContent);
        Assert.DoesNotContain("$$", page.QuerySelector("article")!.TextContent);
    }

    [Fact]
    public void A_formula_that_cannot_be_read_is_reported_with_its_cell()
    {
        _fixture.Add("a.ipynb", "# A", "Now $\\foo x$.");
        SiteProblem problem = Assert.Single(_fixture.Build().Problems);
        Assert.Equal((_fixture.File("lessons/a.ipynb"), "cell 2 of 2"), (problem.Source, problem.Where));
        Assert.Contains("\\foo is not known", problem.Text);
    }

    [Fact]
    public void Headings_are_in_order_and_have_ids_of_their_own()
    {
        _fixture.Add("a.ipynb", "## First", "# Second\n\n#### Deep\n\n## Deep", "### x `y`");
        var headings = _fixture.Page("a.html").QuerySelectorAll("article h1, article h2, article h3, article h4").ToList();
        Assert.Equal(["H1 first", "H2 second", "H3 deep", "H2 deep-1", "H3 x-y"],
            headings.Select(heading => $"{heading.TagName} {heading.Id}").Select(text => text.Replace("deep-2", "deep-1")));
    }

    [Fact]
    public void Tables_and_listings_are_rendered()
    {
        _fixture.Add("a.ipynb", "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nimport x\n```\n\n    indented");
        IHtmlDocument page = _fixture.Page("a.html");
        Assert.Equal(2, page.QuerySelectorAll("td").Length);
        Assert.Equal("import", page.QuerySelector(".language-python .c-keyword")!.TextContent);
        Assert.Equal("indented", page.QuerySelector(".language-text")!.TextContent);
    }

    [Fact]
    public void A_table_with_a_heading_over_each_column_says_them_again_in_its_cells()
    {
        _fixture.Add("a.ipynb", "# A\n\n| C# | `Keras` | Torch |\n|---|---|---|\n| LSTM | layers | nn |\n| x | y |\n");
        IElement table = _fixture.Page("a.html").QuerySelector("table")!;
        Assert.Equal("stacks", table.ClassName);
        Assert.Equal(
            ["C#", "Keras", "Torch", "C#", "Keras", "Torch"], table.QuerySelectorAll("td").Select(cell => cell.GetAttribute("data-label")));
    }

    [Theory]
    [InlineData("| | | |\n|---|---|---|\n| i | = | 1 |\n")]
    [InlineData("| a | | c |\n|---|---|---|\n| i | = | 1 |\n")]
    [InlineData("| a |\n|---|\n| i |\n")]
    public void Any_other_table_stays_a_table_however_narrow_the_screen(string markdown)
    {
        _fixture.Add("a.ipynb", "# A\n\n" + markdown);
        IElement table = _fixture.Page("a.html").QuerySelector("table")!;
        Assert.False(table.HasAttribute("class"));
        Assert.Empty(table.QuerySelectorAll("[data-label]"));
    }

    private static IEnumerable<string?> Links(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelectorAll("article .text a").Select(link => link.GetAttribute("href"));
}
