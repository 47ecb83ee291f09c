using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>Every documented configuration and every recurring question is answered in a lesson by a cell that fails when the answer does
/// not hold.</summary>
public class LessonIndexTests
{
    private const int Rows = 20, Questions = 15;

    /// <summary>The rows with published or computed figures.</summary>
    private static readonly int[] s_rowsWithFigures = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14];

    private static readonly LessonIndex s_index = LessonIndex.Load();

    [Fact]
    public void Every_row_and_every_question_stands_in_the_index_once()
    {
        Assert.Equal(Enumerable.Range(1, Rows), s_index.Rows.Select(entry => entry.Number));
        Assert.Equal(Enumerable.Range(1, Questions), s_index.Questions.Select(entry => entry.Number));
        Assert.All(s_index.Rows.Concat(s_index.Questions), entry =>
        {
            Assert.NotEqual("", entry.Title);
            Assert.Contains(entry.Cells, cell => cell.Asserts is { Length: > 0 });
        });
    }

    [Fact]
    public void Every_cell_of_the_index_is_found_and_was_executed_without_an_error() => Assert.All(Cells(), item =>
    {
        NotebookCell cell = Find(item.Cell);
        Assert.True(Lesson.Passed(cell), $"{item.Entry}: cell {cell.Id} of {item.Cell.Notebook} was not executed, or failed.");
    });

    [Fact]
    public void Every_cell_that_is_said_to_assert_does() => Assert.All(Cells().Where(item => item.Cell.Asserts is not null), item =>
    {
        Lesson lesson = Named(item.Cell.Notebook);
        NotebookCell cell = Find(item.Cell);
        HashSet<string> throwing = [.. lesson.CodeCells.SelectMany(c => CellSyntax.Parse(c.Source).ThrowingFunctions())];
        Assert.True(
            CellSyntax.Parse(cell.Source).Asserts(throwing),
            $"{item.Entry}: cell {cell.Id} of {item.Cell.Notebook} can never fail: it does not throw, compare figures or demand "
                + "that a check holds.");
    });

    [Fact]
    public void Every_cell_that_is_said_to_show_something_does() => Assert.All(Cells().Where(item => item.Cell.Asserts is null), item =>
    {
        NotebookCell cell = Find(item.Cell);
        Assert.True(
            item.Cell.Shows is not null
                && cell.Outputs.Any(output => output!["data"] is JsonObject data && data.ContainsKey(item.Cell.Shows)),
            $"{item.Entry}: cell {cell.Id} of {item.Cell.Notebook} shows no {item.Cell.Shows}.");
    });

    [Fact]
    public void Rows_with_figures_compare_them() => Assert.All(s_index.Rows.Where(row => s_rowsWithFigures.Contains(row.Number)), row =>
        Assert.True(row.Cells.Any(cell => CellSyntax.Parse(Find(cell).Source).ComparesFigures()), $"Row {row}: no cell compares figures."));

    [Theory]
    [InlineData("1 + 1", false)]
    [InlineData("// throw new Exception()", false)]
    [InlineData("\"throw new Exception()\"", false)]
    [InlineData("void Fail() => throw new Exception();", false)]
    [InlineData("CheckResult Check1(int? x) => Check.That(\"a\", x, \"b\");\nCheck1(1)", false)]
    [InlineData("if (1 > 2) throw new Exception();", true)]
    [InlineData("1 > 0 ? 1 : throw new Exception()", true)]
    [InlineData("Comparison.Of(\"h\", published, ours)", true)]
    [InlineData("Check1(5).MustHold()", true)]
    [InlineData("ExpectedError.Of(() => new LSTM(0))", true)]
    [InlineData("Claim.That(1 < 2)", true)]
    [InlineData("Claim.Equal(\"sum\", 3, 1 + 2)", true)]
    [InlineData("void Hold() => Claim.That(1 < 2);", false)]
    [InlineData("Compare(a, b);", true)]
    public void An_assertion_is_told_from_what_only_looks_like_one(string cell, bool asserts) =>
        Assert.Equal(asserts, CellSyntax.Parse(cell).Asserts(new HashSet<string> { "Compare" }));

    private static IEnumerable<(string Entry, LessonIndexCell Cell)> Cells() =>
        from part in new[] { (Name: "Row", Entries: s_index.Rows), (Name: "Question", Entries: s_index.Questions) }
        from entry in part.Entries
        from cell in entry.Cells
        select ($"{part.Name} {entry}", cell);

    private static NotebookCell Find(LessonIndexCell wanted)
    {
        NotebookCell[] found = [.. Named(wanted.Notebook).CodeCells.Where(
            cell => cell.Source.Contains(wanted.Cell, StringComparison.Ordinal))];
        Assert.True(found.Length == 1, $"{wanted.Notebook}: expected one cell with '{wanted.Cell}'; found {found.Length}.");
        return found[0];
    }

    private static Lesson Named(string notebook)
    {
        Lesson? lesson = Lesson.All.SingleOrDefault(l => l.Name == notebook);
        Assert.True(lesson is not null, $"There is no lesson {notebook}; there are {string.Join(", ", Lesson.All.Select(l => l.Name))}.");
        return lesson;
    }
}
