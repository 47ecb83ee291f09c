using System.Globalization;
using System.Xml.Linq;
using NotebookKit.Notebooks.Running;
using static NotebookKit.Tool.Reporting.JUnitXml;

namespace NotebookKit.Tool.Reporting;

/// <summary>Results as JUnit XML: a suite for each notebook, a case for each code cell.</summary>
internal static class JUnitReport
{
    /// <summary>The XML, UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<NotebookReport> reports) => Report(reports.Select(Suite));

    private static XElement Suite(NotebookReport report)
    {
        // A notebook that could not run, or not be saved, is a case too: otherwise it would count as nothing.
        int extra = report.Problem is null ? 0 : 1;
        // One that another's failure has stopped is no failure of its own.
        bool isError = report.Outcome != NotebookOutcome.NotReached;
        var warnings = WarningText.Of(report).ToList();
        return new XElement(
            "testsuite",
            Attribute("name", report.Path),
            Attribute("tests", report.Cells.Count + extra),
            Attribute("failures", report.Cells.Count(cell => cell.Error is not null || cell.Differences.Count > 0)),
            Attribute("errors", isError ? extra : 0),
            Attribute(
                "skipped",
                report.Cells.Count(cell => cell.Error is null && cell.Outcome != CellOutcome.Passed) + (isError ? 0 : extra)),
            Attribute("time", report.Duration),
            report.Cells.Select(cell => Case(
                report.Path, string.Create(CultureInfo.InvariantCulture, $"cell {cell.Index + 1}: {cell.Cell.Title}"),
                cell.Duration, Result(report, cell))),
            report.Problem is { } problem
                ? Case(
                    report.Path, "notebook", report.Duration,
                    new XElement(isError ? "error" : "skipped", Attribute("message", problem)))
                : null,
            warnings.Count > 0 ? new XElement("system-err", Clean(string.Join('\n', warnings))) : null);
    }

    // What a case holds; nothing where the cell passed.
    private static XElement? Result(NotebookReport report, CellReport cell) =>
        cell.Error is { } error ? new XElement(
            "failure", Attribute("type", error.Name), Attribute("message", error.Value),
            Clean(FailureText.Of(cell, report.Document!)))
        : cell.Differences.Count > 0 ? new XElement(
            "failure", Attribute("type", "OutputDiffers"),
            Attribute("message", string.Join('\n', cell.Differences.Select(DifferenceText.Sentence))),
            Clean(DifferenceText.Of(cell, report.Document!)))
        : cell.Outcome != CellOutcome.Passed ? new XElement("skipped", Attribute(
            "message",
            cell.Outcome == CellOutcome.Skipped ? "not chosen by the filter, tagged skip-execution, or empty" : "not reached"))
        : null;

    private static XElement Case(string notebook, string name, TimeSpan duration, XElement? result) => new(
        "testcase", Attribute("classname", notebook), Attribute("name", name), Attribute("time", duration), result);
}
