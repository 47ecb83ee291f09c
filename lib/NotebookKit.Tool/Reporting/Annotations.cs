using System.Globalization;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>
/// Failed cells and outputs that differ as GitHub Actions shows them beside a change: a line <c>::error file=…,line=…::…</c> each,
/// in the form that GitHub's documentation of workflow commands gives.
/// </summary>
internal static class Annotations
{
    // GitHub shows ten of a step; more would only hide the log.
    private const int Most = 50;

    /// <summary>Whether the program runs in GitHub Actions.</summary>
    public static bool AreWanted => Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(IEnumerable<NotebookReport> reports) => reports.SelectMany(Of).Take(Most);

    private static IEnumerable<string> Of(NotebookReport report)
    {
        if (report is { Problem: { } problem, Outcome: not (NotebookOutcome.Cancelled or NotebookOutcome.NotReached) })
        {
            yield return Line(report.Path, 1, "notebook", problem);
        }

        IReadOnlyDictionary<int, int> lines = CellPlaces.In(report);
        foreach (CellReport cell in report.Cells)
        {
            string title = string.Create(CultureInfo.InvariantCulture, $"cell {cell.Index + 1}");
            int line = lines.GetValueOrDefault(cell.Index, 1);
            if (cell.Error is { } error)
            {
                yield return Line(report.Path, line, title, $"{error.Name}: {error.Value}");
            }
            else if (cell.Differences.Count > 0)
            {
                yield return Line(report.Path, line, $"{title}: not the saved output",
                    string.Join('\n', cell.Differences.Select(DifferenceText.Sentence)));
            }
        }
    }

    private static string Line(string path, int line, string title, string message) => string.Create(CultureInfo.InvariantCulture,
        $"::error "
            + $"file={Property(path.Replace('\\', '/'))},line={line},title={Property(title)}::"
                + $"{Data(TerminalText.WithoutColours(message))}");

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(TerminalText.WithoutColours(text))
        .Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
