using System.Text;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Shared;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Writes a site to a folder. A list of its files stands in the folder with them, so that the next export replaces and removes
/// its own files and nobody else's.
/// </summary>
public static class SiteFolder
{
    /// <summary>The name of the list.</summary>
    public const string Marker = ".notebookkit-site";

    private const string Heading = "# The files that `notebookkit export` wrote here. The next export replaces them.";

    /// <summary>Writes the site: every file whole or not at all, and files of the last export that are no longer part of it
    /// removed.</summary>
    /// <param name="site">The site.</param>
    /// <param name="folder">The folder; it is created when it does not exist.</param>
    /// <exception cref="SiteFolderException">The folder holds files and no export made it, or a file of the site has the name of one that
    /// is not the site's.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(Site site, string folder)
    {
        ArgumentNullException.ThrowIfNull(site);
        IReadOnlyList<string> old = Check(site, folder);
        string root = Path.GetFullPath(folder);
        string marker = Path.Combine(root, Marker);
        List<string> names = [.. site.Files.Select(file => file.Path)];

        Directory.CreateDirectory(root);
        // Both lists until the end: an export that is cut off in the middle can be repeated.
        WriteList(marker, old.Union(names));
        foreach (SiteFile file in site.Files)
        {
            string path = Path.Combine(root, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, file.Content.Span);
        }

        foreach (string name in old.Except(names))
        {
            Remove(root, name);
        }
        WriteList(marker, names);
    }

    /// <summary>Finds out whether the site may be written to a folder, changing nothing.</summary>
    /// <returns>The files of the last export there.</returns>
    /// <exception cref="SiteFolderException">It may not.</exception>
    public static IReadOnlyList<string> Check(Site site, string folder)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (File.Exists(folder))
        {
            throw new SiteFolderException($"{folder}: this is a file; name a folder for the site.");
        }
        // What an export that was killed before its list was whole has left is its own.
        if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).All(IsLeftover))
        {
            return [];
        }
        string marker = Path.Combine(folder, Marker);
        if (!File.Exists(marker))
        {
            throw new SiteFolderException(
                $"{folder}: the folder is not empty and was not made by an export. Name an empty or a new folder.");
        }
        List<string> old = [.. ReadList(marker).Where(line => line.Length > 0 && line[0] != '#' && IsInside(line, folder))];
        var paths = site.Files.Select(file => file.Path).ToList();
        if (paths.Except(old).FirstOrDefault(path => Path.Exists(Path.Combine(folder, path))) is { } foreign)
        {
            throw new SiteFolderException(
                $"{Path.Combine(folder, foreign)}: this file is not the site's, and the site would write over it. Move it away, or name "
                    + $"another folder.");
        }

        return paths.Find(path => !RealPath.IsInside(Path.Combine(folder, path), folder)) is { } outside
            ? throw new SiteFolderException(
                $"{Path.Combine(folder, outside)}: a symbolic link leads out of the folder here. Remove it, or name another folder.")
            : old;
    }

    private static bool IsLeftover(string path) =>
        Path.GetFileName(path).StartsWith(AtomicFile.TemporaryStart(Marker) + "-", StringComparison.Ordinal);

    private static string[] ReadList(string marker)
    {
        try
        {
            return Encoding.UTF8.GetString(RegularFile.Read(marker)).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        }
        catch (IOException error)
        {
            throw new SiteFolderException(
                $"{marker}: the list of the site's files cannot be read. {error.Message} Name an empty or a new folder.");
        }
    }

    // A list that someone changed must not lead out of the folder.
    private static bool IsInside(string name, string folder) =>
        !Path.IsPathRooted(name) && !name.Contains('\0') && !name.Split('/', '\\').Contains("..")
        && RealPath.IsInside(Path.GetDirectoryName(Path.Combine(folder, name))!, folder);

    private static void Remove(string root, string name)
    {
        string path = Path.Combine(root, name);
        if (!Directory.Exists(Path.GetDirectoryName(path)) || Directory.Exists(path))
        {
            return;
        }
        File.Delete(path);
        for (string folder = Path.GetDirectoryName(path)!; folder.Length > root.Length
            && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
        {
            Directory.Delete(folder);
        }
    }

    private static void WriteList(string marker, IEnumerable<string> names) =>
        AtomicFile.Write(marker, Encoding.UTF8.GetBytes($"{Heading}\n{string.Join('\n', names.Order(StringComparer.Ordinal))}\n"));
}
