using System.Xml.Linq;
using NotebookKit.Notebooks.Grading;
using static NotebookKit.Tool.Reporting.JUnitXml;

namespace NotebookKit.Tool.Reporting;

/// <summary>
/// Grades as JUnit XML: a suite for each submission, a case for each exercise. A wrong answer fails its case, a missing one is
/// skipped, and a file that cannot be read is an error.
/// </summary>
internal static class GradeJUnit
{
    /// <summary>The XML, UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<SubmissionGrade> grades) => Report(grades.Select(Suite));

    private static XElement Suite(SubmissionGrade grade) => new(
        "testsuite",
        Attribute("name", $"{grade.Submission.Lesson.Name}: {grade.Submission.Student}"),
        Attribute("file", grade.Submission.Path),
        Attribute("tests", grade.Exercises.Count),
        Attribute("failures", grade.IsUnreadable ? 0 : Count(grade, GradeVerdict.Wrong)),
        Attribute("errors", grade.IsUnreadable ? grade.Exercises.Count : 0),
        Attribute("skipped", Count(grade, GradeVerdict.Unanswered)),
        Attribute("time", grade.Duration),
        grade.Exercises.Select(exercise => new XElement(
            "testcase",
            Attribute("classname", $"{grade.Submission.Lesson.Name}.{grade.Submission.Student}"),
            Attribute("name", exercise.Exercise),
            exercise.Verdict == GradeVerdict.Right ? null : new XElement(
                exercise.Verdict == GradeVerdict.Unanswered ? "skipped" : grade.IsUnreadable ? "error" : "failure",
                Attribute("message", exercise.Hint)))));

    private static int Count(SubmissionGrade grade, GradeVerdict verdict) =>
        grade.Exercises.Count(exercise => exercise.Verdict == verdict);
}
