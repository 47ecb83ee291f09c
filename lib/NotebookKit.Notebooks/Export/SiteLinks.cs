using System.Diagnostics.CodeAnalysis;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>A Markdown file that becomes a page.</summary>
/// <param name="Name">The file as a message names it.</param>
/// <param name="File">Its full path.</param>
/// <param name="Path">The path of the page.</param>
internal sealed record MarkdownFile(string Name, string File, string Path);

/// <summary>
/// Where the links of notebooks lead in the site: <c>03-lesson.ipynb</c> to <c>03-lesson.html</c>, <c>README.md</c> to the
/// index, another Markdown file of the notebooks' folder to a page of its own, any other file there to a copy of it. A file
/// elsewhere in the repository is not part of the site: what linked to it becomes text. Symbolic links count as what they lead to.
/// </summary>
internal sealed class SiteLinks
{
    private readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unmade = new(StringComparer.Ordinal);
    private readonly List<string> _roots = [];
    private readonly Dictionary<string, NotebookDocument> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new([SitePaths.Index], StringComparer.OrdinalIgnoreCase);
    private readonly Queue<MarkdownFile> _texts = new();
    private readonly SortedDictionary<string, string> _copies = new(StringComparer.Ordinal);

    /// <summary>Files to copy into the site: where in the site, and the path of the file.</summary>
    public IReadOnlyDictionary<string, string> Copies => _copies;

    /// <summary>Folders whose files may stand in the site.</summary>
    public IReadOnlyList<string> Roots => _roots;

    public void AddRoot(string folder)
    {
        if (!_roots.Exists(known => RealPath.AreSame(known, folder)))
        {
            _roots.Add(folder);
        }
    }

    /// <summary>Says which page a file becomes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="page">The path of the page.</param>
    /// <param name="document">The notebook in it: a link may name a cell of it by the cell's id.</param>
    public void AddPage(string file, string page, NotebookDocument? document = null)
    {
        _pages[RealPath.OfEntry(file)] = page;
        _taken.Add(page);
        if (document is not null)
        {
            _documents[RealPath.OfEntry(file)] = document;
        }
    }

    /// <summary>Adds a file that readers may download.</summary>
    /// <returns>Its path in the site; null when another file has it.</returns>
    public string? AddCopy(string copy, string file) => _copies.TryAdd(copy, file) || _copies[copy] == file ? copy : null;

    /// <summary>The next Markdown file that a page has linked to and that is no page yet.</summary>
    public bool TryTakeText([NotNullWhen(true)] out MarkdownFile? text) => _texts.TryDequeue(out text);

    /// <summary>A path for a page of the site's own: the wanted one, or where a file's page has that, one made from it.</summary>
    public string FreePath(string wanted)
    {
        string stem = Path.ChangeExtension(wanted, null), path = wanted;
        for (int i = 2; !_taken.Add(path); i++)
        {
            path = FormattableString.Invariant($"{stem}-{i}.html");
        }
        return path;
    }

    /// <summary>Says that a notebook has no page: links to it are text.</summary>
    public void AddUnmade(string file) => _unmade.Add(RealPath.OfEntry(file));

    /// <summary>Whether a link of <paramref name="file"/> leads to a page of the site.</summary>
    public bool LeadsToPage(string file, string link)
    {
        string address = FragmentUrl.Normal(link);
        return FragmentUrl.Scheme(address) is null && !address.StartsWith('#')
            && _pages.ContainsKey(Entry(FullPath(file, address.Split('#')[0]), _pages.ContainsKey));
    }

    /// <summary>
    /// The folder whose files may stand in the site and in which a file really lies, all links followed; null when it lies in
    /// none, or is hidden there.
    /// </summary>
    public string? RootOf(string file) => _roots.Find(root =>
        RealPath.IsInside(file, root) && !IsHidden(Path.GetRelativePath(root, file))
            && !IsHidden(Path.GetRelativePath(RealPath.Of(root), RealPath.Of(file))));

    /// <summary>The link as it stands in the site.</summary>
    /// <param name="page">The page with the link.</param>
    /// <param name="link">The link as written.</param>
    /// <returns>The new link; null when there is nothing in the site to link to. A link that leads nowhere stays as it is, for
    /// <see cref="SiteCheck"/> to report.</returns>
    public string? Resolve(PageDraft page, string link)
    {
        if (link.Length == 0 || FragmentUrl.Scheme(link) is not null || (link[0] == '#' && page.Source == page.File))
        {
            return link;
        }
        int at = link.IndexOfAny(['#', '?']);
        (string path, string rest) = at < 0 ? (link, "") : (link[..at], link[at..]);
        string target = path.Length == 0 ? page.Source : FullPath(page.Source, path);
        string entry = Entry(target, place => _pages.ContainsKey(place) || _unmade.Contains(place));
        if (_pages.TryGetValue(entry, out string? known))
        {
            return SitePaths.Link(page.Path, known) + Place(entry, rest);
        }
        if (_unmade.Contains(entry))
        {
            return null;
        }
        if (FileKinds.Of(target) is not FileKind.Regular and var kind)
        {
            return kind == FileKind.None ? link : null;
        }

        // A link may reach the folder as it is called, or by way of another that leads there.
        string? below = _roots.Select(root => Below(root, target)).Concat(_roots.Select(root => Below(RealPath.OrFull(root), entry)))
            .OfType<string>().FirstOrDefault();
        if (below is null || Path.GetExtension(target) == ".ipynb" || IsHidden(below))
        {
            return null;
        }
        if (RootOf(target) is null)
        {
            page.Report($"the link {Shortened.Of(link)} leads by a symbolic link to a file outside the folder of the notebooks, which is "
                + $"not published. Copy the file there.");
            return null;
        }

        string copy = below.Replace('\\', '/');
        if (Path.GetExtension(target).Equals(".md", StringComparison.OrdinalIgnoreCase) && Text(page, target, copy) is { } text)
        {
            return SitePaths.Link(page.Path, text) + rest;
        }
        return AddCopy(copy, target) is null ? null : SitePaths.Link(page.Path, copy) + rest;
    }

    // What names a cell of the notebook by its id leads to where the cell stands in the page.
    private string Place(string target, string rest)
    {
        if (rest.Length < 2 || rest[0] != '#' || !_documents.TryGetValue(target, out NotebookDocument? document))
        {
            return rest;
        }
        int cell = LessonCells.IndexOf(document, Uri.UnescapeDataString(rest[1..]));
        return cell < 0 ? rest : $"#{LessonCells.PageId(cell)}";
    }

    private string? Text(PageDraft page, string file, string copy)
    {
        string path = Path.ChangeExtension(copy, ".html");
        if (!_taken.Add(path))
        {
            page.Report($"the file {Shortened.Of(copy)} is copied and has no page: another page is called {Shortened.Of(path)}.");
            return null;
        }

        _pages[RealPath.OfEntry(file)] = path;
        string name = Path.Combine(
            Path.GetDirectoryName(page.Name) ?? "", Path.GetRelativePath(Path.GetDirectoryName(page.File)!, file));
        _texts.Enqueue(new MarkdownFile(name, file, path));
        return path;
    }

    // What a path names, or where that is a link which has no page of its own, what it leads to.
    private static string Entry(string path, Func<string, bool> isKnown)
    {
        string entry = RealPath.OfEntry(path);
        return !isKnown(entry) && RealPath.OrFull(path) is var real && isKnown(real) ? real : entry;
    }

    private static string? Below(string root, string file) =>
        file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetRelativePath(root, file) : null;

    /// <summary>The file that a link in <paramref name="file"/> means.</summary>
    public static string FullPath(string file, string link) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(link).Replace('\0', '\uFFFD').TrimStart('/')));

    private static bool IsHidden(string relative) =>
        relative.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            .Any(part => part.StartsWith('.') && part is not ("." or ".."));
}
