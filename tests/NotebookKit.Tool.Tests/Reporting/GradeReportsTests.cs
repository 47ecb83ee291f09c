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

    private SubmissionGrade Grade(string student, string hint, bool unreadable = false)
    {
        NotebookDocument.Create().Save(_folder.File("01-sums.ipynb"));
        var lesson = TaughtLesson.Load(_folder.File("01-sums.ipynb"));
        return new SubmissionGrade(
            new Submission($"01-sums-{student}.ipynb", student, lesson), [new ExerciseGrade("01.1", GradeVerdict.Wrong, hint)],
            TimeSpan.FromSeconds(1), null, unreadable);
    }
}
