namespace NotebookKit.Notebooks.Export;

/// <summary>The pages of a site, and what its author decided about them.</summary>
/// <param name="Index">The first page.</param>
/// <param name="Lessons">A page for each notebook, in their order.</param>
/// <param name="Options">What the author decided.</param>
internal sealed record SiteSeries(PageDraft Index, IReadOnlyList<PageDraft> Lessons, SiteOptions Options)
{
    /// <summary>Pages of Markdown files that other pages link to, in the order in which they are linked to.</summary>
    public List<PageDraft> Texts { get; } = [];

    /// <summary>The page with the search, once there is something to be found.</summary>
    public PageDraft? Search { get; set; }

    /// <summary>All pages: the index, the lessons, the texts, the search.</summary>
    public IEnumerable<PageDraft> All => [Index, .. Lessons, .. Texts, .. Search is null ? (PageDraft[])[] : [Search]];
}
