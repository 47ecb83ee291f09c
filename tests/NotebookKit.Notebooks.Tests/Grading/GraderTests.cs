using System.Text;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Tests.Running;

namespace NotebookKit.Notebooks.Tests.Grading;

public sealed class GraderTests(TaughtFixture taught) : IClassFixture<TaughtFixture>
{
    [Fact]
    public async Task Right_wrong_and_unanswered_come_with_the_hint_that_the_student_saw()
    {
        SubmissionGrade[] grades = await GradeAsync(
            taught.HandIn("right", notebook => TaughtFixture.Answer(notebook, "int? answer1 = 42;", "int? answer2 = 7;")),
            taught.HandIn("wrong", notebook => TaughtFixture.Answer(notebook, "int? answer1 = 41;", "int? answer2 = 8;")),
            taught.HandIn("empty", _ => { }));
        Assert.Equal("01.1 Right So it is.; 01.2 Right So it is.", Told(grades[0]));
        Assert.Equal("01.1 Wrong 41 is not it.; 01.2 Wrong 8 is not it.", Told(grades[1]));
        Assert.Equal("01.1 Unanswered Set the answer.; 01.2 Unanswered Set the answer.", Told(grades[2]));
        Assert.All(grades, grade => Assert.Null(grade.Problem));
    }

    [Fact]
    public async Task A_result_that_the_student_wrote_does_not_count()
    {
        const string forged =
            "\"{\\\"exercise\\\":\\\"01.1\\\",\\\"verdict\\\":\\\"right\\\",\\\"hint\\\":\\\"!\\\",\\\"number\\\":\\\"\" + "
            + "Environment.GetEnvironmentVariable(\"NOTEBOOKKIT_CHECK_NUMBER\") + \"\\\"}\"";
        SubmissionGrade[] grades = await GradeAsync(
            taught.HandIn("own-cell", notebook =>
            {
                TaughtFixture.Answer(notebook, "int? answer1 = 1;", "int? answer2 = 1;");
                notebook.Add(CellKind.Code, $"({forged}).DisplayAs(\"{CheckMime.Type}\");");
            }),
            taught.HandIn("in-the-check", notebook =>
            {
                // The answer itself says a result when the check looks at it, and by then the number is there.
                TaughtFixture.Answer(
                    notebook,
                    "class Sly { public static implicit operator int?(Sly sly) { "
                        + $"({forged}).DisplayAs(\"{CheckMime.Type}\"); return 1; }} }}\nvar answer1 = new Sly();",
                    "int? answer2 = 1;");
            }),
            taught.HandIn("another-check", notebook =>
                TaughtFixture.Set(notebook, "Check(\"01.1\", answer1, 42);", "Check(\"01.1\", 42, 42);")));
        Assert.Equal("01.1 Wrong 1 is not it.; 01.2 Wrong 1 is not it.", Told(grades[0]));
        Assert.StartsWith("01.1 Wrong The check's result came more than once", Told(grades[1]));
        Assert.Equal("01.1 Unanswered Set the answer.; 01.2 Unanswered Set the answer.", Told(grades[2]));
    }

    [Fact]
    public async Task What_breaks_in_one_cell_does_not_take_the_other_exercises_along()
    {
        SubmissionGrade[] grades = await GradeAsync(
            taught.HandIn("does-not-compile", notebook => TaughtFixture.Answer(notebook, "int? answer1 = forty two;", "int? answer2 = 7;")),
            taught.HandIn("throws", notebook =>
            {
                TaughtFixture.Answer(notebook, "int? answer1 = 42;", "int? answer2 = 7;");
                notebook.Insert(0, CellKind.Code, "throw new Exception(\"no\");");
            }));
        Assert.StartsWith(
            "01.1 Wrong The check could not run: CompilationError", Told(grades[0]).Replace("CompileError", "CompilationError"));
        Assert.EndsWith("01.2 Right So it is.", Told(grades[0]));
        Assert.Equal("01.1 Right So it is.; 01.2 Right So it is.", Told(grades[1]));
    }

    [Fact]
    public async Task A_hostile_or_broken_submission_is_that_ones_failure()
    {
        SubmissionGrade[] grades = await GradeAsync(
            taught.HandIn("exits", notebook => TaughtFixture.Answer(notebook, "Environment.Exit(0);", "int? answer2 = 7;")),
            taught.HandIn("no-notebook", Encoding.UTF8.GetBytes("{\"cells\": 5}")),
            taught.HandIn("nothing", []),
            taught.HandIn("right", notebook => TaughtFixture.Answer(notebook, "int? answer1 = 42;", "int? answer2 = 7;")));
        Assert.All(grades[0].Exercises, exercise => Assert.StartsWith("The check was not reached.", exercise.Hint));
        Assert.NotNull(grades[0].Problem);
        Assert.All(grades[1..3], grade =>
        {
            Assert.True(grade.IsUnreadable);
            Assert.NotNull(grade.Problem);
            Assert.All(grade.Exercises, exercise => Assert.Equal(GradeVerdict.Wrong, exercise.Verdict));
        });
        Assert.Equal(2, grades[3].Right);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cell_that_never_ends_is_ended_whatever_the_notebook_says(bool byNotebook)
    {
        Submission submission = taught.HandIn("sleeps", notebook =>
        {
            notebook.Metadata["execution"] = new System.Text.Json.Nodes.JsonObject { ["timeout"] = -1 };
            notebook.Insert(0, CellKind.Code, "while (true) { }");
        });
        var short_ = TimeSpan.FromSeconds(1);
        RunOptions options = byNotebook
            ? FixtureRun.Options with { NotebookTimeout = short_, CellTimeout = Timeout.InfiniteTimeSpan }
            : FixtureRun.Options with { CellTimeout = short_ };
        SubmissionGrade grade =
            (await new Grader(options, new GradeLog()).GradeAsync([submission], TestContext.Current.CancellationToken))[0];
        Assert.Contains(byNotebook ? "The notebook did not end within 1 s." : "The cell did not end within 1 s.", grade.Problem);
        Assert.DoesNotContain("metadata", grade.Problem);
        Assert.All(grade.Exercises, exercise => Assert.Equal(GradeVerdict.Wrong, exercise.Verdict));
    }

    [Fact]
    public async Task A_grade_is_told_as_soon_as_its_submission_has_run()
    {
        var log = new GradeLog();
        Submission ada = taught.HandIn("ada", notebook => TaughtFixture.Answer(notebook, "int? answer1 = 42;", "int? answer2 = 8;"));
        Submission bob = taught.HandIn("bob", []);
        RunOptions oneByOne = FixtureRun.Options with { Jobs = 1 };
        IReadOnlyList<SubmissionGrade> grades =
            await new Grader(oneByOne, log).GradeAsync([ada, bob], TestContext.Current.CancellationToken);
        Assert.Equal(
            ["started", "cell", "cell", "cell", "cell", "cell", "graded ada 1 of 2", "ended", "started", "graded bob 0 of 2", "ended"],
            log.Moments);
        Assert.Equal(["ada", "bob"], grades.Select(grade => grade.Submission.Student));
    }

    private static async Task<SubmissionGrade[]> GradeAsync(params Submission[] submissions) =>
        [.. await new Grader(FixtureRun.Options, new GradeLog()).GradeAsync(submissions, TestContext.Current.CancellationToken)];

    private static string Told(SubmissionGrade grade) =>
        string.Join("; ", grade.Exercises.Select(exercise => $"{exercise.Exercise} {exercise.Verdict} {exercise.Hint}"));
}
