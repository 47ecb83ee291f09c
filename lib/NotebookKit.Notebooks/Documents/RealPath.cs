namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// Where a path leads when every symbolic link on the way is followed, in the letters that the file system has: only that tells
/// what is inside a folder, and whether two paths mean one file.
/// </summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path without links; parts that do not exist are kept as they are.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path)
    {
        int links = 0;
        return Resolve("", Path.GetFullPath(path), ref links);
    }

    /// <summary>As <see cref="Of"/>; the full path as it is written where that cannot be found out.</summary>
    /// <param name="path">The path.</param>
    internal static string OrFull(string path)
    {
        try
        {
            return Of(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Path.GetFullPath(path);
        }
    }

    /// <summary>
    /// Where what a path names lies itself: links on the way are followed, and the last part, which may be a link, is not. Two
    /// paths of one entry are the same then, and two links to one file are not.
    /// </summary>
    /// <param name="path">The path; of parts that do not exist, or that cannot be followed, it is as written.</param>
    public static string OfEntry(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } folder)
        {
            return full;
        }

        string real = OrFull(folder);
        return Path.Combine(real, StoredName(real, Path.GetFileName(full)));
    }

    /// <summary>Whether two paths lead to the same place.</summary>
    /// <param name="path">One.</param>
    /// <param name="other">The other.</param>
    public static bool AreSame(string path, string other) => OrFull(path) == OrFull(other);

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
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part != "."))
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            string next = Path.Combine(current, StoredName(current, part));
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

    // Whether a folder knows its files by their names in any case is asked of the folder, since one system has both kinds.
    private static string StoredName(string folder, string written)
    {
        string swapped = string.Concat(written.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter)
            : char.ToUpperInvariant(letter)));
        return swapped == written || !Path.Exists(Path.Combine(folder, swapped))
            ? written
            : StoredName(written, NotebookFolder.Entries(folder).Select(entry => Path.GetFileName(entry)));
    }

    /// <summary>The name that a folder has for a file which it finds by the written one.</summary>
    /// <param name="written">The name as written.</param>
    /// <param name="names">The names in the folder.</param>
    internal static string StoredName(string written, IEnumerable<string> names)
    {
        List<string> alike = [.. names.Where(name => name.Equals(written, StringComparison.OrdinalIgnoreCase))];
        return alike.Contains(written) ? written : alike.LastOrDefault(written);
    }
}
