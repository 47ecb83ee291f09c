using NotebookKit.Notebooks.Grading;

namespace NotebookKit.Tool.Reporting;

/// <summary>The words and signs in which grades are told.</summary>
internal static class GradeText
{
    /// <summary>The word for a verdict.</summary>
    public static string Word(GradeVerdict verdict) => verdict switch
    {
        GradeVerdict.Right => "right",
        GradeVerdict.Wrong => "wrong",
        _ => "unanswered",
    };

    /// <summary>The sign for a verdict in a table: never told by colour alone.</summary>
    public static string Sign(GradeVerdict verdict, bool hasUnicode) => verdict switch
    {
        GradeVerdict.Right => hasUnicode ? "✓" : "+",
        GradeVerdict.Wrong => hasUnicode ? "✗" : "x",
        _ => hasUnicode ? "○" : "-",
    };
}
