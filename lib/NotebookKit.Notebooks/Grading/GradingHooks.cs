using System.Collections.Concurrent;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Grading;

/// <summary>Grades each submission as soon as it has run, so that progress can tell the grade, and passes every moment on.</summary>
/// <param name="inner">Who is told.</param>
/// <param name="grade">Grades a submission by what is known of its run.</param>
internal sealed class GradingHooks(GradeHooks inner, Func<NotebookReport, SubmissionGrade> grade) : ForwardingHooks(inner)
{
    private readonly ConcurrentDictionary<string, SubmissionGrade> _grades = new(StringComparer.Ordinal);

    /// <summary>The grade of a submission that has run.</summary>
    /// <param name="report">What the runner says of it.</param>
    public SubmissionGrade GradeOf(NotebookReport report) => _grades.GetOrAdd(report.Path, _ => grade(report));

    public override void OnNotebookComplete(NotebookReport report)
    {
        inner.OnSubmissionGraded(GradeOf(report));
        base.OnNotebookComplete(report);
    }
}
