namespace NotebookKit.Notebooks.Documents;

/// <summary>A folder in which notebooks lie.</summary>
public static class NotebookFolder
{
    private static readonly string[] s_skipped = ["bin", "obj", "node_modules"];

    /// <summary>
    /// The notebooks in a folder and its subfolders, save hidden ones (such as <c>.ipynb_checkpoints</c>), build outputs, and folders
    /// that are links, which may lead back.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="excluded">The full path of a folder that is not searched; null for none.</param>
    /// <param name="includesDib">Whether .dib files count, which are often scripts that notebooks import.</param>
    /// <returns>Their paths below the folder, in the order of their names.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static IReadOnlyList<string> Search(string folder, string? excluded = null, bool includesDib = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var found = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out string? current))
        {
            if (Path.GetFullPath(current) == excluded)
            {
                continue;
            }

            found.AddRange(Directory.EnumerateFiles(current)
                .Where(file => !IsHidden(file) && (IsNamed(file, ".ipynb") || (includesDib && IsNamed(file, ".dib"))))
                .Select(file => Path.GetRelativePath(folder, file)));
            foreach (string subfolder in Directory.EnumerateDirectories(current))
            {
                bool isLink = (File.GetAttributes(subfolder) & FileAttributes.ReparsePoint) != 0;
                if (!isLink && !IsHidden(subfolder) && !s_skipped.Contains(Path.GetFileName(subfolder)))
                {
                    folders.Push(subfolder);
                }
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>Whether a file is called like a notebook: <c>.ipynb</c> or <c>.dib</c>.</summary>
    /// <param name="path">The file.</param>
    public static bool IsNotebook(string path) => IsNamed(path, ".ipynb") || IsNamed(path, ".dib");

    private static bool IsNamed(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);

    private static bool IsHidden(string path) => Path.GetFileName(path.AsSpan()).StartsWith('.');
}
