namespace NotebookKit.Notebooks.Export;

/// <summary>A link in the header of every page, to something that is published beside the site.</summary>
/// <param name="Text">What the link says.</param>
/// <param name="Address">Where it leads: an address of http or https, or a path below the site's folder, such as
/// <c>api/index.html</c>.</param>
public sealed record SiteLink(string Text, string Address);

/// <summary>What its author decides about a site.</summary>
public sealed record SiteOptions
{
    /// <summary>Links in the header of every page. Whether something is there is for the author to see to.</summary>
    public IReadOnlyList<SiteLink> Links { get; init; } = [];

    /// <summary>
    /// Whether the site holds the notebooks too, for readers to download. They are published as they are saved: with cells that a
    /// page leaves out (<c>remove-cell</c>), too.
    /// </summary>
    public bool HasNotebooks { get; init; } = true;
}
