using System.Text;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Makes a static site of notebooks: a page for each, in their order, and an index, from the folder's <c>README.md</c> where
/// there is one. The same notebooks always give the same bytes. Pages load nothing and are complete without scripts.
/// </summary>
/// <example><code>
/// Site site = SiteBuilder.Build([new SiteNotebook("notebooks/a.ipynb", "a.ipynb")]);
/// if (site.Problems.Count == 0) SiteFolder.Write(site, "site");
/// </code></example>
public static class SiteBuilder
{
    private const string Readme = "README.md";

    /// <summary>Builds the site in memory.</summary>
    /// <param name="notebooks">The notebooks in the order of the series.</param>
    /// <exception cref="ArgumentException">There is no notebook, or two would become the same page.</exception>
    /// <exception cref="NotebookFormatException">A file is not a notebook.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Site Build(IReadOnlyList<SiteNotebook> notebooks)
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        if (notebooks.Count == 0) throw new ArgumentException("A site needs at least one notebook; received none.", nameof(notebooks));

        var links = new SiteLinks();
        foreach (var notebook in notebooks) links.AddRoot(Root(notebook));
        var lessons = notebooks.Select(notebook => Draft(notebook, links)).ToList();
        if (lessons.Select(lesson => lesson.Path).Append(SitePaths.Index).GroupBy(path => path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } clash)
            throw new ArgumentException($"Two files would both become {clash.Key}: {string.Join(" and ", lessons.Where(lesson => lesson.Path.Equals(clash.Key, StringComparison.OrdinalIgnoreCase)).Select(lesson => lesson.Name))}. Export them into different folders.", nameof(notebooks));
        foreach (var root in links.Roots) links.AddPage(Path.Combine(root, Readme), SitePaths.Index);

        foreach (var lesson in lessons) Render(lesson);
        List<PageDraft> series = [Index(lessons, links), .. lessons];
        var texts = series.ToDictionary(page => page.Path, page => PageLayout.Render(page, series));
        var problems = series.SelectMany(page => page.Problems).Concat(SiteCheck.Check(series, texts, links.Copies.Keys)).ToList();
        var files = texts.Select(text => new SiteFile(text.Key, Encoding.UTF8.GetBytes(text.Value)))
            .Concat(links.Copies.Select(copy => new SiteFile(copy.Key, File.ReadAllBytes(copy.Value))))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        return new Site([.. files], [.. series.Select(page => page.Path)], problems);
    }

    private static PageDraft Draft(SiteNotebook notebook, SiteLinks links)
    {
        var file = Path.GetFullPath(notebook.Path);
        var page = Path.ChangeExtension(notebook.Relative, ".html").Replace('\\', '/');
        links.AddPage(file, page);
        return new PageDraft(notebook.Path, file, page, links);
    }

    private static void Render(PageDraft lesson)
    {
        NotebookPage.Render(NotebookDocument.Load(lesson.Name), lesson);
        if (lesson.Title is not null) return;
        lesson.Title = Path.GetFileNameWithoutExtension(lesson.Path);
        lesson.Body = $"<div class=\"text\"><h1>{Html.Escape(lesson.Title)}</h1></div>\n{lesson.Body}";
    }

    // The folder that the user named: the notebook's path without its part below it.
    private static string Root(SiteNotebook notebook)
    {
        var root = Path.GetFullPath(notebook.Path);
        for (var i = 0; i < notebook.Relative.Split('/', '\\').Length; i++) root = Path.GetDirectoryName(root)!;
        return root;
    }

    private static PageDraft Index(IReadOnlyList<PageDraft> lessons, SiteLinks links)
    {
        var root = links.Roots.FirstOrDefault(root => File.Exists(Path.Combine(root, Readme))) ?? links.Roots[0];
        var file = Path.Combine(root, Readme);
        var folder = Path.GetDirectoryName(lessons[0].Name);
        var page = new PageDraft(string.IsNullOrEmpty(folder) ? Readme : Path.Combine(folder, Readme), file, SitePaths.Index, links);
        if (File.Exists(file))
        {
            page.Body = $"<div class=\"text\">\n{PageMarkdown.Render(File.ReadAllText(file), page)}</div>\n";
            page.Title ??= Capitalised(Path.GetFileName(root));
            return page;
        }

        page.Title = Capitalised(Path.GetFileName(root));
        var list = string.Concat(lessons.Select(lesson =>
            $"<li><a href=\"{SitePaths.Link(page.Path, lesson.Path)}\">{Html.Escape(lesson.Title!)}</a>{(lesson.Description is { } text ? $"<br>{Html.Escape(text)}" : "")}</li>\n"));
        page.Body = $"<div class=\"text\">\n<h1>{Html.Escape(page.Title)}</h1>\n<ul class=\"lessons\">\n{list}</ul>\n</div>\n";
        return page;
    }

    private static string Capitalised(string name) => name.Length == 0 ? "Notebooks" : char.ToUpperInvariant(name[0]) + name[1..];
}
