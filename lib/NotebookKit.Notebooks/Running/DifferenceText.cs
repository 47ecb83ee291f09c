using System.Globalization;
using System.Text;
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
    public static string Of(CellReport cell, NotebookDocument document)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{TerminalText.WithoutColours(cell.Path)}, cell {cell.Index + 1} of {document.Cells.Count}: not the saved output\n");
        text.Append("       | ").Append(FailureText.Line(cell.Cell.Title, keepColours: false)).Append('\n');
        foreach (OutputDifference difference in cell.Differences)
        {
            text.Append("  ").Append(FailureText.Line(Sentence(difference), keepColours: false)).Append('\n');
            Write(text, "saved", difference.Saved);
            Write(text, "came ", difference.Came);
        }

        return text.ToString();
    }

    /// <summary>A difference in one line.</summary>
    public static string Sentence(OutputDifference difference) =>
        (difference.Where.Length == 0 ? "" : difference.Where + ": ") + difference.Reason + ".";

    private static void Write(StringBuilder text, string side, string? part)
    {
        if (part is null)
        {
            return;
        }

        foreach (string line in part.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {side} | {FailureText.Line(line, keepColours: false)}\n");
        }
    }
}
