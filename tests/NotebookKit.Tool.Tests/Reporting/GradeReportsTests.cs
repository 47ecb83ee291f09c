using System.Text;
using System.Xml.Linq;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Tool.Reporting;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

public sealed class GradeReportsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1 is not it", "'-1 is not it")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    public void What_a_spreadsheet_would_compute_or_misread_is_text(string hint, string field)
    {
        string csv = Encoding.UTF8.GetString(GradeCsv.Write([Grade("ada", hint)]));
        Assert.Equal($"ada,01-sums,01.1,wrong,{field},01-sums-ada.ipynb,", csv.Split("\r\n")[1]);
    }

    [Fact]
    public void JUnit_holds_whatever_text_a_hint_is()
    {
        var xml = XDocument.Parse(
            Encoding.UTF8.GetString(GradeJUnit.Write([Grade("<ada>", "a \u0001 & <b>"), Grade("x", "y", unreadable: true)])));
        Assert.Equal("a \u2401 & <b>", xml.Descendants("failure").Single().Attribute("message")!.Value);
        Assert.Equal("01-sums: <ada>", xml.Descendants("testsuite").First().Attribute("name")!.Value);
        Assert.Equal("y", xml.Descendants("error").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void Files_of_one_student_have_a_row_each_and_are_told_apart_by_name()
    {
        SubmissionGrade ada = Grade("ada", "no");
        SubmissionGrade Of(string student, string path) => ada with { Submission = ada.Submission with { Student = student, Path = path } };
        using var output = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        new GradeTable(new Screen(console, IsTerminal: false)).Write(
            [Of("ada", "late/01-sums-ada.ipynb"), Of("bob", "bob/01-sums.ipynb"), Of("ada", "early/01-sums-ada.ipynb")]);
        Assert.Equal(
            ["", "01-sums       01.1  right", "ada (file 1)  ✗       0/1", "ada (file 2)  ✗       0/1", "bob           ✗       0/1",
                "ada (file 1): early/01-sums-ada.ipynb",
                "ada (file 2): late/01-sums-ada.ipynb", "", "3 submissions: 0 right, 3 wrong, 0 unanswered", ""],
            output.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    [Fact]
    public void In_a_pipe_each_submission_has_a_line_with_its_grade()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var progress = new GradeProgress(output);
        progress.OnSubmissionGraded(Grade("ada", "no"));
        progress.OnSubmissionGraded(Grade("bob", "no", unreadable: true));
        Assert.Equal(
            "graded 01-sums-ada.ipynb  1 wrong  1.0 s\ngraded 01-sums-bob.ipynb  could not be read  1.0 s\n", output.ToString());
    }

    [Theory]
    [InlineData(3, 0, 0, 30, "3 right")]
    [InlineData(3, 1, 0, 30, "3 right, 1 wrong")]
    [InlineData(0, 2, 1, 30, "2 wrong, 1 unanswered")]
    [InlineData(0, 0, 3, 30, "3 unanswered")]
    [InlineData(3, 1, 0, 16, "3 right, 1 wrong")]
    [InlineData(3, 1, 0, 15, "3/4 right")]
    [InlineData(3, 1, 0, 8, "3/4")]
    public void A_grade_is_told_in_as_many_words_as_there_is_room_for(int right, int wrong, int unanswered, int room, string told) =>
        Assert.Equal(told, new GradeCount(right, wrong, unanswered).Fitting(room));

    private SubmissionGrade Grade(string student, string hint, bool unreadable = false)
    {
        NotebookDocument.Create().Save(_folder.File("01-sums.ipynb"));
        var lesson = TaughtLesson.Load(_folder.File("01-sums.ipynb"));
        return new SubmissionGrade(
            new Submission($"01-sums-{student}.ipynb", student, lesson), [new ExerciseGrade("01.1", GradeVerdict.Wrong, hint)],
            TimeSpan.FromSeconds(1), null, unreadable);
    }
}
