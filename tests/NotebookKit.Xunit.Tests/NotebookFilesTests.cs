namespace NotebookKit.Xunit.Tests;

/// <summary>Which notebooks a path means.</summary>
public sealed class NotebookFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("files").FullName;

    public NotebookFilesTests()
    {
        foreach (string file in (string[])[
            "a/01.ipynb", "a/02.ipynb", "a/deep/01.ipynb", "a/bin/built.ipynb", "a/.ipynb_checkpoints/01.ipynb", "a/kit.dib", "b/03.IPYNB",
            "text.md"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.WriteAllText(Path.Combine(_folder, file), "");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a/02.ipynb", "02.ipynb")]
    [InlineData("a/kit.dib", "kit.dib")]
    [InlineData("a", "01.ipynb", "02.ipynb", "deep/01.ipynb")]
    [InlineData("a\\deep", "01.ipynb")]
    [InlineData("../FOLDER/a", "01.ipynb", "02.ipynb", "deep/01.ipynb")]
    [InlineData("a/*.ipynb", "01.ipynb", "02.ipynb")]
    [InlineData("**/01.ipynb", "a/01.ipynb", "a/deep/01.ipynb")]
    [InlineData("*/*.*", "a/01.ipynb", "a/02.ipynb", "a/kit.dib", "b/03.IPYNB")]
    [InlineData("a/0?.ipynb", "01.ipynb", "02.ipynb")]
    [InlineData("**", "a/01.ipynb", "a/02.ipynb", "a/deep/01.ipynb", "a/kit.dib", "b/03.IPYNB")]
    [InlineData("a/**/01*", "01.ipynb", "deep/01.ipynb")]
    public void Files_folders_and_patterns_name_notebooks(string path, params string[] names) =>
        Assert.Equal(names, NotebookFiles.Find(path.Replace("FOLDER", Path.GetFileName(_folder)), [_folder]).Select(file => file.Name));

    [Theory]
    [InlineData("")]
    [InlineData("c")]
    [InlineData("a/*.txt")]
    [InlineData("nowhere/**")]
    [InlineData("text.md")]
    public void What_means_no_notebook_is_an_error_that_names_it(string path) =>
        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => NotebookFiles.Find(path, [_folder])).Message);

    [Fact]
    public void The_first_folder_that_has_something_counts()
    {
        string other = Path.Combine(_folder, "b");
        Assert.Equal(Path.Combine(_folder, "a", "01.ipynb"), NotebookFiles.Find("a/01.ipynb", [other, _folder])[0].Path);
    }

    [Fact]
    public void Paths_are_relative_to_the_projects_folder_and_then_to_that_of_the_running_tests()
    {
        IReadOnlyList<string> folders = NotebookFiles.Folders(new NotebooksAttribute("").SourceFilePath);
        Assert.Equal("NotebookKit.Xunit.Tests", Path.GetFileName(folders[0]));
        Assert.Equal(AppContext.BaseDirectory, folders[1]);
        // A build whose sources are called otherwise, as deterministic ones are.
        Assert.Equal(folders, NotebookFiles.Folders("/_/tests/Some.cs"));
        Assert.Equal(folders, NotebookFiles.Folders(null));
    }
}
