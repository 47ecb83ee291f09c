using System.Globalization;
using NotebookKit.Notebooks.Grading;

namespace NotebookKit.Tool.Reporting;

/// <summary>How many exercises of a submission are right, wrong and unanswered, in as many words as there is room for.</summary>
/// <param name="Right">How many are right.</param>
/// <param name="Wrong">How many are wrong.</param>
/// <param name="Unanswered">How many are not answered.</param>
internal sealed record GradeCount(int Right, int Wrong, int Unanswered)
{
    /// <summary>How many there are.</summary>
    public int Total => Right + Wrong + Unanswered;

    /// <summary>The count of a submission.</summary>
    public static GradeCount Of(SubmissionGrade grade) => new(
        grade.Right,
        grade.Exercises.Count(exercise => exercise.Verdict == GradeVerdict.Wrong),
        grade.Exercises.Count(exercise => exercise.Verdict == GradeVerdict.Unanswered));

    /// <summary>The one verdict that the whole has: right when all are, wrong when one is.</summary>
    public GradeVerdict Verdict => Wrong > 0 ? GradeVerdict.Wrong : Unanswered > 0 ? GradeVerdict.Unanswered : GradeVerdict.Right;

    /// <summary>In words, without those for nothing: <c>3 right, 1 wrong</c>.</summary>
    public string Words => string.Join(", ", new[] { (Right, "right"), (Wrong, "wrong"), (Unanswered, "unanswered") }
        .Where(part => part.Item1 > 0 || (part.Item2 == "right" && Total == 0))
        .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}")));

    /// <summary>The words where they fit, else <c>3/4 right</c>, else <c>3/4</c>.</summary>
    /// <param name="room">The columns that there are.</param>
    public string Fitting(int room)
    {
        string share = string.Create(CultureInfo.InvariantCulture, $"{Right}/{Total}");
        return Words.Length <= room ? Words : share.Length + " right".Length <= room ? share + " right" : share;
    }
}
