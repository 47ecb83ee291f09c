using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>
/// What every command does with a folder or a notebook that it may not read, and with an output folder that it may not write:
/// a sentence that names it, the exit code, no stack trace, and the rest is done.
/// </summary>
public sealed class UnreadableTests : IDisposable
{
    private const UnixFileMode None = UnixFileMode.None;
    private const UnixFileMode List = UnixFileMode.UserRead;
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _closed = [];

    public void Dispose()
    {
        foreach (string path in _closed)
        {
            Open(path);
        }

        _folder.Dispose();
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("run", "all", "--output", "out")]
    [InlineData("test", "all")]
    [InlineData("check", "all")]
    [InlineData("export", "all", "--output", "out")]
    [InlineData("student", "all", "--output", "out")]
    [InlineData("clear", "all")]
    [InlineData("clear", "all", "--check")]
    public async Task A_subfolder_that_may_not_be_read_is_named_and_the_others_are_done(params string[] command)
    {
        Add("all/a.ipynb");
        Add("all/closed/b.ipynb");
        Add("all/listed/c.ipynb");
        Add("all/z/d.ipynb");
        Close("all/closed", None);
        Close("all/listed", List);

        (int code, string output, string error) = await RunAsync(command);

        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("all/closed: the folder was not searched: Access to the path", error);
        // A folder that may be listed and not entered tells the names of its notebooks, of which each is one that cannot be read.
        Assert.Contains("all/listed", output + error);
        AssertSentences(output + error);
        if (command.Contains("out"))
        {
            string ending = command[0] == "export" ? "html" : "ipynb";
            Assert.True(File.Exists(_folder.File($"out/a.{ending}")), output + error);
            Assert.True(File.Exists(_folder.File($"out/z/d.{ending}")), output + error);
        }
        else
        {
            Assert.Contains(command[0] == "clear" ? "of 3 notebooks" : "2 passed, 1 failed", output);
        }
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task A_subfolder_of_submissions_that_may_not_be_read_is_named_and_the_others_are_graded()
    {
        using GradedClass taught = await GradedClass.CreateAsync();
        taught.HandIn("in/ada/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("in/bob/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("in/cleo/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("in/zoe/01-sums.ipynb", "int? answer1 = 41;");
        Close(taught.File("in/bob"), None);
        Close(taught.File("in/cleo"), List);

        (int code, string output, string error) = await GradeAsync(taught);

        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("in/bob: the folder was not searched: Access to the path", error);
        // Her folder may be listed: her submission is there and has no grade.
        Assert.Contains("in/cleo/01-sums.ipynb", output + error);
        Assert.Contains("ada      ✓       1/1\n", output);
        Assert.Contains("zoe      ✗       0/1\n", output);
        Assert.DoesNotContain("bob      ", output);
        AssertSentences(output + error);
    }

    [Fact]
    public async Task A_subfolder_of_lessons_that_may_not_be_read_is_named_and_nothing_is_graded()
    {
        using GradedClass taught = await GradedClass.CreateAsync();
        taught.HandIn("in/ada/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("lessons/more/02-products.ipynb", "int? answer1 = 42;");
        Close(taught.File("lessons/more"), None);

        (int code, string output, string error) = await GradeAsync(taught);

        Assert.Equal((ExitCodes.Unreadable, ""), (code, output));
        Assert.StartsWith("notebookkit: lessons/more: the folder was not searched: Access to the path", error);
        AssertSentences(error);
    }

    [Theory]
    [InlineData("run", "all")]
    [InlineData("test", "all", "--junit", "results.xml", Traits = ["Category", "Endurance"])]
    [InlineData("check", "all", Traits = ["Category", "Endurance"])]
    [InlineData("export", "all", "--output", "out")]
    [InlineData("student", "all", "--output", "out")]
    [InlineData("clear", "all")]
    [InlineData("grade", "all", "--lessons", "lessons")]
    [InlineData("grade", "lessons", "--lessons", "all", Traits = ["Category", "Endurance"])]
    public async Task A_named_folder_that_may_not_be_read_is_no_folder_without_notebooks(params string[] command)
    {
        Add("lessons/a.ipynb", "check");
        Add("all/a.ipynb");
        Close("all", None);

        (int code, string output, string error) = await RunAsync(command);

        Assert.Equal((ExitCodes.Unreadable, ""), (code, output));
        Assert.StartsWith("notebookkit: all: the folder was not searched: Access to the path", error);
        Assert.EndsWith("Make it readable, or name the notebooks that you mean.\n", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(Path.Exists(_folder.File("out")));
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("run", "all", "--output", "out")]
    [InlineData("test", "all")]
    [InlineData("check", "all")]
    [InlineData("export", "all", "--output", "out")]
    [InlineData("student", "all", "--output", "out")]
    [InlineData("clear", "all")]
    [InlineData("convert", "all/a.ipynb", "all/z.ipynb", "--to", "dib")]
    [InlineData("grade", "all", "--lessons", "lessons")]
    public async Task A_notebook_that_may_not_be_read_is_named_and_the_others_are_done(params string[] command)
    {
        Add("lessons/a.ipynb", "check");
        Add("lessons/z.ipynb", "check");
        Add("all/a.ipynb");
        Add("all/z.ipynb");
        Close("all/a.ipynb", None);

        (int code, string output, string error) = await RunAsync(command);

        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("all/a.ipynb", output + error);
        Assert.Contains("denied", output + error);
        AssertSentences(output + error);
        string? made = command[0] switch
        {
            "run" or "student" => "out/z.ipynb",
            "export" => "out/z.html",
            "convert" => "all/z.dib",
            _ => null,
        };
        Assert.True(made is null || File.Exists(_folder.File(made)), output + error);
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("run", "all", "--output", "closed")]
    [InlineData("run", "all", "--output", "closed/deeper")]
    [InlineData("test", "all", "--junit", "closed/results.xml")]
    [InlineData("check", "all", "--output", "closed")]
    [InlineData("export", "all", "--output", "closed")]
    [InlineData("export", "all", "--output", "closed/deeper")]
    [InlineData("student", "all", "--output", "closed")]
    [InlineData("convert", "all/a.ipynb", "--to", "dib", "--output", "closed/a.dib")]
    [InlineData("grade", "all", "--lessons", "lessons", "--csv", "closed/grades.csv")]
    [InlineData("new", "closed/new.ipynb")]
    [InlineData("jupyter", "install", "--prefix", "closed")]
    public async Task An_output_folder_that_may_not_be_written_is_named(params string[] command)
    {
        Add("lessons/a.ipynb", "check");
        Add("all/a.ipynb");
        Directory.CreateDirectory(_folder.File("closed"));
        Close("closed", Read);

        (int code, string output, string error) = await RunAsync(command);

        Assert.Equal(command[0] == "jupyter" ? 1 : ExitCodes.Unreadable, code);
        Assert.Matches("closed.*(denied|no file can be made)|[Cc]annot (write|be changed).*closed", output + error);
        AssertSentences(output + error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("closed")));
    }

    [Fact]
    public async Task A_notebook_that_may_not_be_written_is_named_when_it_is_cleared_and_the_others_are_cleared()
    {
        Add("all/a.ipynb");
        Add("all/z.ipynb");
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", "all")).ExitCode);
        string before = _folder.Text("all/a.ipynb");
        Close("all/a.ipynb", UnixFileMode.UserRead);

        (int code, string output, string error) = await RunAsync("clear", "all");

        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("all/a.ipynb", error);
        Assert.Contains("cleared  all/z.ipynb", output);
        Assert.Equal(before, _folder.Text("all/a.ipynb"));
        AssertSentences(error);
    }

    [Fact]
    public async Task A_mistyped_name_beside_what_may_not_be_read_is_still_named()
    {
        Add("closed/a.ipynb");
        Close("closed", UnixFileMode.UserExecute);

        (int code, _, string error) = await RunAsync("run", "closed/b.ipynb");

        Assert.Equal((ExitCodes.WrongUsage, "notebookkit: closed/b.ipynb: there is no such file or folder.\n"), (code, error));
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] command) =>
        BuiltTool.RunAsync(WithoutPrivileges.Of(BuiltTool.StartInfo(_folder.Path, command)));

    /// <summary>Grades with the rights as they stand, and gives all back so that the class can be removed.</summary>
    private async Task<(int ExitCode, string Output, string Error)> GradeAsync(GradedClass taught)
    {
        try
        {
            return await BuiltTool.RunAsync(
                WithoutPrivileges.Of(BuiltTool.StartInfo(taught.Folder, "grade", "in", "--lessons", "lessons")));
        }
        finally
        {
            _closed.ForEach(Open);
            _closed.Clear();
        }
    }

    private void Add(string name, string? tag = null)
    {
        _folder.Add(name, "6 * 7");
        if (tag is not null)
        {
            var document = NotebookKit.Notebooks.Documents.NotebookDocument.Load(_folder.File(name));
            document.Cells[0].AddTag(tag);
            document.Save(_folder.File(name));
        }
    }

    private void Close(string name, UnixFileMode mode)
    {
        Platform.UnixOnly("rights of files are those of POSIX.");
        _closed.Add(_folder.File(name));
        SetMode(_folder.File(name), mode);
    }

    private static void Open(string path) =>
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static void AssertSentences(string text)
    {
        Assert.DoesNotContain("   at ", text);
        Assert.DoesNotContain("fault of", text);
        Assert.DoesNotContain("Exception", text);
    }
}
