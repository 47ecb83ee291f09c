using System.Collections.Concurrent;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Grading;

/// <summary>Writes down when a submission was graded and when it ended.</summary>
internal sealed class GradeLog : GradeHooks
{
    private readonly ConcurrentQueue<string> _moments = new();

    public IReadOnlyList<string> Moments => [.. _moments];

    public override void OnNotebookStart(string path) => _moments.Enqueue("started");

    public override void OnCellExecuted(CellReport report) => _moments.Enqueue("cell");

    public override void OnSubmissionGraded(SubmissionGrade grade) =>
        _moments.Enqueue($"graded {grade.Submission.Student} {grade.Right} of {grade.Exercises.Count}");

    public override void OnNotebookComplete(NotebookReport report) => _moments.Enqueue("ended");
}
