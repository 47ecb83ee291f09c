using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>Progress of grading where output is no terminal: a line for each submission that has run.</summary>
internal sealed class GradeProgress(TextWriter output) : RunHooks
{
    public override void OnNotebookComplete(NotebookReport report)
    {
        lock (output)
        {
            output.WriteLine($"ran {TerminalText.WithoutColours(report.Path)}  {ReportText.Seconds(report.Duration)}");
        }
    }
}
