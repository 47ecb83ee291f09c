using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary><c>notebookkit export</c> from outside.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_the_site_of_the_default_folder_and_again_without_a_change()
    {
        Add("notebooks/a.ipynb", "# A\n\n[next](deep/b.ipynb)");
        Add("notebooks/deep/b.ipynb", "# B");
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "export", "--output", "site");
        Assert.Equal((ExitCodes.Passed, "4 pages in site, the first is site/index.html\n", ""), (code, output, error));
        Dictionary<string, string> first = Bytes();
        Assert.Equal([".notebookkit-site", "a.html", "a.ipynb", "deep/b.html", "deep/b.ipynb", "index.html", "search.html"],
            first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "export", "notebooks", "-o", "site")).ExitCode);
        Assert.Equal(first, Bytes());
    }

    [Theory]
    [InlineData("[b](b.ipynb)", "the link b.ipynb is dead")]
    [InlineData("![b](https://example.org/b.png)", "the picture https://example.org/b.png is elsewhere")]
    [InlineData("![b](b.png)", "the picture b.png does not exist")]
    [InlineData("<script>a()</script>", "a script is left out")]
    public async Task What_is_not_as_in_the_notebook_is_named_and_the_rest_is_written(string markdown, string named)
    {
        Add("a.ipynb", "# A\n\n" + markdown);
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "export", "a.ipynb", "--output", "site");
        Assert.Equal((1, "3 pages in site, the first is site/index.html\n"), (code, output));
        Assert.StartsWith("a.ipynb, cell 1", error);
        Assert.Contains(named, error);
        Assert.EndsWith("1 problem; the site was written all the same.\n", error);
        Assert.True(File.Exists(_folder.File("site/a.html")));
    }

    [Fact]
    public async Task Links_are_put_into_the_header_and_notebooks_left_out()
    {
        Add("a.ipynb", "# A");
        (int code, _, string error) = await BuiltTool.RunAsync(
            _folder.Path, "export", "a.ipynb", "-o", "site", "--without-notebooks",
            "--link", "API reference=api/index.html", "--link", "Code=https://example.org/?a=b");
        Assert.Equal((ExitCodes.Passed, ""), (code, error));
        string page = _folder.Text("site/a.html");
        Assert.Contains("<a class=\"beside\" href=\"api/index.html\">API reference</a>", page);
        Assert.Contains("<a class=\"beside\" href=\"https://example.org/?a=b\">Code</a>", page);
        Assert.False(File.Exists(_folder.File("site/a.ipynb")));
    }

    [Theory]
    [InlineData("API")]
    [InlineData("=api/index.html")]
    [InlineData("API=")]
    [InlineData("API=javascript:alert(1)")]
    [InlineData("API=../../etc/passwd")]
    [InlineData("API=/api")]
    public async Task A_link_that_leads_nowhere_is_wrong_usage(string link)
    {
        Add("a.ipynb", "# A");
        (int code, _, string error) = await BuiltTool.RunAsync(_folder.Path, "export", "a.ipynb", "-o", "site", "--link", link);
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains($"received {link}.", error);
    }

    [Fact]
    public async Task A_folder_that_is_not_a_site_and_missing_arguments_are_wrong_usage()
    {
        Add("a.ipynb", "# A");
        (int code, _, string error) = await BuiltTool.RunAsync(_folder.Path, "export", "a.ipynb", "--output", ".");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("was not made by an export", error);
        Assert.Equal(ExitCodes.WrongUsage, (await BuiltTool.RunAsync(_folder.Path, "export", "a.ipynb")).ExitCode);
        Assert.Equal(ExitCodes.WrongUsage, (await BuiltTool.RunAsync(_folder.Path, "export", "missing.ipynb", "-o", "site")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_is_unreadable()
    {
        File.WriteAllText(_folder.File("a.ipynb"), "hello");
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "export", "a.ipynb", "--output", "site");
        Assert.Equal((ExitCodes.Unreadable, ""), (code, output));
        Assert.Contains("a.ipynb, line 1: the file is not JSON", error);
        Assert.EndsWith("no notebook could be read; nothing was written.\n", error);
        Assert.False(Directory.Exists(_folder.File("site")));
    }

    [Fact]
    public async Task Beside_a_file_that_is_no_notebook_the_others_have_their_pages()
    {
        Add("a.ipynb", "# A");
        File.WriteAllText(_folder.File("b.ipynb"), """{"a":1,"a":2}""");
        (int code, string output, string error) = await BuiltTool.RunAsync(
            _folder.Path, "export", "a.ipynb", "b.ipynb", "--output", "site");
        Assert.Equal((ExitCodes.Unreadable, "3 pages in site, the first is site/index.html\n"), (code, output));
        Assert.StartsWith("b.ipynb", error);
        Assert.DoesNotContain("   at ", error);
    }

    private void Add(string name, string markdown)
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Markdown, markdown);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        document.Save(_folder.File(name));
    }

    private Dictionary<string, string> Bytes() =>
        Directory.GetFiles(_folder.File("site"), "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(_folder.File("site"), path), File.ReadAllText);
}
