using System.Globalization;
using System.Text;
using System.Xml;
using NotebookKit.Notebooks.Grading;

namespace NotebookKit.Tool.Reporting;

/// <summary>
/// Grades as JUnit XML: a suite for each submission, a case for each exercise. A wrong answer fails its case, a missing one is
/// skipped, and a file that cannot be read is an error.
/// </summary>
internal static class GradeJUnit
{
    /// <summary>The XML, UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<SubmissionGrade> grades)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            xml.WriteStartElement("testsuites");
            foreach (SubmissionGrade grade in grades)
            {
                WriteSuite(xml, grade);
            }

            xml.WriteEndElement();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteSuite(XmlWriter xml, SubmissionGrade grade)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", $"{grade.Submission.Lesson.Name}: {grade.Submission.Student}");
        Attribute(xml, "file", grade.Submission.Path);
        Attribute(xml, "tests", Number(grade.Exercises.Count));
        Attribute(xml, "failures", Number(grade.IsUnreadable ? 0 : Count(grade, GradeVerdict.Wrong)));
        Attribute(xml, "errors", Number(grade.IsUnreadable ? grade.Exercises.Count : 0));
        Attribute(xml, "skipped", Number(Count(grade, GradeVerdict.Unanswered)));
        Attribute(xml, "time", grade.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        foreach (ExerciseGrade exercise in grade.Exercises)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", $"{grade.Submission.Lesson.Name}.{grade.Submission.Student}");
            Attribute(xml, "name", exercise.Exercise);
            if (exercise.Verdict != GradeVerdict.Right)
            {
                xml.WriteStartElement(exercise.Verdict == GradeVerdict.Unanswered ? "skipped" : grade.IsUnreadable ? "error" : "failure");
                Attribute(xml, "message", exercise.Hint);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static int Count(SubmissionGrade grade, GradeVerdict verdict) => grade.Exercises.Count(exercise => exercise.Verdict == verdict);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, JUnitReport.Clean(value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
