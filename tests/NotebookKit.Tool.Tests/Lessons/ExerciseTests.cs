using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>
/// The exercises as the lessons are saved: the reader's variable is empty, so the check says what to do, and the solution,
/// which runs with the lesson, is right.
/// </summary>
public partial class ExerciseTests
{
    private const int FewestExercises = 2;

    public static TheoryData<string> Lessons => [.. Lesson.All.Select(lesson => lesson.Name)];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void An_unsolved_exercise_says_what_to_do(string name)
    {
        Lesson lesson = Named(name);
        NotebookCell[] checks = [.. lesson.CodeCells.Where(IsCheck)];
        Assert.True(checks.Length >= FewestExercises, $"{name} has {checks.Length} exercises.");
        Assert.Equal(Enumerable.Range(1, checks.Length), checks.Select(Number));
        Assert.All(checks, check =>
        {
            Assert.True(Lesson.Passed(check), lesson.Describe(check));
            // The task follows the verdict: a sentence, not an exception.
            Assert.Matches($@"Exercise {Name(lesson, check)}: no answer so far\. \S+ \S+", Lesson.TextOf(check));
            Assert.Equal([(Name(lesson, check), "unanswered")], Results(check));
        });
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_variable_before_a_check_is_left_empty_for_the_reader(string name)
    {
        Lesson lesson = Named(name);
        NotebookCell[] cells = [.. lesson.CodeCells];
        foreach (int at in Enumerable.Range(0, cells.Length).Where(i => IsCheck(cells[i])))
        {
            Assert.True(Regex.IsMatch(cells[at - 1].Source, $@"\banswer{Number(cells[at])} = null;"), lesson.Describe(cells[at - 1]));
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Every_check_is_followed_by_a_hidden_solution_that_is_right(string name)
    {
        Lesson lesson = Named(name);
        NotebookCell[] cells = [.. lesson.CodeCells];
        foreach (int at in Enumerable.Range(0, cells.Length).Where(i => IsCheck(cells[i])))
        {
            NotebookCell solution = cells[at + 1];
            string where = lesson.Describe(solution);
            Assert.True(solution.HasTag("solution"), where);
            Assert.True(solution.HasTag("hide-cell"), where);
            Assert.True((bool?)solution.Metadata["jupyter"]?["source_hidden"] == true, $"{where} is not hidden");
            Assert.True((bool?)solution.Metadata["jupyter"]?["outputs_hidden"] == true, $"{where}: its output is not hidden");
            string result = CellSyntax.Parse(solution.Source).Result?.ToString() ?? "";
            string exercise = Name(lesson, cells[at]);
            Assert.True(result.StartsWith($"Exercise.Check(\"{exercise}\", ") && result.EndsWith(".MustHold()"), where);
            Assert.True(Lesson.Passed(solution), where);
            Assert.Equal([(exercise, "right")], Results(solution));
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void A_solution_stands_nowhere_else(string name)
    {
        Lesson lesson = Named(name);
        Assert.Equal(lesson.CodeCells.Count(IsCheck), lesson.CodeCells.Count(cell => cell.HasTag("solution")));
    }

    private static Lesson Named(string name) => Lesson.All.Single(lesson => lesson.Name == name);

    [Theory]
    [MemberData(nameof(Lessons))]
    public void What_a_check_compares_with_stands_in_the_library_and_not_in_the_lesson(string name)
    {
        Lesson lesson = Named(name);
        Assert.All(lesson.CodeCells.Where(cell => !cell.HasTag("solution")), cell =>
        {
            Assert.DoesNotContain(".Expect(", cell.Source);
            Assert.DoesNotContain("CheckResult", cell.Source);
        });
        Assert.All(lesson.CodeCells.Where(IsCheck), check => Assert.True(check.HasTag("check"), lesson.Describe(check)));
    }

    private static bool IsCheck(NotebookCell cell) => !cell.HasTag("solution") && CheckCall().IsMatch(cell.Source);

    private static int Number(NotebookCell cell) => int.Parse(CheckCall().Match(cell.Source).Groups[2].Value);

    private static string Name(Lesson lesson, NotebookCell check) => $"{lesson.Name[..2]}.{Number(check)}";

    // What the cell says of exercises in the form for programs.
    private static IReadOnlyList<(string? Exercise, string? Verdict)> Results(NotebookCell cell) =>
        [.. cell.Outputs.Select(output => output!["data"]?["application/vnd.notebookkit.check+json"]).OfType<JsonNode>()
            .Select(result => ((string?)result["exercise"], (string?)result["verdict"]))];

    [GeneratedRegex(@"^Exercise\.Check\(""(\d\d)\.(\d+)"", answer\2[,)]")]
    private static partial Regex CheckCall();
}
