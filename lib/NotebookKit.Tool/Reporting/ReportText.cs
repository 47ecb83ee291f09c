using System.Globalization;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool.Reporting;

/// <summary>The words in which results are told, on a terminal, in a log and in JUnit XML.</summary>
internal static class ReportText
{
    /// <summary>The word for a notebook's outcome.</summary>
    public static string Word(NotebookOutcome outcome) => outcome switch
    {
        NotebookOutcome.Passed => "passed",
        NotebookOutcome.Failed => "failed",
        NotebookOutcome.Differs => "differs",
        NotebookOutcome.TimedOut => "timed out",
        NotebookOutcome.Cancelled or NotebookOutcome.NotReached => "stopped",
        NotebookOutcome.WrongParameter => "not run",
        _ => "error",
    };

    /// <summary>How many of a notebook's code cells passed or were skipped, of how many.</summary>
    public static string Cells(NotebookReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{Done(report)}/{report.Cells.Count}");

    /// <summary>How many of a notebook's code cells passed or were skipped.</summary>
    public static int Done(NotebookReport report) => report.Cells.Count(cell => cell.Outcome is CellOutcome.Passed or CellOutcome.Skipped);

    /// <summary>A duration with one decimal: <c>12.3 s</c>.</summary>
    public static string Seconds(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s");

    /// <summary>A duration in at most seven characters: <c>12.3 s</c>, <c>16:40</c> from a thousand seconds on, <c>2:05:07</c>.</summary>
    public static string Time(TimeSpan duration) => duration.TotalSeconds < 999.95
        ? Seconds(duration)
        : duration.ToString(duration.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>The count with which a run ends: <c>3 passed, 1 failed</c>, of notebooks; and how many were stopped, if any.</summary>
    public static string Count(IReadOnlyList<NotebookReport> reports)
    {
        int passed = reports.Count(report => report.Outcome == NotebookOutcome.Passed);
        int stopped = reports.Count(report => report.Outcome is NotebookOutcome.Cancelled or NotebookOutcome.NotReached);
        string count = string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {reports.Count - passed - stopped} failed");
        return stopped == 0 ? count : string.Create(CultureInfo.InvariantCulture, $"{count}, {stopped} stopped");
    }
}
