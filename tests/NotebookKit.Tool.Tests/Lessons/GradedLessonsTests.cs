using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    /// <summary>Lessons whose cells train for minutes are left out: their checks are tested where they are written.</summary>
    public static TheoryData<string> ShortLessons =>
        [.. Lesson.All.Where(lesson => !lesson.CodeCells.Any(cell => Trains().IsMatch(cell.Source))).Select(lesson => lesson.Name)];

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
    [MemberData(nameof(ShortLessons))]
    [Trait("Category", "Endurance")]
    public async Task All_right_passes_all_and_all_wrong_passes_nothing(string name)
    {
        var taught = TaughtLesson.Load(Named(name).Path);
        IReadOnlyList<SubmissionGrade> grades = await GradeAsync(
            HandIn(taught, "right", Answered(name, Right)), HandIn(taught, "wrong", Answered(name, Wrong)));
        Assert.NotEmpty(taught.Exercises);
        Assert.Equal(taught.Exercises, grades[0].Exercises.Select(exercise => exercise.Exercise));
        Assert.All(grades[0].Exercises, exercise => Assert.True(exercise.Verdict == GradeVerdict.Right, exercise.ToString()));
        Assert.All(grades[1].Exercises, exercise =>
        {
            Assert.True(exercise.Verdict == GradeVerdict.Wrong, exercise.ToString());
            Assert.DoesNotContain("could not run", exercise.Hint);
        });
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
                0 => Answered(name, Right),
                1 => Answered(name, Wrong),
                _ => Answered(name, (_, _) => null),
            }));
        }

        handedIn.Add(HandIn(taught, "ends the process", Answered(name, (_, _) => "null; Environment.FailFast(\"!\")")));
        handedIn.Add(HandIn(taught, "never ends", Answered(name, (_, _) => "null; while (true) { }")));
        handedIn.Add(HandIn(taught, "takes all memory", Answered(
            name, (_, _) => "null; var hoard = new List<byte[]>(); while (true) hoard.Add(new byte[16 << 20])")));

        IReadOnlyList<SubmissionGrade> grades = await GradeAsync([.. handedIn]);
        Assert.Equal(40, grades.Count);
        for (int i = 0; i < 37; i++)
        {
            GradeVerdict expected = (i % 3) switch { 0 => GradeVerdict.Right, 1 => GradeVerdict.Wrong, _ => GradeVerdict.Unanswered };
            Assert.All(grades[i].Exercises, exercise => Assert.True(exercise.Verdict == expected, $"{i}: {exercise}"));
        }

        Assert.All(grades.Skip(37), grade => Assert.Equal(0, grade.Right));
    }

    private static async Task<IReadOnlyList<SubmissionGrade>> GradeAsync(params Submission[] submissions) => await new Grader(
        new RunOptions
        {
            Host = new HostCommand(BuiltTool.DotNet, [BuiltTool.Assembly, HostCommand.Verb]),
            CellTimeout = TimeSpan.FromSeconds(60),
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

    // The student edition with `answerN = null;` replaced by what is made of the exercise's solution and the variable's type.
    private static NotebookDocument Answered(string name, Func<NotebookCell, string, string?> answer)
    {
        var notebook = NotebookDocument.Load(Named(name).Path);
        List<NotebookCell> cells = [.. notebook.Cells];
        foreach (NotebookCell solution in cells.Where(cell => cell.HasTag("solution")))
        {
            NotebookCell before = cells[cells.IndexOf(solution) - 2];
            Match declared = Declared().Match(before.Source);
            Assert.True(declared.Success, before.Source);
            string? value = answer(solution, declared.Groups[2].Value);
            string prelude = value is not null && value.Contains('\u0001') ? value.Split('\u0001')[0] : "";
            before.Source = Declared().Replace(
                before.Source, match => value is null ? match.Value : $"{prelude}{match.Groups[1].Value} = {value.Split('\u0001')[^1]};");
        }

        StudentEdition.TakeSolutionsOut(notebook);
        return notebook;
    }

    private static string Right(NotebookCell solution, string type)
    {
        var syntax = CellSyntax.Parse(solution.Source);
        InvocationExpressionSyntax check = syntax.Result!.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Single(call => call.Expression.ToString() == "Exercise.Check");
        return solution.Source[..syntax.LastStatement!.SpanStart] + "\u0001" + check.ArgumentList.Arguments[1];
    }

    private static string Wrong(NotebookCell solution, string type) => type.TrimEnd('?') switch
    {
        "int" or "float" or "double" => "-5",
        "Shape" => "new Shape(7)",
        "Tensor" => "Tensor.Zeros(3, 2)",
        "string" => "\"?\"",
        "bool[]" => "new bool[0]",
        "Outputs" => "new Dense(1).Apply(Tensor.Zeros(1, 2))",
        "Model" or "Sequential" => "new Sequential(new Input(2, 3), new Dense(1))",
        "Func<Tensor, Tensor, Tensor>" => "(x, a) => x",
        _ when type.StartsWith('(') => "(0, 0)",
        _ => throw new InvalidOperationException($"No wrong answer of the type {type} is known here."),
    };

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

    [GeneratedRegex(@"\.Fit\(")]
    private static partial Regex Trains();

    [GeneratedRegex(@"((\S.*?) answer\d+) = null;")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escape();

    private sealed class Silent : RunHooks;
}
