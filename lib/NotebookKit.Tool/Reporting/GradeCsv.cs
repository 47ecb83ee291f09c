using System.Text;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Reporting;

/// <summary>Grades as comma-separated values (RFC 4180), a line an exercise of a submission.</summary>
internal static class GradeCsv
{
    /// <summary>The file's bytes, UTF-8 with the mark by which Excel knows it.</summary>
    public static byte[] Write(IReadOnlyList<SubmissionGrade> grades)
    {
        var text = new StringBuilder("student,lesson,exercise,verdict,hint,file,problem\r\n");
        foreach (SubmissionGrade grade in grades)
        {
            foreach (ExerciseGrade exercise in grade.Exercises)
            {
                text.AppendJoin(',', new[]
                {
                    grade.Submission.Student, grade.Submission.Lesson.Name, exercise.Exercise, GradeText.Word(exercise.Verdict),
                    exercise.Hint, grade.Submission.Path, grade.Problem ?? "",
                }.Select(Field)).Append("\r\n");
            }
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    // Spreadsheets compute what begins like a formula, and a student chooses names and has a say in hints.
    private static string Field(string text)
    {
        string plain = TerminalText.WithoutColours(text).ReplaceLineEndings(" ").Replace('\0', ' ');
        string safe = plain.Length > 0 && "=+-@\t".Contains(plain[0], StringComparison.Ordinal) ? "'" + plain : plain;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
