using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Grading;

/// <summary>What of a lesson is handed out: all but the cells tagged <c>solution</c>, whatever they hold, with their outputs.</summary>
internal static partial class StudentEdition
{
    /// <summary>Takes the solutions out of a lesson.</summary>
    /// <param name="lesson">The lesson; it is changed.</param>
    /// <returns>How many cells were taken out.</returns>
    public static int TakeSolutionsOut(NotebookDocument lesson)
    {
        int taken = 0;
        for (int i = lesson.Cells.Count - 1; i >= 0; i--)
        {
            if (lesson.Cells[i].HasTag(TaughtLesson.SolutionTag))
            {
                lesson.RemoveAt(i);
                taken++;
            }
        }

        return taken;
    }

    /// <summary>The files that a lesson imports from its own folder, or from one below it: they are handed out with it.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <returns>Paths as the lesson writes them.</returns>
    public static IReadOnlyList<string> Imports(NotebookDocument lesson) =>
    [
        .. lesson.Cells.Where(cell => cell.Kind == CellKind.Code)
            .SelectMany(cell => Import().Matches(cell.Source))
            .Select(match => match.Groups[1].Value.Trim('"').Replace('\\', '/'))
            .Where(path => !Path.IsPathRooted(path) && !path.Split('/').Contains(".."))
            .Distinct(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^#!import[ \t]+([^\r\n]*[^\s])", RegexOptions.Multiline)]
    private static partial Regex Import();
}
