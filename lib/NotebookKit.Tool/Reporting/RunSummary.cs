using System.Globalization;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>What stands at the end of a run: each failure with its cell, a table of the notebooks, and the count.</summary>
/// <param name="screen">Where it is written.</param>
/// <param name="stoppedBy">What stopped the run, such as Ctrl+C; null when nothing did.</param>
/// <param name="durations">How many of the slowest cells it names.</param>
internal sealed class RunSummary(Screen screen, string? stoppedBy = null, int durations = 0)
{
    private TextWriter Output => screen.Output;

    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<NotebookReport> reports)
    {
        int whole = reports.Count(report => report.Outcome != NotebookOutcome.Cancelled);
        string[] paragraphs =
        [
            .. reports.SelectMany(Failures),
            .. reports.SelectMany(WarningText.Of).Select(warning => $"Warning: {warning}\n"),
            // Why notebooks did not run: once, however many they were.
            .. reports.Where(report => report is { Problem: not null, Outcome: not NotebookOutcome.Cancelled })
                .GroupBy(report => report.Problem!).Select(problem => TerminalText.WithoutColours(problem.Key)
                    + (problem.Count() == 1 ? "\n" : FormattableString.Invariant($" ({problem.Count()} notebooks)\n"))),
            .. whole == reports.Count ? (string[])[] : [FormattableString.Invariant(
                $"Stopped by {stoppedBy ?? "the user"}: {whole} of {reports.Count} notebooks had run to their end.\n")],
        ];
        foreach (string paragraph in paragraphs)
        {
            Output.WriteLine();
            Output.Write(paragraph);
        }

        WriteSlowest(reports);
        Output.WriteLine();
        if (screen.IsTerminal)
        {
            var table = new RunTable([.. reports.Select(RunRow.Of)], screen.HasUnicode);
            screen.Console.Write(new TableLines(table.Ended(screen.Width)));
        }
        else
        {
            WriteLines(reports);
        }

        foreach (string annotation in Annotations.AreWanted ? Annotations.Of(reports) : [])
        {
            Output.WriteLine(annotation);
        }

        Output.WriteLine(ReportText.Count(reports));
    }

    private IEnumerable<string> Failures(NotebookReport report) =>
    [
        .. report.Cells.Where(cell => cell.Error is not null)
            .Select(cell => FailureText.Of(cell, report.Document!, screen.HasColours)),
        .. report.Cells.Where(cell => cell.Differences.Count > 0).Select(cell => DifferenceText.Of(cell, report.Document!)),
    ];

    private void WriteSlowest(IReadOnlyList<NotebookReport> reports)
    {
        var slowest = reports.SelectMany(report => report.Cells).Where(cell => cell.Duration > TimeSpan.Zero)
            .OrderByDescending(cell => cell.Duration).Take(durations).ToList();
        if (slowest.Count == 0)
        {
            return;
        }

        Output.WriteLine();
        Output.WriteLine("Slowest cells:");
        foreach (CellReport cell in slowest)
        {
            Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{ReportText.Seconds(cell.Duration),11}  "
                    + $"{TerminalText.OneLine($"{cell.Path}, cell {cell.Index + 1}: {cell.Cell.Title}")}"));
        }
    }

    private void WriteLines(IReadOnlyList<NotebookReport> reports)
    {
        var paths = reports.Select(report => TerminalText.OneLine(report.Path)).ToList();
        int width = Math.Max("Notebook".Length, paths.Max(path => path.Length));
        WriteLine("Notebook", "Cells", "Time", "Result");
        foreach ((NotebookReport report, string path) in reports.Zip(paths))
        {
            WriteLine(path, ReportText.Cells(report), ReportText.Seconds(report.Duration), ReportText.Word(report.Outcome));
        }

        void WriteLine(string notebook, string cells, string time, string result) =>
            Output.WriteLine($"{notebook.PadRight(width)}  {cells,7}  {time,9}  {result}");
    }
}
