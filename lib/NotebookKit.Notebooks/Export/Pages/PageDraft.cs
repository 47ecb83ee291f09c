using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>A heading of a page.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Id">Its id in the page.</param>
/// <param name="Text">Its text without markup.</param>
internal sealed record PageHeading(int Level, string Id, string Text);

/// <summary>A page in the making: what its parts must know of each other.</summary>
/// <param name="name">The notebook or Markdown file, as the user named it.</param>
/// <param name="file">Its full path.</param>
/// <param name="path">The page's path in the site.</param>
/// <param name="links">Where links lead.</param>
/// <param name="scripts">The scripts that may run on pages.</param>
internal sealed class PageDraft(string name, string file, string path, SiteLinks links, ScriptList scripts)
{
    private const int MostProblems = 100;

    private readonly List<SiteProblem> _problems = [];
    private readonly HashSet<SiteProblem> _noticed = [];
    private readonly List<PageHeading> _headings = [];
    private bool _isQuiet;
    private string? _source;

    public string Name => name;

    public string File => file;

    public string Path => path;

    public SiteLinks Links => links;

    /// <summary>The scripts of the page.</summary>
    public PageScripts Scripts { get; } = new(scripts);

    /// <summary>The ids given out so far.</summary>
    public UniqueIds Ids { get; } = new(PageLayout.OwnIds);

    public IReadOnlyList<PageHeading> Headings => _headings;

    public IReadOnlyList<SiteProblem> Problems => _problems;

    /// <summary>The page's title without markup: its first heading.</summary>
    public string? Title { get; set; }

    /// <summary>The first sentence under the title.</summary>
    public string? Description { get; set; }

    /// <summary>The part of the file that is being rendered, for messages.</summary>
    public string? Where { get; set; }

    /// <summary>The notebook that becomes the page; null for a page of Markdown.</summary>
    public NotebookDocument? Document { get; set; }

    /// <summary>The notebook's path in the site, for readers to download; null when it is not there.</summary>
    public string? Download { get; set; }

    /// <summary>What stands between the page's header and footer.</summary>
    public string Body { get; set; } = "";

    /// <summary>The file whose links and pictures are being rendered: they are written as seen from its folder.</summary>
    public string Source => _source ?? file;

    /// <summary>Renders a part that comes from another file, such as an output of a notebook on the first page.</summary>
    public T From<T>(string source, string where, Func<T> work)
    {
        (string? sourceBefore, string? whereBefore) = (_source, Where);
        (_source, Where) = (source, where);
        try
        {
            return work();
        }
        finally
        {
            (_source, Where) = (sourceBefore, whereBefore);
        }
    }

    /// <summary>Does something whose problems are another page's to report.</summary>
    public T Quietly<T>(Func<T> work)
    {
        bool wasQuiet = _isQuiet;
        _isQuiet = true;
        try
        {
            return work();
        }
        finally
        {
            _isQuiet = wasQuiet;
        }
    }

    /// <summary>Notes a problem where the page is being made; one that repeats itself there, once.</summary>
    public void Report(string problem)
    {
        var noted = new SiteProblem(name, Where, problem);
        if (!_isQuiet && _problems.Count <= MostProblems && _noticed.Add(noted))
        {
            _problems.Add(
                _problems.Count < MostProblems ? noted : new SiteProblem(name, null, "there are more problems; correct these first."));
        }
    }

    /// <summary>Makes the page one that says that it could not be made.</summary>
    public void Fail(SiteProblem problem)
    {
        _problems.Add(problem);
        _headings.Clear();
        Title ??= System.IO.Path.GetFileNameWithoutExtension(path);
        Body = $"<div class=\"text\"><h1>{Html.Escape(Title)}</h1><p>This page could not be made: {Html.Escape(problem.Text)}</p></div>\n";
    }

    /// <summary>Calls a page whose text has no heading after its file.</summary>
    public void EnsureTitle()
    {
        if (Title is null)
        {
            Title = System.IO.Path.GetFileNameWithoutExtension(path);
            Body = $"<div class=\"text\"><h1>{Html.Escape(Title)}</h1></div>\n{Body}";
        }
    }

    /// <summary>Takes back headings, title and description that a text has entered which is then shown as it is written.</summary>
    public void Rewind(int headingCount, string? title, string? description)
    {
        _headings.RemoveRange(headingCount, _headings.Count - headingCount);
        (Title, Description) = (title, description);
    }

    /// <summary>
    /// Enters a heading. A page has one heading of the first level, and no level is left out on the way down, so that a screen
    /// reader's outline is whole.
    /// </summary>
    public PageHeading AddHeading(int level, string text, string slug)
    {
        int last = _headings.Count == 0 ? 0 : _headings[^1].Level;
        int allowed = _headings.Count == 0 ? 1 : Math.Clamp(level, 2, last + 1);
        var heading = new PageHeading(allowed, Ids.Take(slug.Length == 0 ? "section" : slug), text);
        _headings.Add(heading);
        return heading;
    }
}
