using System.Globalization;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>A failed cell for a person to read: where it is, its source with line numbers, what it printed, and its error.</summary>
internal static partial class FailureText
{
    private const int MaxSource = 40;
    private const int MaxPrinted = 25;
    private const int MaxError = 60;
    private const int MaxLine = 1000;

    /// <summary>The text; every part of it bounded, and free of control sequences other than colours.</summary>
    /// <param name="failure">The cell, with its error.</param>
    /// <param name="document">Its notebook.</param>
    /// <param name="keepColours">Whether colours stay.</param>
    public static string Of(CellReport failure, NotebookDocument document, bool keepColours = false)
    {
        var error = failure.Error!.Traceback.SelectMany(line => line.TrimEnd().ReplaceLineEndings("\n").Split('\n')).ToList();
        return Joined(
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{TerminalText.WithoutColours(failure.Path)}, cell {failure.Index + 1} of {document.Cells.Count}:"),
            .. Source(failure, error),
            .. Printed(failure.Printed, keepColours),
            .. Bounded(error, MaxError, fromEnd: false).Select(line => $"  {Line(line, keepColours)}"),
        ]);
    }

    private static IEnumerable<string> Source(CellReport failure, List<string> error)
    {
        string[] lines = failure.Cell.Source.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        // Of a long cell, the part around the line that the error names.
        string place = string.Create(CultureInfo.InvariantCulture, $"cell {failure.Index + 1}, line ");
        int named = error.Select(line => PlainNumberAfter(line, place)).FirstOrDefault(number => number > 0);
        int start = Math.Clamp(named - (MaxSource / 2), 0, Math.Max(0, lines.Length - MaxSource));
        int end = Math.Min(lines.Length, start + MaxSource);
        return
        [
            .. LeftOut(start, "above"),
            .. lines.Index().Take(start..end).Select(line => string.Create(
                CultureInfo.InvariantCulture, $"{line.Index + 1,6} | {Line(line.Item, keepColours: false)}")),
            .. LeftOut(lines.Length - end, "below"),
        ];
    }

    private static IEnumerable<string> Printed(string printed, bool keepColours) =>
        printed.TrimEnd().ReplaceLineEndings("\n").Split('\n') is { } lines and not [""]
            ? ["  It printed:", .. Bounded(lines, MaxPrinted, fromEnd: true).Select(line => $"       > {Line(line, keepColours)}")]
            : [];

    private static IEnumerable<string> Bounded(IReadOnlyList<string> lines, int most, bool fromEnd)
    {
        int leftOut = Math.Max(0, lines.Count - most);
        string note = string.Create(
            CultureInfo.InvariantCulture, $"… {leftOut} {(leftOut == 1 ? "line" : "lines")} {(fromEnd ? "before" : "more")}");
        return leftOut == 0 ? lines : fromEnd ? lines.Skip(leftOut).Prepend(note) : lines.Take(most).Append(note);
    }

    private static IEnumerable<string> LeftOut(int lines, string where) => lines > 0
        ? [string.Create(CultureInfo.InvariantCulture, $"       … {lines} {(lines == 1 ? "line" : "lines")} {where}")]
        : [];

    /// <summary>Lines as a text that ends with a line break.</summary>
    /// <param name="lines">The lines.</param>
    public static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>A line, cut where it is very long, and safe to write to a terminal and to the log of a CI service.</summary>
    /// <param name="line">The line.</param>
    /// <param name="keepColours">Whether colours stay.</param>
    public static string Line(string line, bool keepColours)
    {
        string cut = line.Length <= MaxLine ? line : line[..MaxLine] + "…";
        string safe = keepColours ? TerminalText.WithColours(cut) : TerminalText.WithoutColours(cut);
        // CI services take a line that begins so for an order, whatever space stands before it.
        return CiOrder().IsMatch(safe) ? "| " + safe : safe;
    }

    private static int PlainNumberAfter(string line, string place)
    {
        string plain = TerminalText.WithoutColours(line);
        int at = plain.IndexOf(place, StringComparison.Ordinal);
        return at < 0
            ? 0
            : int.TryParse(string.Concat(plain[(at + place.Length)..].TakeWhile(char.IsAsciiDigit)), out int number) ? number : 0;
    }

    [GeneratedRegex(@"^\s*(::|##)")]
    private static partial Regex CiOrder();
}
