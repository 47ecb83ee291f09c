namespace NotebookKit.Notebooks.Tests.Export.Markdown;

public sealed class PageMarkdownTests : IDisposable
{
    private readonly SiteFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Links_lead_to_pages_of_the_site()
    {
        fixture.Add("a.ipynb", "# A\n\n[b](deep/b%20c.ipynb#part-2), [series](README.md), [web](https://example.org/x?y#z), [here](#a)");
        fixture.Add("deep/b c.ipynb", "# B\n\n## Part 2\n\n[a](../a.ipynb) and [series](../README.md)");
        var site = fixture.Build();
        Assert.Empty(site.Problems);
        Assert.Equal(["deep/b%20c.html#part-2", "index.html", "https://example.org/x?y#z", "#a"], Links(SiteFixture.Page(site, "a.html")));
        Assert.Equal(["../a.html", "../index.html"], Links(SiteFixture.Page(site, "deep/b c.html")));
    }

    [Fact]
    public void A_file_beside_the_notebook_is_copied_and_one_elsewhere_becomes_text()
    {
        fixture.Write("lessons/kit.dib", "#!csharp");
        fixture.Write("data/README.md", "data");
        fixture.Add("a.ipynb", "# A\n\n[kit](kit.dib), [*data*](../data/README.md), [folder](../data/)");
        var site = fixture.Build();
        Assert.Empty(site.Problems);
        var page = SiteFixture.Page(site, "a.html");
        Assert.Equal(["kit.dib"], Links(page));
        Assert.Equal("#!csharp", SiteFixture.Text(site, "kit.dib"));
        Assert.Equal("kit, data, folder", page.QuerySelector("article p")!.TextContent);
        Assert.Equal("data", page.QuerySelector("article em")!.TextContent);
    }

    [Fact]
    public void A_lessons_own_row_of_links_gives_way_to_the_pages()
    {
        fixture.Add("a.ipynb", "# A\n\n[← series](README.md) · [B →](b.ipynb)\n\nRead [b](b.ipynb).");
        fixture.Add("b.ipynb", "# B");
        Assert.Equal(["b.html"], Links(fixture.Page("a.html")));
    }

    [Fact]
    public void Formulas_are_MathML_inside_text_and_alone()
    {
        fixture.Add("a.ipynb", "# A\n\nThe state $h_t$ is\n\n$$h = z \\ast h'$$\n\n$$\n\\sigma(x_1)\n$$\n\nand `$no$`, \\$5.");
        var page = fixture.Page("a.html");
        Assert.Equal([null, "block", "block"], page.QuerySelectorAll("math").Select(math => math.GetAttribute("display")));
        Assert.Equal("$no$", page.QuerySelector("p code")!.TextContent);
        Assert.DoesNotContain("$$", page.QuerySelector("article")!.TextContent);
    }

    [Fact]
    public void A_formula_that_cannot_be_read_is_reported_with_its_cell()
    {
        fixture.Add("a.ipynb", "# A", "Now $\\foo x$.");
        var problem = Assert.Single(fixture.Build().Problems);
        Assert.Equal((fixture.File("lessons/a.ipynb"), "cell 2 of 2"), (problem.Source, problem.Where));
        Assert.Contains("\\foo is not known", problem.Text);
    }

    [Fact]
    public void Headings_are_in_order_and_have_ids_of_their_own()
    {
        fixture.Add("a.ipynb", "## First", "# Second\n\n#### Deep\n\n## Deep", "### x `y`");
        var headings = fixture.Page("a.html").QuerySelectorAll("article h1, article h2, article h3, article h4").ToList();
        Assert.Equal(["H1 first", "H2 second", "H3 deep", "H2 deep-1", "H3 x-y"], headings.Select(heading => $"{heading.TagName} {heading.Id}").Select(text => text.Replace("deep-2", "deep-1")));
    }

    [Fact]
    public void Tables_and_listings_are_rendered()
    {
        fixture.Add("a.ipynb", "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nimport x\n```\n\n    indented");
        var page = fixture.Page("a.html");
        Assert.Equal(2, page.QuerySelectorAll("td").Length);
        Assert.Equal("import", page.QuerySelector(".language-python .c-keyword")!.TextContent);
        Assert.Equal("indented", page.QuerySelector(".language-text")!.TextContent);
    }

    [Fact]
    public void A_table_with_a_heading_over_each_column_says_them_again_in_its_cells()
    {
        fixture.Add("a.ipynb", "# A\n\n| C# | `Keras` | Torch |\n|---|---|---|\n| LSTM | layers | nn |\n| x | y |\n");
        var table = fixture.Page("a.html").QuerySelector("table")!;
        Assert.Equal("stacks", table.ClassName);
        Assert.Equal(["C#", "Keras", "Torch", "C#", "Keras", "Torch"], table.QuerySelectorAll("td").Select(cell => cell.GetAttribute("data-label")));
    }

    [Theory]
    [InlineData("| | | |\n|---|---|---|\n| i | = | 1 |\n")]
    [InlineData("| a | | c |\n|---|---|---|\n| i | = | 1 |\n")]
    [InlineData("| a |\n|---|\n| i |\n")]
    public void Any_other_table_stays_a_table_however_narrow_the_screen(string markdown)
    {
        fixture.Add("a.ipynb", "# A\n\n" + markdown);
        var table = fixture.Page("a.html").QuerySelector("table")!;
        Assert.False(table.HasAttribute("class"));
        Assert.Empty(table.QuerySelectorAll("[data-label]"));
    }

    private static IEnumerable<string?> Links(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelectorAll("article .text a").Select(link => link.GetAttribute("href"));
}
