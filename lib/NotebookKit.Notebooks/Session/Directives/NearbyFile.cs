namespace NotebookKit.Notebooks.Session;

/// <summary>Looks for a file where it probably lies when it is not where it was looked for.</summary>
internal static class NearbyFile
{
    private const int MostLevels = 6;
    private const int MostFolders = 200;

    /// <summary>
    /// The nearest file of a name in a folder above, or in a folder directly below one of those: where the files of a
    /// notebook are that was moved within its project. At most some hundred folders are looked at.
    /// </summary>
    /// <param name="folder">The folder to start from.</param>
    /// <param name="name">The file's name, without a folder.</param>
    /// <returns>Its full path, or null.</returns>
    public static string? Find(string folder, string name)
    {
        var above = new DirectoryInfo(Path.GetFullPath(folder));
        for (int level = 0; level <= MostLevels && above is not null; level++, above = above.Parent)
        {
            if (new[] { above.FullName }.Concat(Below(above)).Select(place => Path.Combine(place, name))
                .FirstOrDefault(File.Exists) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<string> Below(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateDirectories().Take(MostFolders).Select(below => below.FullName).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
