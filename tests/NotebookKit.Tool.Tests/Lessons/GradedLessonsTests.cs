using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>The lessons as they are handed out, answered and graded.</summary>
public sealed partial class GradedLessonsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Lessons => [.. Lesson.All.Select(lesson => lesson.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_student_edition_holds_no_solution_and_nothing_that_one_shows(string name)
    {
        var lesson = NotebookDocument.Load(Named(name).Path);
        List<NotebookCell> solutions = [.. lesson.Cells.Where(cell => cell.HasTag("solution"))];
        HashSet<string> given = [.. lesson.Cells.Except(solutions).SelectMany(Lines)];
        List<string> lines = [.. solutions.SelectMany(Lines).Where(line => !IsCommonplace(line))];
        List<string> shown = [.. solutions.SelectMany(cell => cell.Outputs).Select(output => Check(output)?["hint"]).OfType<JsonNode>()
            .Select(hint => (string)hint!)];
        Assert.NotEmpty(lines);
        Assert.NotEmpty(shown);

        Assert.Equal(solutions.Count, StudentEdition.TakeSolutionsOut(lesson));
        string edition = Plain(Encoding.UTF8.GetString(lesson.ToBytes(NotebookFormat.Ipynb)));
        Assert.All(lines, line => Assert.DoesNotContain(Plain(Json(line)), edition));
        Assert.All(shown, hint => Assert.DoesNotContain(Plain(Json(hint)), edition));
        Assert.DoesNotContain("MustHold", edition);
        Assert.DoesNotContain(lesson.Cells.Where(cell => cell.Kind == CellKind.Code).SelectMany(cell => cell.Outputs),
            output => (string?)Check(output)?["verdict"] == "right");
        Assert.Equal([], lines.Where(given.Contains));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    [Trait("Category", "Endurance")]
    public async Task All_right_passes_all_and_all_wrong_passes_nothing(string name)
    {
        var taught = TaughtLesson.Load(Named(name).Path);
        IReadOnlyList<SubmissionGrade> grades = await GradeAsync(
            HandIn(taught, "right", Answered(name, (solution, _) => StudentsAnswer.Right(solution), isWhole: !Trains(name))),
            HandIn(taught, "unanswered", Answered(name, (_, _) => null)),
            HandIn(taught, "wrong value", Answered(name, (solution, type) => StudentsAnswer.WrongValue(type, solution))),
            HandIn(taught, "wrong form", Answered(name, (_, type) => StudentsAnswer.WrongForm(type))),
            HandIn(taught, "throws", Answered(name, (_, type) => StudentsAnswer.Throwing(type))),
            HandIn(taught, "does not compile", Answered(name, (_, _) => StudentsAnswer.Uncompilable())));
        Assert.NotEmpty(taught.Exercises);
        Assert.All(grades, grade =>
        {
            Assert.Equal(taught.Exercises, grade.Exercises.Select(exercise => exercise.Exercise));
            Assert.Null(grade.Problem);
        });
        AllAre(grades[0], GradeVerdict.Right);
        AllAre(grades[1], GradeVerdict.Unanswered);
        AllAre(grades[2], GradeVerdict.Wrong);
        AllAre(grades[3], GradeVerdict.Wrong);
        // A hint that fits the mistake, and not one that the check itself stumbled.
        Assert.All(grades.Skip(2).Take(2).SelectMany(grade => grade.Exercises), exercise =>
            Assert.False(exercise.Hint.Contains("could not run"), exercise.ToString()));
        // The variable of a cell that threw is there and empty; of one that does not compile there is none.
        AllAre(grades[4], GradeVerdict.Unanswered);
        AllAre(grades[5], GradeVerdict.Wrong);
        Assert.All(grades[5].Exercises, exercise => Assert.Contains("could not run", exercise.Hint));

        static void AllAre(SubmissionGrade grade, GradeVerdict verdict) => Assert.All(grade.Exercises, exercise =>
            Assert.True(exercise.Verdict == verdict, $"{grade.Submission.Student}: {exercise}"));
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public async Task Forty_submissions_three_of_them_hostile_are_graded_in_one_run()
    {
        const string name = "00-start-here.ipynb";
        var taught = TaughtLesson.Load(Named(name).Path);
        var handedIn = new List<Submission>();
        for (int i = 0; i < 37; i++)
        {
            handedIn.Add(HandIn(taught, $"student {i}", (i % 3) switch
            {
                0 => Answered(name, (solution, _) => StudentsAnswer.Right(solution)),
                1 => Answered(name, (_, type) => StudentsAnswer.WrongForm(type)),
                _ => Answered(name, (_, _) => null),
            }));
        }

        handedIn.Add(HandIn(taught, "ends the process", Hostile("Environment.FailFast(\"!\")")));
        handedIn.Add(HandIn(taught, "never ends", Hostile("while (true) { }")));
        handedIn.Add(HandIn(
            taught, "takes all memory", Hostile("var hoard = new List<byte[]>(); while (true) hoard.Add(new byte[16 << 20])")));

        IReadOnlyList<SubmissionGrade> grades = await GradeAsync(TimeSpan.FromMinutes(1), [.. handedIn]);
        Assert.Equal(40, grades.Count);
        for (int i = 0; i < 37; i++)
        {
            GradeVerdict expected = (i % 3) switch { 0 => GradeVerdict.Right, 1 => GradeVerdict.Wrong, _ => GradeVerdict.Unanswered };
            Assert.All(grades[i].Exercises, exercise => Assert.True(exercise.Verdict == expected, $"{i}: {exercise}"));
        }

        Assert.All(grades.Skip(37), grade => Assert.Equal(0, grade.Right));

        static NotebookDocument Hostile(string statements) => Answered(name, (_, _) => new StudentsAnswer("", $"null; {statements}"));
    }

    /// <summary>Grades with a bound on a cell that only a cell without end meets, however busy the machine is.</summary>
    private static Task<IReadOnlyList<SubmissionGrade>> GradeAsync(params Submission[] submissions) =>
        GradeAsync(TimeSpan.FromMinutes(10), submissions);

    private static async Task<IReadOnlyList<SubmissionGrade>> GradeAsync(TimeSpan cellTimeout, params Submission[] submissions) =>
        await new Grader(
            new RunOptions
            {
                Host = new HostCommand(BuiltTool.DotNet, [BuiltTool.Assembly, HostCommand.Verb]),
                CellTimeout = cellTimeout,
                MemoryLimit = 1L << 30,
                Jobs = 2,
            },
            new Silent()).GradeAsync(submissions, TestContext.Current.CancellationToken);

    private Submission HandIn(TaughtLesson taught, string student, NotebookDocument notebook)
    {
        string path = Path.Combine(_folder.Path, student, Path.GetFileName(taught.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        notebook.Save(path);
        return Submissions.Of(path, [taught])!;
    }

    // The student edition with other text in the place of `null` in `answerN = null;`, made of the exercise's solution and the
    // variable's type. Unless it is to be whole, only what the exercises need is left: lessons train for minutes.
    private static NotebookDocument Answered(string name, Func<NotebookCell, string, StudentsAnswer?> answer, bool isWhole = false)
    {
        var notebook = NotebookDocument.Load(Named(name).Path);
        List<NotebookCell> cells = [.. notebook.Cells];
        var exercises = new List<NotebookCell>();
        foreach (NotebookCell solution in cells.Where(cell => cell.HasTag("solution")))
        {
            int at = cells.IndexOf(solution);
            NotebookCell before = cells[at - 2];
            Match declared = Declared().Match(before.Source);
            Assert.True(declared.Success, before.Source);
            if (answer(solution, declared.Groups["type"].Value) is { } given)
            {
                before.Source = Declared().Replace(
                    before.Source, match => $"{given.Before}{match.Groups["variable"].Value} = {given.Value};");
            }

            exercises.AddRange([before, cells[at - 1]]);
        }

        StudentEdition.TakeSolutionsOut(notebook);
        if (!isWhole)
        {
            NeededCode.Keep(notebook, exercises);
        }

        return notebook;
    }

    private static bool Trains(string name) => Named(name).CodeCells.Any(cell => cell.Source.Contains(".Fit(", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(NotebookCell cell) =>
        cell.Source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    // Headings, brackets, and constructors that stand in every listing give nothing away.
    private static bool IsCommonplace(string line) => line.StartsWith("//", StringComparison.Ordinal) || line.Length < 24;

    private static JsonNode? Check(JsonNode? output) => output?["data"]?[CheckMime.Type];

    private static string Json(string text) => JsonValue.Create(text).ToJsonString()[1..^1];

    // Writers of JSON differ in which characters they escape.
    private static string Plain(string json) =>
        Escape().Replace(json, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString())
        .Replace("\\\"", "\"", StringComparison.Ordinal);

    private static Lesson Named(string name) => Lesson.All.Single(lesson => lesson.Name == name);

    [GeneratedRegex(@"(?<variable>(?<type>\S.*?) answer\d+) = null;")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escape();

    private sealed class Silent : GradeHooks;
}
