using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Search;

public class SearchIndexTests
{
    [Fact]
    public void A_page_is_cut_at_its_headings()
    {
        IReadOnlyList<SearchSection> sections = Sections(
            "<p>Before\n it.</p><h2 id=a>One <code>x</code></h2><p>First.</p>"
                + "<ul><li>a</li><li>b</li></ul><pre><span>new</span> LSTM(1)</pre><h3 id=b>Two</h3>");
        Assert.Equal(
            [
                new SearchSection(0, "", "", "Before it."), new SearchSection(0, "a", "One x", "First. a b new LSTM(1)"),
                new SearchSection(0, "b", "Two", ""),
            ],
            sections);
    }

    [Theory]
    [InlineData("<div class=\"output html\">secret</div>")]
    [InlineData("<details class=\"solution\"><pre>secret</pre></details>")]
    [InlineData("<script>secret</script><style>secret</style><svg><text>secret</text></svg><math><mi>secret</mi></math>")]
    [InlineData("<ol class=\"cards\"><li>secret</li></ol>")]
    public void Outputs_solutions_and_what_is_no_text_are_not_found(string html) =>
        Assert.Equal("aa bb", Assert.Single(Sections($"<p>aa</p>{html}<p>bb</p>")).Text);

    [Fact]
    public void Elements_that_nest_by_the_thousand_are_walked()
    {
        string html = string.Concat(Enumerable.Repeat("<div>", 3_000)) + "deep" + string.Concat(Enumerable.Repeat("</div>", 3_000));
        Assert.Equal("deep", Assert.Single(Sections(html)).Text);
    }

    [Fact]
    public void A_section_and_a_site_are_held_to_a_length()
    {
        Assert.Equal(20_000, Assert.Single(Sections($"<p>{string.Concat(Enumerable.Repeat("word ", 100_000))}</p>")).Text.Length);
        string most =
            "<article>"
                + string.Concat(Enumerable.Range(0, 100).Select(i => $"<h2 id=h{i}>h</h2><p>{new string('x', 20_000)}</p>")) + "</article>";
        IReadOnlyList<SearchSection> all = SearchIndex.Of([.. Enumerable.Repeat(new HtmlParser().ParseDocument(most), 10)]);
        Assert.InRange(all.Sum(section => section.Text.Length), 7_900_000, 8_100_000);
    }

    [Fact]
    public void The_index_cannot_end_its_element_and_is_read_as_it_was_written()
    {
        string json = SearchIndex.ToJson([("a.html", "</script><b>\ud83d\ude00 é")], [new SearchSection(0, "i", "<!--", "\"\\\u2028")]);
        Assert.DoesNotContain("<", json);
        JsonElement read = JsonDocument.Parse(json).RootElement;
        Assert.Equal("</script><b>\ud83d\ude00 é", read.GetProperty("pages")[0][1].GetString());
        Assert.Equal(
            ("<!--", "\"\\\u2028"), (read.GetProperty("sections")[0][2].GetString(), read.GetProperty("sections")[0][3].GetString()));
    }

    [Fact]
    public void A_site_has_a_search_page_with_the_words_of_all_others_and_every_section_as_a_link()
    {
        using var fixture = new SiteFixture();
        fixture.Write("lessons/README.md", "# The map\n\nBegin [here](a.ipynb).\n");
        Site site = fixture.Add("a.ipynb", "# A: first\n\nIt remembers.", "## A part\n\nand forgets").Add("deep/b.ipynb", document =>
        {
            document.Add(CellKind.Markdown, "# B");
            document.Add(CellKind.Code, "var answer = 42;").AddTag("solution");
        }).Build();
        Assert.Empty(site.Problems);
        IHtmlDocument page = SiteFixture.Page(site, "search.html");
        JsonElement index = JsonDocument.Parse(page.QuerySelector("#search-index")!.TextContent).RootElement;
        Assert.Equal(
            ["index.html", "a.html", "deep/b.html"], index.GetProperty("pages").EnumerateArray().Select(entry => entry[0].GetString()));
        Assert.Contains("[1,\"a-part\",\"A part\",\"and forgets\"]", index.GetProperty("sections").GetRawText());
        Assert.DoesNotContain("42", index.GetRawText());
        Assert.Equal(["index.html", "a.html", "a.html#a-part", "deep/b.html"],
            page.QuerySelectorAll(".outline a").Select(link => link.GetAttribute("href")));
        Assert.True(page.QuerySelector(".search")!.HasAttribute("hidden"));
        Assert.Equal("../search.html", SiteFixture.Page(site, "deep/b.html").QuerySelector(".site-links a")!.GetAttribute("href"));
    }

    [Fact]
    public void A_notebook_that_is_called_search_keeps_its_name()
    {
        using var fixture = new SiteFixture();
        Site site = fixture.Add("search.ipynb", "# Mine").Build();
        Assert.Equal(["index.html", "search.html", "search-2.html"], site.Pages);
        Assert.Equal("Mine", SiteFixture.Page(site, "search.html").QuerySelector("h1")!.TextContent);
        Assert.Equal("search-2.html", SiteFixture.Page(site, "search.html").QuerySelector(".site-links a")!.GetAttribute("href"));
    }

    private static IReadOnlyList<SearchSection> Sections(string article) =>
        SearchIndex.Of([new HtmlParser().ParseDocument($"<!doctype html><body><nav>nav</nav><article>{article}</article>")]);
}
