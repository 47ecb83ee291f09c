using System.Text;
using AngleSharp.Html.Parser;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Makes a static site of notebooks: a page for each, in their order, and an index, from the folder's <c>README.md</c> where
/// there is one. The same notebooks always give the same bytes. Pages load nothing, are complete without scripts, and run none
/// but those that <c>scripts.txt</c> beside the notebooks lists by their hashes.
/// </summary>
/// <remarks>
/// One file's failure is its own: a notebook that cannot be read has no page, a picture or formula that cannot be shown is named,
/// and the rest of the site is built.
/// </remarks>
/// <example><code>
/// Site site = SiteBuilder.Build([new SiteNotebook("notebooks/a.ipynb", "a.ipynb")]);
/// foreach (SiteProblem problem in site.Problems) Console.Error.WriteLine(problem);
/// SiteFolder.Write(site, "site");
/// </code></example>
public static class SiteBuilder
{
    /// <summary>Builds the site in memory.</summary>
    /// <param name="notebooks">The notebooks in the order of the series.</param>
    /// <param name="options">What else its author decided; nothing when not given.</param>
    /// <exception cref="ArgumentException">There is no notebook, or two would become the same page.</exception>
    public static Site Build(IReadOnlyList<SiteNotebook> notebooks, SiteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        if (notebooks.Count == 0)
        {
            throw new ArgumentException("A site needs at least one notebook; received none.", nameof(notebooks));
        }
        return RenderingThread.Run(() => BuildAll(notebooks, options ?? new SiteOptions()));
    }

    private static Site BuildAll(IReadOnlyList<SiteNotebook> notebooks, SiteOptions options)
    {
        var links = new SiteLinks();
        var list = new ScriptList();
        foreach (SiteNotebook notebook in notebooks)
        {
            links.AddRoot(Root(notebook));
        }
        List<SiteProblem> problems = [.. links.Roots.SelectMany(list.Add)];

        List<PageDraft> lessons = [];
        foreach (SiteNotebook notebook in notebooks)
        {
            PageDraft page = Draft(notebook, links, list);
            try
            {
                page.Document = NotebookDocument.Load(page.Name);
                lessons.Add(page);
                links.AddPage(page.File, page.Path, page.Document);
            }
            catch (Exception error)
            {
                links.AddUnmade(page.File);
                problems.Add(Unreadable(page.Name, error, "the file cannot be read"));
            }
        }

        ThrowIfTwoAreOne(lessons, nameof(notebooks));
        foreach (string root in links.Roots)
        {
            links.AddPage(Path.Combine(root, SiteIndex.Readme), SitePaths.Index);
        }
        if (options.HasNotebooks)
        {
            foreach (PageDraft page in lessons)
            {
                page.Download = links.AddCopy(Path.ChangeExtension(page.Path, Path.GetExtension(page.File)), page.File);
            }
        }

        foreach (PageDraft page in lessons)
        {
            Guarded(page, () => NotebookPage.Render(page.Document!, page));
        }
        var series = new SiteSeries(SiteIndex.Draft(notebooks[0], links, list), lessons, options);
        Guarded(series.Index, () => SiteIndex.Render(series.Index, lessons));
        while (links.TryTakeText(out MarkdownFile? text))
        {
            var page = new PageDraft(text.Name, text.File, text.Path, links, list);
            Guarded(page, () => TextPage.Render(page, lessons));
            series.Texts.Add(page);
        }

        List<PageDraft> found = [.. series.All];
        series.Search = new PageDraft(SearchPage.WantedPath, "", links.FreePath(SearchPage.WantedPath), links, list);
        var texts = found.ToDictionary(page => page.Path, page => PageLayout.Render(page, series));
        var parser = new HtmlParser();
        var documents = texts.ToDictionary(text => text.Key, text => parser.ParseDocument(text.Value));
        SearchPage.Render(series.Search, [.. found.Select(page => (page, documents[page.Path]))]);
        texts[series.Search.Path] = PageLayout.Render(series.Search, series);
        documents[series.Search.Path] = parser.ParseDocument(texts[series.Search.Path]);

        var files =
            texts.Select(text => new SiteFile(text.Key, Encoding.UTF8.GetBytes(text.Value))).Concat(Copies(links, problems)).ToList();
        List<PageDraft> pages = [.. series.All];
        problems.AddRange(pages.SelectMany(page => page.Problems));
        problems.AddRange(SiteCheck.Check(pages, documents, files.Select(file => file.Path).Except(texts.Keys)));
        return new Site([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)],
            lessons.Count == 0 ? [] : [.. pages.Select(page => page.Path)], problems);
    }

    private static PageDraft Draft(SiteNotebook notebook, SiteLinks links, ScriptList list) => new(
        notebook.Path, Path.GetFullPath(notebook.Path), Path.ChangeExtension(notebook.Relative, ".html").Replace('\\', '/'), links, list);

    private static void ThrowIfTwoAreOne(IReadOnlyList<PageDraft> lessons, string parameter)
    {
        IGrouping<string, string>? clash = lessons.Select(lesson => lesson.Path).Append(SitePaths.Index)
            .GroupBy(path => path, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        if (clash is null)
        {
            return;
        }
        IEnumerable<string> names =
            lessons.Where(lesson => lesson.Path.Equals(clash.Key, StringComparison.OrdinalIgnoreCase)).Select(lesson => lesson.Name);
        throw new ArgumentException(
            $"Two files would both become {clash.Key}: {string.Join(" and ", names)}. Export them into different folders.", parameter);
    }

    // A page whose making fails in an unforeseen way says so in its place; the links to it, and the others, are not concerned.
    private static void Guarded(PageDraft page, Action render)
    {
        try
        {
            render();
        }
        catch (Exception error)
        {
            page.Fail(Unreadable(page.Name, error, "the page could not be made"));
        }
    }

    private static SiteProblem Unreadable(string name, Exception error, string what)
    {
        SiteProblem problem = error is NotebookFormatException format
            ? new SiteProblem(name, format.Where, $"{format.Problem} {format.Remedy}")
            : new SiteProblem(name, null, FileFailure.Describe(name, error, what)[(name.Length + 2)..]);
        return problem with { IsUnreadable = true };
    }

    private static IEnumerable<SiteFile> Copies(SiteLinks links, List<SiteProblem> problems)
    {
        foreach ((string copy, string file) in links.Copies)
        {
            SiteFile? made = null;
            try
            {
                made = new SiteFile(copy, RegularFile.Read(file));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                problems.Add(Unreadable(file, error, "the file cannot be copied"));
            }

            if (made is not null)
            {
                yield return made;
            }
        }
    }

    // The folder that the user named: the notebook's path without its part below it.
    private static string Root(SiteNotebook notebook)
    {
        string root = Path.GetFullPath(notebook.Path);
        for (int i = 0; i < notebook.Relative.Split('/', '\\').Length; i++)
        {
            root = Path.GetDirectoryName(root)!;
        }
        return root;
    }
}
