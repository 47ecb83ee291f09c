namespace NotebookKit.Tool.Tests;

public sealed class NotebookPathsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_searched_in_the_order_of_names_without_checkpoints_and_build_outputs()
    {
        foreach (var name in new[] { "b.ipynb", "a.IPYNB", "sub/c.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb", "bin/d.ipynb", "obj/e.ipynb", ".hidden.ipynb" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            File.WriteAllText(folder.File(name), "");
        }

        File.WriteAllText(folder.File("kit.dib"), "");
        Assert.Equal(
            ["a.IPYNB", "b.ipynb", Path.Combine("sub", "c.ipynb")],
            NotebookPaths.Find([folder.Path]).Select(notebook => notebook.Relative));
        Assert.Equal(["a.IPYNB", "b.ipynb"], NotebookPaths.Find([folder.Path], folder.File("sub")).Select(notebook => notebook.Relative));
    }

    [Fact]
    public void A_file_named_twice_is_found_once_and_in_its_place()
    {
        folder.Add("a.ipynb");
        folder.Add("b.ipynb");
        var found = NotebookPaths.Find([folder.File("b.ipynb"), folder.Path, folder.File("a.ipynb")]);
        Assert.Equal(["b.ipynb", "a.ipynb"], found.Select(notebook => notebook.Relative));
        Assert.Equal(folder.File("b.ipynb"), found[0].Path);
    }

    [Fact]
    public void A_dib_is_found_when_it_is_named()
    {
        File.WriteAllText(folder.File("kit.dib"), "");
        Assert.Equal("kit.dib", Assert.Single(NotebookPaths.Find([folder.File("kit.dib")])).Relative);
    }

    [Fact]
    public void Nothing_found_is_an_error_that_names_the_place() =>
        Assert.Contains(folder.Path, Assert.Throws<FileNotFoundException>(() => NotebookPaths.Find([folder.Path])).Message);
}
