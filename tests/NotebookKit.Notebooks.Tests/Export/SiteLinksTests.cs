using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export;

/// <summary>What is published of a folder, and of what lies around it nothing.</summary>
public sealed class SiteLinksTests : IDisposable
{
    private const string Secret = "secret-words";

    private readonly SiteFixture _fixture = new();

    public SiteLinksTests()
    {
        _fixture.Write("secret/private.png", Secret);
        _fixture.Write("lessons/.hidden/private.png", Secret);
        _fixture.Write("lessons/.env", Secret);
        _fixture.Write("lessons/pictures/dot.png", "dot");
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("![x](../secret/private.png)", "outside the folder")]
    [InlineData("![x](pictures/../../secret/private.png)", "outside the folder")]
    [InlineData("![x](%2e%2e/secret/private.png)", "outside the folder")]
    [InlineData("![x](.hidden/private.png)", "hidden there")]
    [InlineData("<img src=\"../secret/private.png\" alt=x>", "outside the folder")]
    [InlineData("![x](file:///etc/hostname.png)", "expected a file beside the notebook")]
    [InlineData("[x](file:///etc/hostname)", "is left out")]
    public void What_lies_outside_is_named_and_not_published(string markdown, string named)
    {
        Site site = _fixture.Add("a.ipynb", "# A\n\n" + markdown).Build();
        Assert.Contains(site.Problems, problem => problem.Text.Contains(named, StringComparison.Ordinal));
        HoldsNothingSecret(site);
    }

    [Theory]
    [InlineData("![x](..%2fsecret%2fprivate.png) [y](..%2fsecret%2fprivate.png)")]
    [InlineData("![x](..%5c..%5csecret%5cprivate.png) [y](..\\\\secret\\\\private.png)")]
    [InlineData("![x](pictures/%2e%2e/%2E./secret/private.png)")]
    [InlineData("![x](./pictures/..//../secret/private.png)")]
    [InlineData("![x](../lessons/../secret/private.png)")]
    [InlineData("![x](../secret/private.png?a=.png#b)")]
    [InlineData("<picture><source srcset=\"../secret/private.png 2x\"><img src=pictures/dot.png></picture>")]
    [InlineData("<a href=\"../secret/private.png\" download>x</a><svg><image href=\"../secret/private.png\"/></svg>")]
    [InlineData("<div style=\"background:url(../secret/private.png)\">x</div><style>a{background:url('../secret/private.png')}</style>")]
    [InlineData("[x]: ../secret/private.png\n\n![a][x] [b][x]")]
    public void No_way_to_write_it_publishes_it(string markdown) =>
        HoldsNothingSecret(_fixture.Add("a.ipynb", "# A\n\n" + markdown).Build());

    [Theory]
    [InlineData("[x](../secret/private.png)")]
    [InlineData("[x](.env)")]
    [InlineData("[x](.hidden/private.png)")]
    [InlineData("[x](pictures/../.env)")]
    public void A_link_to_it_becomes_text(string markdown)
    {
        Site site = _fixture.Add("a.ipynb", "# A\n\n" + markdown).Build();
        Assert.Empty(SiteFixture.Page(site, "a.html").QuerySelectorAll("article p a"));
        HoldsNothingSecret(site);
    }

    [Theory]
    [InlineData("[b](way/b.ipynb)", "lessons/way", "lessons", "b.html")]
    [InlineData("[b](../other/b.ipynb)", "other", "lessons", "b.html")]
    [InlineData("[b](alias.ipynb)", "lessons/alias.ipynb", "lessons/b.ipynb", "b.html")]
    [InlineData("[data](../other/pictures/data.csv)", "other", "lessons", "pictures/data.csv")]
    [InlineData("[more](../other/more.md#x)", "other", "lessons", "more.html#x")]
    public void A_link_that_reaches_a_file_of_the_site_by_another_way_leads_to_its_page(
        string markdown, string link, string target, string address)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }

        _fixture.Write("lessons/pictures/data.csv", "1,2");
        _fixture.Write("lessons/more.md", "# More\n\n## x\n");
        _fixture.Add("b.ipynb", "# B");
        Directory.CreateSymbolicLink(_fixture.File(link), _fixture.File(target));

        Site site = _fixture.Add("a.ipynb", "# A\n\n" + markdown).Build();

        Assert.Empty(site.Problems);
        Assert.Equal(address, SiteFixture.Page(site, "a.html").QuerySelector("article p a")?.GetAttribute("href"));
        Assert.Contains(site.Files, file => file.Path == address.Split('#')[0]);
    }

    [Theory]
    [InlineData("[x](link.txt) and ![y](link.png)", "link.txt", "secret/private.png")]
    [InlineData("[x](link/private.png) and ![y](link/private.png)", "link", "secret")]
    [InlineData("[x](link.txt)", "link.txt", "lessons/.env")]
    public void A_symbolic_link_counts_as_what_it_leads_to(string markdown, string link, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }

        File.CreateSymbolicLink(_fixture.File("lessons/" + link), _fixture.File(target));
        if (link.EndsWith(".txt", StringComparison.Ordinal))
        {
            File.CreateSymbolicLink(_fixture.File("lessons/link.png"), _fixture.File(target));
        }
        Site site = _fixture.Add("a.ipynb", "# A\n\n" + markdown).Build();
        Assert.NotEmpty(site.Problems);
        HoldsNothingSecret(site);
    }

    [Fact]
    public void A_symbolic_link_inside_the_folder_is_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }

        File.CreateSymbolicLink(_fixture.File("lessons/same.png"), "pictures/dot.png");
        Site site = _fixture.Add("a.ipynb", "# A\n\n![x](same.png) and [y](same.png)").Build();
        Assert.Empty(site.Problems);
        Assert.Equal("dot", SiteFixture.Text(site, "same.png"));
    }

    [Fact]
    public void Folders_and_pipes_are_not_copied()
    {
        Directory.CreateDirectory(_fixture.File("lessons/folder.png"));
        Site site = _fixture.Add("a.ipynb", "# A\n\n[x](folder.png) and ![y](folder.png)").Build();
        Assert.Contains("is not a regular file", Assert.Single(site.Problems).Text);
        Assert.DoesNotContain(site.Files, file => file.Path == "folder.png");
    }

    private static void HoldsNothingSecret(Site site)
    {
        string coded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret));
        foreach (SiteFile file in site.Files)
        {
            string text = SiteFixture.Text(site, file.Path);
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(coded, text, StringComparison.Ordinal);
        }
    }
}
