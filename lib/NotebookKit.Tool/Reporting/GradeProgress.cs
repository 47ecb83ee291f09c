using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>Progress of grading where output is no terminal: a line for each submission that has been graded.</summary>
internal sealed class GradeProgress(TextWriter output) : GradeHooks
{
    public override void OnSubmissionGraded(SubmissionGrade grade)
    {
        string result = grade.IsUnreadable ? "could not be read" : GradeCount.Of(grade).Words;
        lock (output)
        {
            output.WriteLine(
                $"graded {TerminalText.OneLine(grade.Submission.Path)}  {result}  {ReportText.Seconds(grade.Duration)}");
        }
    }
}
