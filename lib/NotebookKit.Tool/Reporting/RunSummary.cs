using NotebookKit.Notebooks.Running;
using Spectre.Console;

namespace NotebookKit.Tool.Reporting;

/// <summary>What stands at the end of a run: each failure with its cell, a table of the notebooks, and the count.</summary>
internal sealed class RunSummary(IAnsiConsole console, bool isTerminal)
{
    private TextWriter Output => console.Profile.Out.Writer;

    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<NotebookReport> reports)
    {
        foreach (var report in reports)
        {
            foreach (var cell in report.Cells.Where(cell => cell.Error is not null))
            {
                var failure = ReportText.Failure(cell, report.Document!);
                Output.WriteLine();
                Output.Write(isTerminal ? failure : ReportText.WithoutColour(failure));
            }

            if (report.Problem is null) continue;
            Output.WriteLine();
            Output.WriteLine(report.Problem);
        }

        Output.WriteLine();
        if (isTerminal) WriteTable(reports);
        else WriteLines(reports);
        Output.WriteLine(ReportText.Count(reports));
    }

    private void WriteTable(IReadOnlyList<NotebookReport> reports)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Notebook");
        table.AddColumn("Cells", column => column.RightAligned());
        table.AddColumn("Time", column => column.RightAligned());
        table.AddColumn("Result");
        foreach (var report in reports)
        {
            var colour = report.Outcome == NotebookOutcome.Passed ? "green" : "red";
            table.AddRow(
                Markup.Escape(report.Path), ReportText.Cells(report), ReportText.Seconds(report.Duration),
                $"[{colour}]{ReportText.Word(report.Outcome)}[/]");
        }

        console.Write(table);
    }

    private void WriteLines(IReadOnlyList<NotebookReport> reports)
    {
        var width = Math.Max("Notebook".Length, reports.Max(report => report.Path.Length));
        WriteLine("Notebook", "Cells", "Time", "Result");
        foreach (var report in reports)
            WriteLine(report.Path, ReportText.Cells(report), ReportText.Seconds(report.Duration), ReportText.Word(report.Outcome));

        void WriteLine(string notebook, string cells, string time, string result) =>
            Output.WriteLine($"{notebook.PadRight(width)}  {cells,7}  {time,9}  {result}");
    }
}
