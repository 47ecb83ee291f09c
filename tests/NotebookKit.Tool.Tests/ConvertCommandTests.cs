using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary><c>notebookkit convert</c>: what it writes, what it refuses, and what it says.</summary>
public sealed class ConvertCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convert").FullName;

    public ConvertCommandTests()
    {
        foreach (string name in (string[])["a", "b"])
        {
            var notebook = NotebookDocument.Create();
            notebook.Add(CellKind.Code, "1 + 1");
            notebook.Save(At($"{name}.ipynb"));
        }

        File.WriteAllText(At("broken.ipynb"), "{");
        File.WriteAllText(At("html.dib"), "#!html\n\n<b>x</b>\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_are_written_beside_the_originals_or_into_a_folder()
    {
        (int code, string output, _) = await BuiltTool.RunAsync(_folder, "convert", "a.ipynb", "--to", "cs");
        Assert.Equal((0, "a.ipynb -> a.cs"), (code, output.Trim()));
        Assert.Contains("ShowValue(1 + 1);", File.ReadAllText(At("a.cs")));
        (code, output, _) = await BuiltTool.RunAsync(_folder, "convert", "a.ipynb", "b.ipynb", "--to", "dib", "--output", "out");
        Assert.Equal(0, code);
        Assert.True(File.Exists(At("out/a.dib")) && File.Exists(At("out/b.dib")), output);
    }

    [Fact]
    public async Task A_file_that_is_there_is_overwritten_only_by_force()
    {
        File.WriteAllText(At("a.cs"), "mine");
        (int code, _, string error) = await BuiltTool.RunAsync(_folder, "convert", "a.ipynb", "--to", "cs");
        Assert.Equal((2, "notebookkit: a.cs exists already; --force overwrites it."), (code, error.Trim()));
        Assert.Equal("mine", File.ReadAllText(At("a.cs")));
        (code, _, _) = await BuiltTool.RunAsync(_folder, "convert", "a.ipynb", "--to", "cs", "--force");
        Assert.Equal(0, code);
        Assert.NotEqual("mine", File.ReadAllText(At("a.cs")));
    }

    [Theory]
    [InlineData("a.cs", "a.ipynb", "a.cs has that format already; name another file by --output.", "a.cs", "--output", "way/a.cs")]
    [InlineData("a.cs", "a.ipynb", "way/a.cs has that format already; name another file by --output.", "way/a.cs", "--output", "a.cs")]
    [InlineData("link.dib", "a.cs", "a.cs has that format already; name another file by --output.", "a.cs", "--output", "link.dib")]
    [InlineData("b.cs", "b.ipynb", "b.cs would be written twice.", "b.ipynb", "way/b.dib")]
    public async Task A_file_is_never_written_over_itself_nor_twice_by_whichever_way_it_is_named(
        string link, string target, string said, params string[] arguments)
    {
        Platform.UnixOnly("links need a privilege on Windows.");
        Directory.CreateSymbolicLink(At("way"), _folder);
        File.WriteAllText(At("a.cs"), "Console.WriteLine(1);");
        File.WriteAllText(At("b.dib"), "#!csharp\n\n1\n");
        if (link == "link.dib")
        {
            File.CreateSymbolicLink(At(link), At(target));
        }

        (int code, string output, string error) = await BuiltTool.RunAsync(_folder, ["convert", .. arguments, "--to", "cs", "--force"]);

        Assert.Equal((ExitCodes.WrongUsage, "", $"notebookkit: {said}\n"), (code, output, error));
        Assert.Equal("Console.WriteLine(1);", File.ReadAllText(At("a.cs")));
    }

    [Fact]
    public async Task What_is_left_out_is_named_with_its_cell_and_tells_by_the_exit_code()
    {
        (int code, string output, _) = await BuiltTool.RunAsync(_folder, "convert", "html.dib", "--to", "cs");
        Assert.Equal(1, code);
        Assert.Contains("  cell 1: it is html, which is not C#; it stays as a comment", output);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_its_own_failure()
    {
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder, "convert", "broken.ipynb", "b.ipynb", "--to", "cs");
        Assert.Equal(3, code);
        Assert.StartsWith("broken.ipynb", error);
        Assert.Contains("b.ipynb -> b.cs", output);
        Assert.False(File.Exists(At("broken.cs")));
    }

    [Theory]
    [InlineData("a.dib: there is no such file.", "convert", "a.dib", "--to", "cs")]
    [InlineData("--to expects ipynb, dib or cs; received 'py'.", "convert", "a.ipynb", "--to", "py")]
    [InlineData("has that format already", "convert", "a.ipynb", "--to", "ipynb")]
    [InlineData("'--too' is not an option of notebookkit convert. Did you mean --to?", "convert", "a.ipynb", "--too", "cs")]
    public async Task Wrong_usage_writes_nothing_and_says_what_is_wrong(string sentence, params string[] arguments)
    {
        (int code, _, string error) = await BuiltTool.RunAsync(_folder, arguments);
        Assert.Equal(2, code);
        Assert.Contains(sentence, error);
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
