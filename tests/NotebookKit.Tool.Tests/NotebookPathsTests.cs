namespace NotebookKit.Tool.Tests;

public sealed class NotebookPathsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_searched_in_the_order_of_names_without_checkpoints_and_build_outputs()
    {
        foreach (string name in new[] { "b.ipynb",
            "a.IPYNB", "sub/c.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb", "bin/d.ipynb", "obj/e.ipynb", ".hidden.ipynb" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
            File.WriteAllText(_folder.File(name), "");
        }

        File.WriteAllText(_folder.File("kit.dib"), "");
        Assert.Equal(
            ["a.IPYNB", "b.ipynb", Path.Combine("sub", "c.ipynb")],
            NotebookPaths.Find([_folder.Path]).Select(notebook => notebook.Relative));
        Assert.Equal(["a.IPYNB", "b.ipynb"], NotebookPaths.Find([_folder.Path], _folder.File("sub")).Select(notebook => notebook.Relative));
    }

    [Fact]
    public void A_file_named_twice_is_found_once_and_in_its_place()
    {
        _folder.Add("a.ipynb");
        _folder.Add("b.ipynb");
        IReadOnlyList<NotebookPath> found = NotebookPaths.Find([_folder.File("b.ipynb"), _folder.Path, _folder.File("a.ipynb")]);
        Assert.Equal(["b.ipynb", "a.ipynb"], found.Select(notebook => notebook.Relative));
        Assert.Equal(_folder.File("b.ipynb"), found[0].Path);
    }

    [Fact]
    public void A_dib_is_found_when_it_is_named()
    {
        File.WriteAllText(_folder.File("kit.dib"), "");
        Assert.Equal("kit.dib", Assert.Single(NotebookPaths.Find([_folder.File("kit.dib")])).Relative);
    }

    [Fact]
    public void Nothing_found_is_an_error_that_names_the_place() =>
        Assert.Contains(_folder.Path, Assert.Throws<FileNotFoundException>(() => NotebookPaths.Find([_folder.Path])).Message);
}
