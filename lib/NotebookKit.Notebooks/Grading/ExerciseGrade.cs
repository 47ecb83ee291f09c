namespace NotebookKit.Notebooks.Grading;

/// <summary>How an exercise was answered.</summary>
internal enum GradeVerdict
{
    /// <summary>Right.</summary>
    Right,

    /// <summary>Wrong, or its check could not run.</summary>
    Wrong,

    /// <summary>Not answered yet.</summary>
    Unanswered,
}

/// <summary>One exercise of one submission.</summary>
/// <param name="Exercise">The exercise's name.</param>
/// <param name="Verdict">How it was answered.</param>
/// <param name="Hint">What the student was told; or why the check could not run.</param>
internal sealed record ExerciseGrade(string Exercise, GradeVerdict Verdict, string Hint);

/// <summary>A file that a student handed in.</summary>
/// <param name="Path">The file, as the teacher named it.</param>
/// <param name="Student">Whose it is.</param>
/// <param name="Lesson">The teacher's notebook that it answers.</param>
internal sealed record Submission(string Path, string Student, TaughtLesson Lesson);

/// <summary>How a submission fared.</summary>
/// <param name="Submission">The file.</param>
/// <param name="Exercises">The lesson's exercises, in its order.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Problem">What is wrong with the file itself, or ended it before its last check; null when nothing is.</param>
/// <param name="IsUnreadable">Whether it could not be read at all.</param>
internal sealed record SubmissionGrade(
    Submission Submission, IReadOnlyList<ExerciseGrade> Exercises, TimeSpan Duration, string? Problem, bool IsUnreadable)
{
    /// <summary>How many exercises are right.</summary>
    public int Right => Exercises.Count(exercise => exercise.Verdict == GradeVerdict.Right);
}
