using System.Text;
using AngleSharp.Html.Dom;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// The page with the search: a box, the words of all pages, and below it every section of the series, which is there without
/// scripts too.
/// </summary>
internal static class SearchPage
{
    /// <summary>Where it stands, if no notebook's page is called so.</summary>
    public const string WantedPath = "search.html";

    /// <summary>The id of the box.</summary>
    public const string BoxId = "search-box";

    /// <summary>Fills the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="found">The other pages of the site, as drafts and as they are published.</param>
    public static void Render(PageDraft page, IReadOnlyList<(PageDraft Draft, IHtmlDocument Published)> found)
    {
        IReadOnlyList<SearchSection> sections = SearchIndex.Of([.. found.Select(entry => entry.Published)]);
        string json = SearchIndex.ToJson(
            found.Select(entry => (SitePaths.Link(page.Path, entry.Draft.Path), PageLayout.Short(entry.Draft.Title!))), sections);
        page.Title = "Search";
        page.Body = $"""
            <div class="text"><h1>Search</h1></div>
            <div class="search" role="search" hidden>
            <label for="{BoxId}">Words on any page of the series</label>
            <input type="search" id="{BoxId}" autocomplete="off" spellcheck="false" maxlength="200" aria-describedby="search-status">
            <p id="search-status" role="status"></p>
            <ol id="search-results"></ol>
            </div>
            <p class="without">The box for searching needs scripts, which are switched off here. These are all sections of the series:</p>
            <div class="text outline"><h2 id="all-sections">All sections</h2>
            {Outline(page, found)}</div>
            <script type="application/json" id="search-index">{json}</script>

            """;
    }

    private static string Outline(PageDraft page, IReadOnlyList<(PageDraft Draft, IHtmlDocument Published)> found)
    {
        return $"<ul>\n{string.Concat(found.Select(entry => Entry(entry.Draft, SitePaths.Link(page.Path, entry.Draft.Path))))}</ul>\n";

        static string Entry(PageDraft draft, string path)
        {
            string sections = string.Concat(draft.Headings.Where(heading => heading.Level == 2).Select(heading =>
                $"<li><a href=\"{path}#{Uri.EscapeDataString(heading.Id)}\">{Html.Escape(heading.Text)}</a></li>\n"));
            return $"<li><a href=\"{path}\">{Html.Escape(draft.Title!)}</a>"
                + (sections.Length == 0 ? "" : $"\n<ul>\n{sections}</ul>\n") + "</li>\n";
        }
    }
}
