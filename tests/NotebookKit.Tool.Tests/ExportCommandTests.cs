using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary><c>notebookkit export</c> from outside.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Writes_the_site_of_the_default_folder_and_again_without_a_change()
    {
        Add("notebooks/a.ipynb", "# A\n\n[next](deep/b.ipynb)");
        Add("notebooks/deep/b.ipynb", "# B");
        var (code, output, error) = await BuiltTool.RunAsync(folder.Path, "export", "--output", "site");
        Assert.Equal((ExitCodes.Passed, "3 pages in site, the first is site/index.html\n", ""), (code, output, error));
        var first = Bytes();
        Assert.Equal([".notebookkit-site", "a.html", "deep/b.html", "index.html"], first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await BuiltTool.RunAsync(folder.Path, "export", "notebooks", "-o", "site")).ExitCode);
        Assert.Equal(first, Bytes());
    }

    [Fact]
    public async Task A_dead_link_is_named_and_nothing_is_written()
    {
        Add("a.ipynb", "# A\n\n[b](b.ipynb)");
        var (code, output, error) = await BuiltTool.RunAsync(folder.Path, "export", "a.ipynb", "--output", "site");
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("a.ipynb, cell 1: the link b.ipynb is dead", error);
        Assert.EndsWith("1 problem; nothing was written.\n", error);
        Assert.False(Directory.Exists(folder.File("site")));
    }

    [Fact]
    public async Task A_folder_that_is_not_a_site_and_missing_arguments_are_wrong_usage()
    {
        Add("a.ipynb", "# A");
        var (code, _, error) = await BuiltTool.RunAsync(folder.Path, "export", "a.ipynb", "--output", ".");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("was not made by an export", error);
        Assert.Equal(ExitCodes.WrongUsage, (await BuiltTool.RunAsync(folder.Path, "export", "a.ipynb")).ExitCode);
        Assert.Equal(ExitCodes.WrongUsage, (await BuiltTool.RunAsync(folder.Path, "export", "missing.ipynb", "-o", "site")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_is_unreadable()
    {
        File.WriteAllText(folder.File("a.ipynb"), "hello");
        var (code, _, error) = await BuiltTool.RunAsync(folder.Path, "export", "a.ipynb", "--output", "site");
        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("a.ipynb, line 1: the file is not JSON", error);
    }

    private void Add(string name, string markdown)
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Markdown, markdown);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        document.Save(folder.File(name));
    }

    private Dictionary<string, string> Bytes() =>
        Directory.GetFiles(folder.File("site"), "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder.File("site"), path), File.ReadAllText);
}
