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
            Assert.Matches($@"Exercise {Number(check)}: no answer so far\. \S+ \S+", Lesson.TextOf(check));
        });
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_variable_before_a_check_is_left_empty_for_the_reader(string name)
    {
        Lesson lesson = Named(name);
        NotebookCell[] cells = [.. lesson.CodeCells];
        foreach (int at in Enumerable.Range(0, cells.Length).Where(i => IsCheck(cells[i])))
            Assert.True(Regex.IsMatch(cells[at - 1].Source, $@"\banswer{Number(cells[at])} = null;"), lesson.Describe(cells[at - 1]));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Every_check_is_followed_by_a_hidden_solution_that_is_right(string name)
    {
        Lesson lesson = Named(name);
        NotebookCell[] cells = [.. lesson.CodeCells];
        foreach (int at in Enumerable.Range(0, cells.Length).Where(i => IsCheck(cells[i])))
        {
            int number = Number(cells[at]);
            NotebookCell solution = cells[at + 1];
            string where = lesson.Describe(solution);
            Assert.True(solution.HasTag("solution"), where);
            Assert.True((bool?)solution.Metadata["jupyter"]?["source_hidden"] == true, $"{where} is not hidden");
            CellSyntax syntax = CellSyntax.Parse(solution.Source);
            Assert.True(syntax.Calls($"Check{number}") && syntax.Result?.ToString().EndsWith(".MustHold()", StringComparison.Ordinal) == true, where);
            Assert.True(Lesson.Passed(solution), where);
            Assert.Contains($"Exercise {number}: right.", Lesson.TextOf(solution));
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

    private static bool IsCheck(NotebookCell cell) => CheckDeclaration().IsMatch(cell.Source);

    private static int Number(NotebookCell cell) => int.Parse(CheckDeclaration().Match(cell.Source).Groups[1].Value);

    [GeneratedRegex(@"\bCheckResult Check(\d+)\(")]
    private static partial Regex CheckDeclaration();
}
