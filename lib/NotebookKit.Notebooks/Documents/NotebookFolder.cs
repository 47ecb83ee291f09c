namespace NotebookKit.Notebooks.Documents;

/// <summary>A folder in which notebooks lie.</summary>
internal static class NotebookFolder
{
    private static readonly string[] s_skipped = ["bin", "obj", "node_modules"];

    /// <summary>
    /// The notebooks in a folder and its subfolders, save hidden ones (such as <c>.ipynb_checkpoints</c>), build outputs, and folders
    /// that are links, which may lead back.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="excluded">A folder that is not searched; null for none.</param>
    /// <param name="includesDib">Whether .dib files count, which are often scripts that notebooks import.</param>
    /// <param name="unreadable">
    /// Gets every folder that cannot be read, and why; the others are searched. Without it the first of them ends the search.
    /// </param>
    /// <returns>Their paths below the folder, in the order of their names.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IReadOnlyList<string> Search(
        string folder, string? excluded = null, bool includesDib = false, Action<string, Exception>? unreadable = null)
    {
        var found = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out string? current))
        {
            if (excluded is not null && RealPath.AreSame(current, excluded))
            {
                continue;
            }

            try
            {
                found.AddRange(Directory.EnumerateFiles(current)
                    .Where(file => !IsHidden(file) && (IsNamed(file, ".ipynb") || (includesDib && IsNamed(file, ".dib"))))
                    .Select(file => Path.GetRelativePath(folder, file)));
                foreach (string subfolder in Directory.EnumerateDirectories(current).Where(
                    inner => !IsHidden(inner) && !s_skipped.Contains(Path.GetFileName(inner)) && !IsLink(inner)))
                {
                    folders.Push(subfolder);
                }
            }
            catch (Exception error) when (unreadable is not null && error is (IOException or UnauthorizedAccessException))
            {
                unreadable(current, error);
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>
    /// The paths of what lies in a folder, for suggestions: none where there is no such folder, or it cannot be read, since the
    /// error that suggests something is another one.
    /// </summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> Entries(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a file is called like a notebook: <c>.ipynb</c> or <c>.dib</c>.</summary>
    /// <param name="path">The file.</param>
    public static bool IsNotebook(string path) => IsNamed(path, ".ipynb") || IsNamed(path, ".dib");

    private static bool IsNamed(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);

    // Of a folder that may be listed and not entered nothing is known but the names.
    private static bool IsLink(string folder) => (File.GetAttributes(folder) & FileAttributes.ReparsePoint) != 0;

    private static bool IsHidden(string path) => Path.GetFileName(path.AsSpan()).StartsWith('.');
}
