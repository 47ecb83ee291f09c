using System.Globalization;
using NotebookKit.Notebooks.Comparing;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>The outputs of a cell that are not those that were saved, for a person to read.</summary>
internal static class DifferenceText
{
    /// <summary>The text: where the cell is, and what differs; free of control sequences.</summary>
    /// <param name="cell">The cell, with its differences.</param>
    /// <param name="document">Its notebook.</param>
    public static string Of(CellReport cell, NotebookDocument document) => FailureText.Joined(
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"{TerminalText.WithoutColours(cell.Path)}, cell {cell.Index + 1} of {document.Cells.Count}: not the saved output"),
        $"       | {FailureText.Line(cell.Cell.Title, keepColours: false)}",
        .. cell.Differences.SelectMany(Lines),
    ]);

    /// <summary>A difference in one line.</summary>
    public static string Sentence(OutputDifference difference) =>
        (difference.Where.Length == 0 ? "" : difference.Where + ": ") + difference.Reason + ".";

    private static IEnumerable<string> Lines(OutputDifference difference) =>
    [
        $"  {FailureText.Line(Sentence(difference), keepColours: false)}",
        .. Quoted("saved", difference.Saved),
        .. Quoted("came ", difference.Came),
    ];

    private static IEnumerable<string> Quoted(string side, string? part) =>
        part?.ReplaceLineEndings("\n").Split('\n').Select(line => $"    {side} | {FailureText.Line(line, keepColours: false)}") ?? [];
}
