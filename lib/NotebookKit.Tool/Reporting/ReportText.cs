using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool.Reporting;

/// <summary>The words in which results are told, on a terminal, in a log and in JUnit XML.</summary>
internal static partial class ReportText
{
    private const int TitleLength = 60;

    /// <summary>The word for a notebook's outcome.</summary>
    public static string Word(NotebookOutcome outcome) => outcome switch
    {
        NotebookOutcome.Passed => "passed",
        NotebookOutcome.Failed => "failed",
        NotebookOutcome.TimedOut => "timed out",
        NotebookOutcome.Cancelled => "stopped",
        NotebookOutcome.WrongParameter => "not run",
        _ => "error",
    };

    /// <summary>How many of a notebook's code cells passed or were skipped, of how many.</summary>
    public static string Cells(NotebookReport report)
    {
        var done = report.Cells.Count(cell => cell.Outcome is CellOutcome.Passed or CellOutcome.Skipped);
        return string.Create(CultureInfo.InvariantCulture, $"{done}/{report.Cells.Count}");
    }

    /// <summary>A duration with one decimal: <c>12.3 s</c>.</summary>
    public static string Seconds(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s");

    /// <summary>The first line of a cell that says something.</summary>
    public static string Title(NotebookCell cell)
    {
        var line = cell.Source.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0) ?? "";
        return line.Length <= TitleLength ? line : line[..(TitleLength - 1)] + "…";
    }

    /// <summary>The count with which a run ends: <c>3 passed, 1 failed</c>, of notebooks.</summary>
    public static string Count(IReadOnlyList<NotebookReport> reports)
    {
        var passed = reports.Count(report => report.Outcome == NotebookOutcome.Passed);
        return string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {reports.Count - passed} failed");
    }

    /// <summary>A failed cell: where it is, its source with line numbers, and its error.</summary>
    public static string Failure(CellReport failure, NotebookDocument document)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{failure.Path}, cell {failure.Index + 1} of {document.Cells.Count}:\n");
        var lines = failure.Cell.Source.TrimEnd().Split('\n');
        for (var i = 0; i < lines.Length; i++) text.Append(CultureInfo.InvariantCulture, $"{i + 1,6} | {lines[i].TrimEnd('\r')}\n");
        foreach (var line in failure.Error!.Traceback) text.Append("  ").Append(line.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        return text.ToString();
    }

    /// <summary>A text without the escape sequences that colour it.</summary>
    public static string WithoutColour(string text) => EscapeSequence().Replace(text, "");

    [GeneratedRegex(@"\x1b\[[0-9;?]*[ -/]*[@-~]")]
    private static partial Regex EscapeSequence();
}
