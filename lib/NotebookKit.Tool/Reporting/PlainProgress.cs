using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>Progress where output is no terminal: a line for each notebook that has ended.</summary>
internal sealed class PlainProgress(TextWriter output) : RunHooks
{
    public override void OnNotebookComplete(NotebookReport report)
    {
        string word = ReportText.Word(report.Outcome);
        lock (output)
        {
            output.WriteLine($"{word,-9} {TerminalText.OneLine(report.Path)}  {ReportText.Cells(report)} cells  "
                + $"{ReportText.Seconds(report.Duration)}");
        }
    }
}
