using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Grading;

/// <summary>What happens at each moment of grading; derive and override. Submissions that run at once call from several threads.</summary>
internal abstract class GradeHooks : RunHooks
{
    /// <summary>A submission has run and is graded; comes before its <see cref="RunHooks.OnNotebookComplete"/>.</summary>
    /// <param name="grade">How it fared.</param>
    public virtual void OnSubmissionGraded(SubmissionGrade grade)
    {
    }
}
