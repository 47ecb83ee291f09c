using System.Xml.Linq;

namespace NotebookKit.Tool.Tests;

public class GradeCommandTests
{
    [Fact]
    public async Task A_class_is_graded_in_one_run_with_table_csv_and_junit()
    {
        using GradedClass taught = await GradedClass.CreateAsync();
        taught.HandIn("in/ada/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("in/01-sums-bob.ipynb", "int? answer1 = 41;");
        taught.HandIn("in/cleo/01-sums.ipynb", "int? answer1 = null;");
        (int code, string output, string error) = await taught.RunAsync(
            "grade", "in", "--lessons", "lessons", "--csv", "out/grades.csv", "--junit", "out/grades.xml");

        Assert.Equal((ExitCodes.CellFailed, ""), (code, error));
        Assert.Contains("01-sums  01.1  right\nada      ✓       1/1\nbob      ✗       0/1\ncleo     ○       0/1\n", output);
        Assert.EndsWith("3 submissions: 1 right, 1 wrong, 1 unanswered\n", output);
        Assert.Equal(
            [
                "student,lesson,exercise,verdict,hint,file,problem",
                "bob,01-sums,01.1,wrong,It is 41.,in/01-sums-bob.ipynb,",
                "ada,01-sums,01.1,right,It is 42.,in/ada/01-sums.ipynb,",
                "cleo,01-sums,01.1,unanswered,Set the answer.,in/cleo/01-sums.ipynb,",
            ],
            taught.Text("out/grades.csv").TrimEnd().Split("\r\n"));
        XElement[] cases = [.. XDocument.Load(taught.File("out/grades.xml")).Descendants("testcase")];
        Assert.Equal(
            ["01-sums.bob failure It is 41.", "01-sums.ada  ", "01-sums.cleo skipped Set the answer."],
            cases.Select(c => $"{c.Attribute("classname")!.Value} {c.Elements().SingleOrDefault()?.Name} "
                + $"{c.Elements().SingleOrDefault()?.Attribute("message")?.Value}"));
    }

    [Fact]
    public async Task All_right_is_exit_code_0()
    {
        using GradedClass taught = await GradedClass.CreateAsync();
        taught.HandIn("in/ada/01-sums.ipynb", "int? answer1 = 42;");
        (int code, string output, string error) = await taught.RunAsync("grade", "in/ada/01-sums.ipynb", "--lessons", "lessons");
        Assert.Equal((ExitCodes.Passed, ""), (code, error));
        Assert.EndsWith("1 submission: 1 right, 0 wrong, 0 unanswered\n", output);
    }

    [Fact]
    public async Task A_file_that_is_no_lessons_or_no_notebook_is_named_and_the_others_are_graded()
    {
        using GradedClass taught = await GradedClass.CreateAsync();
        taught.HandIn("in/ada/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("in/ada/homework.ipynb", "int? answer1 = 42;");
        Directory.CreateDirectory(taught.File("in/bob"));
        await File.WriteAllTextAsync(taught.File("in/bob/01-sums.ipynb"), "{", TestContext.Current.CancellationToken);
        (int code, string output, string error) = await taught.RunAsync("grade", "in", "--lessons", "lessons");
        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("in/ada/homework.ipynb: its name begins with no lesson's; the lessons with checks are 01-sums.", error);
        Assert.Contains("ada      ✓       1/1\nbob      ✗       0/1\n", output);
        Assert.Contains("in/bob/01-sums.ipynb, line 1: the file is truncated", output);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task Two_files_of_one_student_and_nested_folders_are_each_graded()
    {
        using GradedClass taught = await GradedClass.CreateAsync();
        taught.HandIn("in/ada/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("in/ada/01-sums (1).ipynb", "int? answer1 = 41;");
        taught.HandIn("in/group b/week 1/bob/01-sums/01-sums.ipynb", "int? answer1 = 42;");
        taught.HandIn("in/group b/01-sums-=cmd.ipynb", "int? answer1 = 42;");
        (int code, string output, string error) = await taught.RunAsync("grade", "in", "--lessons", "lessons", "--csv", "grades.csv");
        Assert.Equal((ExitCodes.CellFailed, ""), (code, error));
        Assert.EndsWith("4 submissions: 3 right, 1 wrong, 0 unanswered\n", output);
        // Which file is which stands in the table for spreadsheets, and a name is not computed there.
        Assert.Equal(
            [
                "'=cmd,01-sums,01.1,right,It is 42.,in/group b/01-sums-=cmd.ipynb,",
                "ada,01-sums,01.1,right,It is 42.,in/ada/01-sums.ipynb,",
                "ada,01-sums,01.1,wrong,It is 41.,in/ada/01-sums (1).ipynb,",
                "bob,01-sums,01.1,right,It is 42.,in/group b/week 1/bob/01-sums/01-sums.ipynb,",
            ],
            taught.Text("grades.csv").TrimEnd().Split("\r\n").Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_archive_is_named_with_what_to_do()
    {
        using GradedClass taught = await GradedClass.CreateAsync();
        await File.WriteAllBytesAsync(taught.File("all.zip"), "PK"u8.ToArray(), TestContext.Current.CancellationToken);
        (int code, _, string error) = await taught.RunAsync("grade", "all.zip", "--lessons", "lessons");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("all.zip: expected a notebook, a file that ends in .ipynb or .dib, or a folder. Unpack it first.", error);
    }

    [Fact]
    public async Task A_folder_without_checks_and_a_run_without_submissions_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Add("lessons/01-sums.ipynb", "1 + 1");
        folder.Add("in/01-sums-ada.ipynb", "1 + 1");
        (int code, _, string error) = await NotebookKit.Tests.Shared.BuiltTool.RunAsync(folder.Path, "grade", "in", "--lessons", "lessons");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("lessons: no notebook there shows a check. Save the lessons executed", error);
        (code, _, error) = await NotebookKit.Tests.Shared.BuiltTool.RunAsync(folder.Path, "grade", "--lessons", "lessons");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("No submission was named.", error);
        (code, _, error) =
            await NotebookKit.Tests.Shared.BuiltTool.RunAsync(folder.Path, "grade", "in", "--lessons", "lessons", "--timeout", "0");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("--timeout expects seconds from 1 to", error);
    }
}
