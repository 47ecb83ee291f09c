namespace NotebookKit.Notebooks.Export;

/// <summary>Where the links and pictures of a fragment lead in the site.</summary>
/// <param name="page">The page with the fragment; null when all of it has its place already.</param>
/// <param name="attachment">Finds a picture attached to the cell by its name, as a data URI.</param>
internal sealed class FragmentPlaces(PageDraft? page, Func<string, string?>? attachment = null)
{
    /// <summary>A link as it stands in the site; null when what it leads to is not part of it.</summary>
    public string? Link(string address) => page is null ? address : page.Links.Resolve(page, address);

    /// <summary>A picture as a data URI; null, and a report, when it is not to be had.</summary>
    public string? Picture(string address) => page is null ? null : PagePictures.Embed(address, page, attachment);
}
