using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Grading;

/// <summary>A check cell of a lesson.</summary>
/// <param name="Index">Its place among the lesson's cells.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Exercises">The exercises whose results it showed when the lesson was saved; none when it was not saved executed.</param>
internal sealed record CheckCell(int Index, NotebookCell Cell, IReadOnlyList<string> Exercises);

/// <summary>
/// A teacher's notebook with its checks: the code cells that showed a check's result when it was saved, or are tagged
/// <c>check</c>. Cells tagged <c>solution</c> are none.
/// </summary>
internal sealed class TaughtLesson(string path, NotebookDocument document)
{
    /// <summary>The tag of a check cell that was not saved executed.</summary>
    public const string CheckTag = "check";

    /// <summary>The tag of a cell that students do not get.</summary>
    public const string SolutionTag = "solution";

    /// <summary>The file, as the teacher named it.</summary>
    public string Path { get; } = path;

    /// <summary>The file's name without its ending, with which the names of submissions begin.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>The names of its exercises, in order.</summary>
    public IReadOnlyList<string> Exercises => [.. Checks.SelectMany(NamesOf).Distinct()];

    /// <summary>The notebook.</summary>
    internal NotebookDocument Document { get; } = document;

    /// <summary>Its check cells, from top to bottom.</summary>
    internal IReadOnlyList<CheckCell> Checks { get; } =
        [.. document.Cells.Select((cell, i) => (cell, i))
            .Where(item => item.cell.Kind == CellKind.Code && !item.cell.HasTag(SolutionTag))
            .Select(item => new CheckCell(item.i, item.cell, [.. CheckResults.Of(item.cell).Select(result => result.Exercise).Distinct()]))
            .Where(check => check.Exercises.Count > 0 || check.Cell.HasTag(CheckTag))];

    /// <summary>Reads a lesson.</summary>
    /// <param name="path">The teacher's notebook.</param>
    /// <exception cref="NotebookFormatException">It is not a notebook, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TaughtLesson Load(string path) => new(path, NotebookDocument.Load(path));

    /// <summary>The exercises of a check; one that was never run is called after its place.</summary>
    internal IReadOnlyList<string> NamesOf(CheckCell check) => check.Exercises.Count > 0
        ? check.Exercises
        : [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"check {Checks.ToList().IndexOf(check) + 1}")];
}

/// <summary>The results of checks in a cell's outputs.</summary>
internal static class CheckResults
{
    private const int LongestName = 100;
    private const int LongestHint = 2000;

    /// <summary>A result as it stands in an output.</summary>
    internal sealed record Result(string Exercise, GradeVerdict Verdict, string Hint, string? Number);

    /// <summary>The results that the cell's outputs hold. What is not of the form is passed over.</summary>
    public static IEnumerable<Result> Of(NotebookCell cell) => cell.Outputs.OfType<JsonObject>()
        .Select(output => output.Object("data").Object(CheckMime.Type))
        .OfType<JsonObject>()
        .Select(Read)
        .OfType<Result>();

    private static Result? Read(JsonObject json) =>
        json.Text("exercise") is { Length: > 0 and <= LongestName } exercise && Verdict(json.Text("verdict")) is { } verdict
            ? new Result(exercise, verdict, Shortened(json.Text("hint") ?? ""), json.Text("number"))
            : null;

    private static GradeVerdict? Verdict(string? text) => text switch
    {
        "right" => GradeVerdict.Right,
        "wrong" => GradeVerdict.Wrong,
        "unanswered" => GradeVerdict.Unanswered,
        _ => null,
    };

    private static string Shortened(string hint) => hint.Length <= LongestHint ? hint : hint[..LongestHint] + "…";
}
