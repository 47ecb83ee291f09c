using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export;

/// <summary>One file's failure is its own: whatever a notebook holds, the others have their pages.</summary>
public sealed class HostileSiteTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string, string> Unreadable => new()
    {
        { "bad.ipynb", "hello" },
        { "bad.ipynb", "" },
        { "bad.ipynb", """{"nbformat":3,"cells":[]}""" },
        { "bad.ipynb", """{"a":1,"a":2,"nbformat":4,"cells":[]}""" },
        { "bad.dib", "#!meta\n{\"a\":1,\"a\":2}\n#!csharp\n1" },
        { "bad.ipynb", new string('[', 100_000) },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void A_file_that_cannot_be_read_has_no_page_and_the_others_have(string name, string content)
    {
        Site site = Built(name, content);
        SiteProblem problem = Assert.Single(site.Problems);
        Assert.True(problem.IsUnreadable);
        Assert.Equal(_fixture.File("lessons/" + name), problem.Source);
        Assert.Equal(["index.html", "a.html", "search.html"], site.Pages);
    }

    public static TheoryData<string> Odd => new()
    {
        """{"output_type":"stream","text":["hi",null]}""",
        """{"output_type":"stream","text":5}""",
        """{"output_type":"stream","text":{}}""",
        """{"output_type":"stream"}""",
        """{"output_type":"display_data","data":{"text/html":{"a":1},"text/plain":[1]}}""",
        """{"output_type":"display_data","data":[]}""",
        """{"output_type":"display_data","data":{"image/png":{},"text/latex":null}}""",
        """{"output_type":"error","traceback":[1,null]}""",
        """{"output_type":"error","traceback":5,"ename":[],"evalue":{}}""",
        """{"output_type":7}""",
        "{}",
        "null",
        "[]",
        "\"text\"",
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void An_output_that_is_none_leaves_the_rest_of_its_page(string output)
    {
        Site site = Built("bad.ipynb",
            $$"""{"cells":[{"cell_type":"code","source":"one","outputs":[{{output}}]},{"cell_type":"code","source":"two","outputs":[]}],"metadata":{"\ud800":1},"nbformat":4,"nbformat_minor":4}""");
        Assert.Equal(["one", "two"], SiteFixture.Page(site, "bad.html").QuerySelectorAll("pre.code").Select(code => code.TextContent));
        Assert.All(site.Problems, problem => Assert.False(problem.IsUnreadable));
        Assert.Equal(4, site.Pages.Count);
    }

    [Theory]
    [InlineData("""{"output_type":"display_data","data":{"application/json":{"a":NaN,"b":[Infinity,-Infinity]}}}""", "NaN")]
    [InlineData("""{"output_type":"display_data","data":{"application/json":{"\ud800":"\udfff"}}}""", "language-json")]
    [InlineData("""{"output_type":"stream","name":"stdout","text":"a\ud800b"}""", "a\uFFFDb")]
    public void Numbers_that_are_not_finite_and_half_pairs_are_shown(string output, string shown)
    {
        Site site = Built(
            "bad.ipynb", $$"""{"cells":[{"cell_type":"code","source":"one","outputs":[{{output}}]}],"nbformat":4,"nbformat_minor":4}""");
        Assert.Empty(site.Problems);
        Assert.Contains(shown, SiteFixture.Text(site, "bad.html"));
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("csharp", "(", 20_000)]
    [InlineData("csharp", "A<", 10_000)]
    [InlineData("csharp", "{", 20_000)]
    [InlineData("csharp", "[", 20_000)]
    [InlineData("csharp", "-", 100_000)]
    [InlineData("csharp", "a.b", 100_000)]
    [InlineData("csharp", "a ? ", 20_000)]
    [InlineData("csharp", "$\"{", 10_000)]
    [InlineData("csharp", "if (a) ", 10_000)]
    [InlineData("csharp", "() => ", 20_000)]
    [InlineData("csharp", "#if a\n", 6_000)]
    [InlineData("csharp", "from a in b ", 3_000)]
    [InlineData("csharp", "else ", 6_000)]
    [InlineData("csharp", "a => ", 20_000)]
    [InlineData("csharp", "new ", 20_000)]
    [InlineData("csharp", "await ", 10_000)]
    [InlineData("csharp", "case ", 6_000)]
    [InlineData("csharp", "\"\"\"", 20_000)]
    [InlineData("csharp", "@\"", 20_001)]
    [InlineData("csharp", "/*", 50_000)]
    [InlineData("csharp", "a?.b", 50_000)]
    [InlineData("csharp", "x is not (", 10_000)]
    [InlineData("python", "f\"{", 20_000)]
    [InlineData("python", "lambda ", 50_000)]
    [InlineData("python", "(", 20_000)]
    [InlineData("python", "'''", 20_000)]
    [InlineData("python", "\"\\", 20_000)]
    public void Code_that_a_parser_would_drown_in_is_shown(string language, string part, int times)
    {
        string source = string.Concat(Enumerable.Repeat(part, times)).TrimEnd('\n', ' ');
        Site site = _fixture.Add("a.ipynb", document =>
        {
            document.Add(CellKind.Code, source);
            document.Add(CellKind.Markdown, $"```{language}\n{source}\n```");
        }).Build();
        Assert.Equal(source, SiteFixture.Page(site, "a.html").QuerySelector("pre.code")!.TextContent);
    }

    [Fact]
    public void A_readme_that_is_no_file_gives_way_to_a_list()
    {
        Directory.CreateDirectory(_fixture.File("lessons/README.md"));
        Assert.Equal("A", _fixture.Add("a.ipynb", "# A").Page("index.html").QuerySelector(".card .title a")!.TextContent);
    }

    [Fact]
    public void A_link_to_a_notebook_without_a_page_is_text()
    {
        _fixture.Write("lessons/bad.ipynb", "hello");
        _fixture.Add("a.ipynb", "# A\n\nSee [that](bad.ipynb).");
        Site site = SiteBuilder.Build([new SiteNotebook(_fixture.File("lessons/a.ipynb"), "a.ipynb"),
            new SiteNotebook(_fixture.File("lessons/bad.ipynb"), "bad.ipynb")]);
        Assert.Equal("See that.", SiteFixture.Page(site, "a.html").QuerySelector("article p")!.TextContent);
        Assert.Empty(SiteFixture.Page(site, "a.html").QuerySelectorAll("article p a"));
    }

    private Site Built(string name, string content)
    {
        _fixture.Write("lessons/" + name, content);
        _fixture.Add("a.ipynb", "# A");
        return SiteBuilder.Build(
            [new SiteNotebook(_fixture.File("lessons/" + name), name), new SiteNotebook(_fixture.File("lessons/a.ipynb"), "a.ipynb")]);
    }
}
