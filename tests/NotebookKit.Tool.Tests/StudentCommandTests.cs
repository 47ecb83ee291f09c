using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

public sealed class StudentCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_edition_has_everything_but_the_solutions_and_comes_with_what_it_imports()
    {
        Lesson("lessons/01-a.ipynb");
        Lesson("lessons/more/02-b.ipynb");
        _folder.Add("lessons/kit.ipynb", "var kit = 1;");
        string before = _folder.Text("lessons/01-a.ipynb");
        (int code, string output, string error) =
            await BuiltTool.RunAsync(_folder.Path, "student", "lessons/01-a.ipynb", "lessons/more", "--output", "out");
        Assert.Equal((ExitCodes.Passed, "", "2 notebooks in out, without 2 solution cells\n"), (code, error, output));
        Assert.Equal(before, _folder.Text("lessons/01-a.ipynb"));
        Assert.Equal("var kit = 1;", NotebookDocument.Load(_folder.File("out/kit.ipynb")).Cells[0].Source);
        foreach (string written in new[] { "out/01-a.ipynb", "out/02-b.ipynb" })
        {
            Assert.Equal(["#!import kit.ipynb", "int? answer1 = null;"],
                NotebookDocument.Load(_folder.File(written)).Cells.Select(cell => cell.Source));
            Assert.DoesNotContain("6 * 7", _folder.Text(written));
        }
    }

    [Fact]
    public async Task A_file_that_is_there_is_written_over_only_when_told_to()
    {
        Lesson("lessons/01-a.ipynb");
        Lesson("out/01-a.ipynb");
        string theirs = _folder.Text("out/01-a.ipynb");
        (int code, _, string error) = await BuiltTool.RunAsync(_folder.Path, "student", "lessons", "-o", "out");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("out/01-a.ipynb: there is such a file already. Name another folder, or say --replace.", error);
        Assert.Equal(theirs, _folder.Text("out/01-a.ipynb"));
        Assert.Equal(ExitCodes.Passed, (await BuiltTool.RunAsync(_folder.Path, "student", "lessons", "-o", "out", "--replace")).ExitCode);
        Assert.NotEqual(theirs, _folder.Text("out/01-a.ipynb"));
    }

    [Theory]
    [InlineData("lessons")]
    [InlineData("alias")]
    public async Task The_teachers_own_file_is_never_written_over(string output)
    {
        Lesson("lessons/01-a.ipynb");
        Directory.CreateSymbolicLink(_folder.File("alias"), "lessons");
        string before = _folder.Text("lessons/01-a.ipynb");
        (int code, _, string error) = await BuiltTool.RunAsync(_folder.Path, "student", "lessons/01-a.ipynb", "-o", output, "--replace");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("this is the teacher's own file", error);
        Assert.Equal(before, _folder.Text("lessons/01-a.ipynb"));
    }

    [Fact]
    public async Task One_notebook_that_cannot_be_read_is_named_and_the_others_are_written()
    {
        Lesson("lessons/01-a.ipynb");
        await File.WriteAllTextAsync(_folder.File("lessons/02-b.ipynb"), "{", TestContext.Current.CancellationToken);
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "student", "lessons", "-o", "out");
        Assert.Equal((ExitCodes.Unreadable, "1 notebook in out, without 1 solution cell\n"), (code, output));
        Assert.Contains("02-b.ipynb", error);
        Assert.True(File.Exists(_folder.File("out/01-a.ipynb")));
        Assert.False(File.Exists(_folder.File("out/02-b.ipynb")));
    }

    private void Lesson(string path)
    {
        _folder.Add(path, "#!import kit.ipynb", "int? answer1 = null;", "6 * 7");
        var lesson = NotebookDocument.Load(_folder.File(path));
        lesson.Cells[2].AddTag("solution");
        lesson.Save(_folder.File(path));
    }
}
