using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Xunit.Execution;

/// <summary>
/// A cell failed: its message has the error, the cell with its lines, and what it printed; its stack trace names the lines of the
/// notebook's file.
/// </summary>
public sealed partial class NotebookCellException : Exception
{
    private readonly string _trace = "";

    internal NotebookCellException(string message)
        : base(message)
    {
    }

    internal NotebookCellException(CellReport cell, NotebookDocument document, string? before = null)
        : base((before is null ? "" : before + "\n") + (cell.Error is { } error
            ? NotebookOptions.Told($"{TerminalText.WithoutColours($"{error.Name}: {error.Value}")}\n\n{FailureText.Of(cell, document)}")
            : $"The outputs are not the saved ones.\n\n{DifferenceText.Of(cell, document)}")) =>
        _trace = string.Join('\n', Frames(cell, document));

    /// <summary>The lines of the notebook's file: of the error and of the calls that led to it, or of the cell.</summary>
    public override string StackTrace => _trace;

    private static IEnumerable<string> Frames(CellReport cell, NotebookDocument document)
    {
        IReadOnlyDictionary<int, int> places = CellPlaces.In(
            new NotebookReport(cell.Path, document, [cell], NotebookOutcome.Failed, TimeSpan.Zero, null));
        IEnumerable<(int, int)> lines = (cell.Error?.Traceback ?? [])
            .SelectMany(line => CellLine().Matches(TerminalText.WithoutColours(line)))
            .Select(match => (Cell: Number(match.Groups[1]), Line: Number(match.Groups[2])))
            .Distinct()
            .DefaultIfEmpty((cell.Index + 1, 0));
        foreach ((int number, int line) in lines)
        {
            JsonNode? source = document.Cells.ElementAtOrDefault(number - 1)?.Json["source"];
            // Where Jupyter writes a source, each of its lines is one of the file, below the name.
            int inFile = places.GetValueOrDefault(number - 1, 1) + (source is JsonArray ? line : 0);
            yield return string.Create(
                CultureInfo.InvariantCulture, $"   at cell {number}{(line > 0 ? $", line {line}" : "")} in {cell.Path}:line {inFile}");
        }
    }

    private static int Number(Group digits) => int.TryParse(digits.ValueSpan, CultureInfo.InvariantCulture, out int number) ? number : 0;

    [GeneratedRegex(@"\bcell (\d{1,9}), line (\d{1,9})")]
    private static partial Regex CellLine();
}
