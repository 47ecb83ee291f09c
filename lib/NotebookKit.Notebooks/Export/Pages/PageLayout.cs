using System.Reflection;
using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>What every page of a site has around its body: head, series, theme switch, previous and next.</summary>
internal static class PageLayout
{
    /// <summary>The ids of the layout itself.</summary>
    public static readonly string[] OwnIds =
    [
        "content", "theme", "theme-light", "theme-dark", "theme-system",
        SearchPage.BoxId, "search-status", "search-results", "search-index",
    ];

    // A page asks nothing of the network and runs no script but its own and those of the author's list; this makes the browser
    // hold it to that, whatever the fragments in it hold.
    private const string Policy =
        "default-src 'none'; img-src data:; media-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action "
            + "'none'; script-src";

    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
        + "%3Crect width='16' height='16' rx='3' fill='%230072b2'/%3E"
        + "%3Cpath d='M4 12V4l8 8V4' fill='none' stroke='white' stroke-width='2' stroke-linecap='round' "
        + "stroke-linejoin='round'/%3E%3C/svg%3E";

    private static readonly string s_style = Resource("site.css");
    private static readonly string s_themeEarly = Resource("theme-early.js");
    private static readonly string s_theme = Resource("theme.js");
    private static readonly string s_scroll = Resource("scroll.js");
    private static readonly string s_copy = Resource("copy.js");
    private static readonly string s_search = Resource("search.js");

    /// <summary>The whole page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="series">All pages.</param>
    public static string Render(PageDraft page, SiteSeries series)
    {
        int at = series.Lessons.ToList().IndexOf(page);
        bool isIndex = page == series.Index;
        PageDraft? previous = at > 0 ? series.Lessons[at - 1] : null;
        PageDraft? next = isIndex
            ? series.Lessons.FirstOrDefault()
            : at >= 0 && at + 1 < series.Lessons.Count ? series.Lessons[at + 1] : null;
        string seriesTitle = series.Index.Title!;
        string[] scripts =
        [
            s_theme, s_scroll,
            .. page.Body.Contains("<pre class=\"code\">", StringComparison.Ordinal) ? (string[])[s_copy] : [],
            .. page == series.Search ? (string[])[s_search] : [],
        ];
        string description = page.Description is { } sentence
            ? $"<meta name=\"description\" content=\"{Html.Escape(sentence)}\">\n" : "";
        string texts = series.Texts.Count > 0
            ? $"<ul class=\"texts\">\n{string.Concat(series.Texts.Select(text => Entry(page, text)))}</ul>\n" : "";
        string steps = Steps(page, previous, next);
        string stepsAbove = isIndex ? ""
            : $"<nav class=\"steps\" aria-label=\"Previous and next, above the text\">{steps}</nav>\n";
        string download = page.Download is { } file
            ? $"<p class=\"download\"><a href=\"{SitePaths.Link(page.Path, file)}\" download>Download the notebook</a></p>\n" : "";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{Policy}{Sources(page, scripts)}">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Escape(isIndex ? seriesTitle : $"{page.Title} | {seriesTitle}")}</title>
            {description}<link rel="icon" href="{Icon}">
            {Neighbour("prev", previous)}{Neighbour("next", next)}<script>{s_themeEarly}</script>
            <style>
            {s_style}</style>
            </head>
            <body{(isIndex ? " class=\"first\"" : "")}>
            <a class="skip" href="#content">Skip to the text</a>
            <header class="site">
            <a class="series" href="{SitePaths.Link(page.Path, SitePaths.Index)}"{(isIndex ? " aria-current=\"page\"" : "")}>{Html.Escape(seriesTitle)}</a>
            <nav class="site-links" aria-label="The site">{SiteLinks(page, series)}</nav>
            <fieldset class="theme" id="theme">
            <legend>Theme</legend>
            {Choice("light", "Light")}{Choice("dark", "Dark")}{Choice("system", "System", isChosen: true)}
            </fieldset>
            </header>
            <div class="columns">
            <nav class="contents" aria-label="The series">
            <details open>
            <summary>Contents</summary>
            <ol>
            {string.Concat(series.Lessons.Select(lesson => Entry(page, lesson)))}</ol>
            {texts}</details>
            </nav>
            <main id="content">
            {stepsAbove}{download}<article>
            {page.Body}</article>
            <nav class="steps end" aria-label="Previous and next">{steps}</nav>
            </main>
            </div>
            {string.Concat(scripts.Select(script => $"<script>{script}</script>\n"))}</body>
            </html>

            """;

        string Neighbour(string relation, PageDraft? other) =>
            other is null ? "" : $"<link rel=\"{relation}\" href=\"{SitePaths.Link(page.Path, other.Path)}\">\n";
    }

    // The search, and what is published beside the site.
    private static string SiteLinks(PageDraft page, SiteSeries series)
    {
        IEnumerable<string> beside = series.Options.Links.Select(link =>
        {
            string address = FragmentUrl.Scheme(link.Address) is null ? SitePaths.Link(page.Path, link.Address) : Html.Escape(link.Address);
            return $"<a class=\"beside\" href=\"{address}\">{Html.Escape(link.Text)}</a>";
        });
        string search = series.Search is not { } found ? ""
            : $"<a href=\"{SitePaths.Link(page.Path, found.Path)}\"{(page == found ? " aria-current=\"page\"" : "")}>Search</a>";
        return string.Concat([search, .. beside]);
    }

    private static string Sources(PageDraft page, IEnumerable<string> scripts) =>
        string.Concat(scripts.Prepend(s_themeEarly).Select(ScriptList.Hash).Concat(page.Scripts.Hashes).Select(hash => $" '{hash}'"));

    /// <summary>A title without what follows its first colon, for narrow places.</summary>
    public static string Short(string title)
    {
        int colon = title.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 ? title[..colon] : title;
    }

    private static string Choice(string theme, string label, bool isChosen = false) =>
        $"<input type=\"radio\" name=\"theme\" id=\"theme-{theme}\" value=\"{theme}\"{(isChosen ? " checked" : "")}><label "
            + $"for=\"theme-{theme}\">{label}</label>";

    // The lesson that is open shows its sections too.
    private static string Entry(PageDraft page, PageDraft lesson)
    {
        string title = Html.Escape(Short(lesson.Title!));
        if (lesson != page)
        {
            return $"<li><a href=\"{SitePaths.Link(page.Path, lesson.Path)}\">{title}</a></li>\n";
        }

        string sections = string.Concat(lesson.Headings.Where(heading => heading.Level == 2).Select(
            section => $"<li><a href=\"#{Uri.EscapeDataString(section.Id)}\">{Html.Escape(section.Text)}</a></li>\n"));
        return $"<li><a href=\"#content\" aria-current=\"page\">{title}</a>"
            + (sections.Length == 0 ? "" : $"\n<ul>\n{sections}</ul>") + "</li>\n";
    }

    private static string Steps(PageDraft page, PageDraft? previous, PageDraft? next)
    {
        string before = previous is null
            ? page.Path == SitePaths.Index
                ? "<span></span>"
                : $"<a rel=\"prev\" href=\"{SitePaths.Link(page.Path, SitePaths.Index)}\">← The series</a>"
            : $"<a rel=\"prev\" href=\"{SitePaths.Link(page.Path, previous.Path)}\">← {Html.Escape(Short(previous.Title!))}</a>";
        return before + (next is null
            ? ""
            : $"<a rel=\"next\" href=\"{SitePaths.Link(page.Path, next.Path)}\">{Html.Escape(Short(next.Title!))} →</a>");
    }

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("NotebookKit.Notebooks.Export." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
