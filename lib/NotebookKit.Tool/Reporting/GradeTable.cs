using System.Globalization;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Session;
using Spectre.Console;

namespace NotebookKit.Tool.Reporting;

/// <summary>
/// Grades for a teacher to read: for each lesson a table of its students and exercises, and at the end what was wrong with files.
/// </summary>
/// <param name="screen">Where it is written.</param>
internal sealed class GradeTable(Screen screen)
{
    private const int LongestName = 32;
    private const int Gap = 2;

    private readonly string _ellipsis = screen.HasUnicode ? "…" : "...";

    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<SubmissionGrade> grades)
    {
        foreach (IGrouping<TaughtLesson, SubmissionGrade> lesson in grades.GroupBy(grade => grade.Submission.Lesson))
        {
            screen.Output.WriteLine();
            WriteLesson(
                lesson.Key,
                [.. lesson.OrderBy(grade => grade.Submission.Student, StringComparer.Ordinal)
                    .ThenBy(grade => grade.Submission.Path, StringComparer.Ordinal)]);
        }

        List<SubmissionGrade> troubled = [.. grades.Where(grade => grade.Problem is not null)];
        if (troubled.Count > 0)
        {
            screen.Output.WriteLine();
        }

        foreach (SubmissionGrade grade in troubled)
        {
            string place = grade.Problem!.StartsWith(grade.Submission.Path, StringComparison.Ordinal) ? "" : grade.Submission.Path + ": ";
            screen.Output.WriteLine(TerminalText.WithoutColours(place + grade.Problem));
        }

        int exercises = grades.Sum(grade => grade.Exercises.Count);
        int right = grades.Sum(grade => grade.Right);
        int unanswered = grades.Sum(grade => grade.Exercises.Count(exercise => exercise.Verdict == GradeVerdict.Unanswered));
        screen.Output.WriteLine();
        screen.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{grades.Count} {(grades.Count == 1 ? "submission" : "submissions")}: "
            + $"{right} right, {exercises - right - unanswered} wrong, {unanswered} unanswered"));
    }

    private void WriteLesson(TaughtLesson lesson, IReadOnlyList<SubmissionGrade> grades)
    {
        IReadOnlyList<string> exercises = [.. grades.SelectMany(grade => grade.Exercises.Select(exercise => exercise.Exercise)).Distinct()];
        IReadOnlyList<string> names = Names(grades);
        int longest = Math.Max(lesson.Name.GetCellWidth(), names.Max(label => label.GetCellWidth()));
        int name = Math.Min(LongestName, longest);
        int[] widths = [.. exercises.Select(exercise => Math.Min(LongestName, exercise.GetCellWidth()))];
        var lines = new List<TableLine>
        {
            new([
                (ColumnText.Pad(ColumnText.Fit(lesson.Name, name, _ellipsis), name), new Style(decoration: Decoration.Bold)),
                .. exercises.Zip(widths, (exercise, width) => (Space(Gap) + ColumnText.Fit(exercise, width, _ellipsis), Style.Plain)),
                (Space(Gap) + "right", Style.Plain),
            ]),
        };
        foreach ((SubmissionGrade grade, string label) in grades.Zip(names))
        {
            var byName = grade.Exercises.ToDictionary(exercise => exercise.Exercise);
            lines.Add(new([
                (ColumnText.Pad(label, name), Style.Plain),
                .. exercises.Zip(widths, (exercise, width) => Mark(byName.GetValueOrDefault(exercise), width)),
                (Space(Gap) + FormattableString.Invariant($"{grade.Right}/{grade.Exercises.Count}").PadLeft("right".Length), Style.Plain),
            ]));
        }

        if (screen.IsTerminal)
        {
            screen.Console.Write(new TableLines(lines));
        }
        else
        {
            lines.ForEach(line => screen.Output.WriteLine(line));
        }

        foreach ((SubmissionGrade grade, string label) in grades.Zip(names).Where(row => IsOneOfSeveral(row.First, grades)))
        {
            screen.Output.WriteLine(TerminalText.OneLine($"{label}: {grade.Submission.Path}"));
        }
    }

    // Files of one student have a row each, with a number; which file that is stands below the table.
    private List<string> Names(IReadOnlyList<SubmissionGrade> grades)
    {
        var names = new List<string>();
        int number = 0;
        for (int i = 0; i < grades.Count; i++)
        {
            number = i > 0 && grades[i].Submission.Student == grades[i - 1].Submission.Student ? number + 1 : 1;
            string file = IsOneOfSeveral(grades[i], grades) ? FormattableString.Invariant($" (file {number})") : "";
            names.Add(ColumnText.Fit(grades[i].Submission.Student, LongestName - file.Length, _ellipsis) + file);
        }

        return names;
    }

    private static bool IsOneOfSeveral(SubmissionGrade grade, IReadOnlyList<SubmissionGrade> grades) =>
        grades.Count(other => other.Submission.Student == grade.Submission.Student) > 1;

    private (string, Style) Mark(ExerciseGrade? exercise, int width) => exercise is null
        ? (Space(Gap + width), Style.Plain)
        : (Space(Gap) + ColumnText.Pad(GradeText.Sign(exercise.Verdict, screen.HasUnicode), width), exercise.Verdict switch
        {
            GradeVerdict.Right => new Style(foreground: Color.Green),
            GradeVerdict.Wrong => new Style(foreground: Color.Red),
            _ => new Style(decoration: Decoration.Dim),
        });

    private static string Space(int width) => new(' ', width);
}
