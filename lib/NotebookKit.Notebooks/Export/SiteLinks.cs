using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Where the links of notebooks lead in the site: <c>03-lesson.ipynb</c> to <c>03-lesson.html</c>, <c>README.md</c> to the
/// index, another file of the notebooks' folder to a copy of it. A file elsewhere in the repository is not part of the site:
/// what linked to it becomes text.
/// </summary>
internal sealed partial class SiteLinks
{
    private readonly Dictionary<string, string> pages = new(StringComparer.Ordinal);
    private readonly List<string> roots = [];
    private readonly SortedDictionary<string, string> copies = new(StringComparer.Ordinal);

    /// <summary>Files to copy into the site: where in the site, and the path of the file.</summary>
    public IReadOnlyDictionary<string, string> Copies => copies;

    /// <summary>Folders whose files may stand in the site.</summary>
    public IReadOnlyList<string> Roots => roots;

    public void AddRoot(string folder)
    {
        if (!roots.Contains(folder)) roots.Add(folder);
    }

    public void AddPage(string file, string page) => pages[file] = page;

    /// <summary>Whether a link of <paramref name="file"/> leads to a page of the site.</summary>
    public bool LeadsToPage(string file, string link) =>
        !IsAbsolute(link) && !link.StartsWith('#') && pages.ContainsKey(FullPath(file, link.Split('#')[0]));

    /// <summary>The link as it stands in the site.</summary>
    /// <param name="file">The full path of the file with the link.</param>
    /// <param name="page">The page that the file becomes.</param>
    /// <param name="link">The link as written.</param>
    /// <returns>The new link; null when there is nothing in the site to link to. A link that leads nowhere stays as it is, for <see cref="SiteCheck"/> to report.</returns>
    public string? Resolve(string file, string page, string link)
    {
        if (link.Length == 0 || link[0] == '#' || IsAbsolute(link)) return link;
        var at = link.IndexOfAny(['#', '?']);
        var (path, rest) = at < 0 ? (link, "") : (link[..at], link[at..]);
        var target = FullPath(file, path);
        if (pages.TryGetValue(target, out var known)) return SitePaths.Link(page, known) + rest;
        if (Directory.Exists(target)) return null;
        if (!File.Exists(target)) return link;

        var root = roots.Find(root => target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        if (root is null || Path.GetExtension(target) == ".ipynb") return null;
        var copy = Path.GetRelativePath(root, target).Replace('\\', '/');
        if (copy.Split('/').Any(part => part.StartsWith('.'))) return null;
        if (!copies.TryAdd(copy, target) && copies[copy] != target) return null;
        return SitePaths.Link(page, copy) + rest;
    }

    /// <summary>Whether the link names a scheme or a host.</summary>
    public static bool IsAbsolute(string link) => link.StartsWith("//", StringComparison.Ordinal) || Scheme().IsMatch(link);

    /// <summary>The file that a link in <paramref name="file"/> means.</summary>
    public static string FullPath(string file, string link) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(link).Replace('\0', '\uFFFD').TrimStart('/')));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
