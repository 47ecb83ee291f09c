using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Pages;

public sealed class PagePicturesTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("![words](https://example.org/a.png)", "<a class=\"missing\" href=\"https://example.org/a.png\">words</a>", "is elsewhere")]
    [InlineData("![words](//example.org/a.png)", "<span class=\"missing\">words</span>", "is elsewhere")]
    [InlineData("[![words](https://example.org/a.png)](https://example.org)",
        "<a href=\"https://example.org\"><span class=\"missing\">words</span></a>", "is elsewhere")]
    [InlineData("![](missing.png)", "<span class=\"missing\">Picture</span>", "does not exist")]
    [InlineData("![words](attachment:a.png)", "<span class=\"missing\">words</span>", "is not attached")]
    [InlineData("![words](a.exe)", "<span class=\"missing\">words</span>", "no kind that browsers show")]
    [InlineData("![words](a%00b.png)", "<span class=\"missing\">words</span>", "does not exist")]
    [InlineData("![words](javascript:a.png)", "<span class=\"missing\">words</span>", "is left out")]
    public void A_picture_that_is_not_to_be_had_leaves_its_words_and_is_named(string markdown, string expected, string named)
    {
        Site site = _fixture.Add("a.ipynb", "# A", markdown).Add("b.ipynb", "# B").Build();
        SiteProblem problem = Assert.Single(site.Problems);
        Assert.Equal("cell 2 of 2", problem.Where);
        Assert.Contains(named, problem.Text);
        Assert.False(problem.IsUnreadable);
        Assert.Contains(expected, SiteFixture.Text(site, "a.html"));
        Assert.Equal(["index.html", "a.html", "b.html", "search.html"], site.Pages);
    }

    [Fact]
    public void A_picture_too_large_for_a_page_is_named()
    {
        _fixture.Write("lessons/big.png", "");
        using (FileStream file = File.OpenWrite(_fixture.File("lessons/big.png")))
        {
            file.SetLength(40L << 20); // Sparse: it takes no room on the disk.
        }
        Assert.Contains("more than 32 MB", Assert.Single(_fixture.Add("a.ipynb", "![x](big.png)").Build().Problems).Text);
    }
}
