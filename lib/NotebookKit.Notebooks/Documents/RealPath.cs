namespace NotebookKit.Notebooks.Documents;

/// <summary>Where a path leads when every symbolic link on the way is followed: only that tells what is inside a folder.</summary>
public static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path without links; parts that do not exist are kept as they are.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path)
    {
        int links = 0;
        return Resolve("", Path.GetFullPath(path), ref links);
    }

    /// <summary>Whether a path leads into a folder, or to the folder itself.</summary>
    public static bool IsInside(string path, string folder)
    {
        try
        {
            (string real, string root) = (Of(path), Of(folder));
            return real == root || real.StartsWith(
                Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Link by link as the system does it: a .. in a link's target goes up from where the link before it has led.
    private static string Resolve(string start, string path, ref int links)
    {
        string root = Path.GetPathRoot(path)!;
        string current = root.Length > 0 ? root : start;
        foreach (string part in path[root.Length..].Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
            {
                continue;
            }
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            string next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"{next}: too many symbolic links on the way.");
            }
            current = Resolve(current, target, ref links);
        }

        return current;
    }
}
