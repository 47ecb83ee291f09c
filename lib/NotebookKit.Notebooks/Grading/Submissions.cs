using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Grading;

/// <summary>
/// Whose a file is, and which lesson's, by its name alone: it begins with the lesson's name, and what follows is the student's;
/// where nothing follows, the student's name is that of the folder.
/// </summary>
/// <remarks>
/// <c>ada/05-sequences.ipynb</c>, <c>ada/05-sequences (1).ipynb</c> (a second download) and <c>05-sequences-ada.ipynb</c> are
/// all Ada's. A folder that is called as the lesson, as nbgrader makes it, is passed over: <c>ada/05-sequences/05-sequences.ipynb</c>.
/// </remarks>
internal static partial class Submissions
{
    /// <summary>The submission that a file is, or null when its name begins with no lesson's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lessons">The teacher's lessons.</param>
    public static Submission? Of(string path, IEnumerable<TaughtLesson> lessons)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        TaughtLesson? lesson = lessons.Where(lesson => Begins(name, lesson.Name)).MaxBy(lesson => lesson.Name.Length);
        if (lesson is null)
        {
            return null;
        }

        string suffix = Copy().Replace(name[lesson.Name.Length..], "").Trim(' ', '-', '_', '.');
        return new Submission(path, suffix.Length > 0 ? suffix : FolderName(path, lesson.Name), lesson);
    }

    // 05-sequences is not the beginning of 05-sequencesandstates: a name ends where a word does.
    private static bool Begins(string name, string lesson) =>
        name.StartsWith(lesson, StringComparison.OrdinalIgnoreCase)
        && (name.Length == lesson.Length || !char.IsLetterOrDigit(name[lesson.Length]));

    private static string FolderName(string path, string lesson)
    {
        for (DirectoryInfo? folder = Directory.GetParent(Path.GetFullPath(path)); folder is { Parent: not null }; folder = folder.Parent)
        {
            if (!folder.Name.Equals(lesson, StringComparison.OrdinalIgnoreCase))
            {
                return folder.Name;
            }
        }

        return "?";
    }

    // What browsers and file managers add to a second file of the same name.
    [GeneratedRegex(@"( \(\d+\)|\(\d+\)| - Copy|-Copy\d+| copy)+$", RegexOptions.IgnoreCase)]
    private static partial Regex Copy();
}
