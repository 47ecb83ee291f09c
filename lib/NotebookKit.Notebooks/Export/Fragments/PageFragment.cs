namespace NotebookKit.Notebooks.Export;

/// <summary>A fragment as it stands in a page.</summary>
/// <param name="Html">Its HTML.</param>
/// <param name="ShowsNothing">Whether there is nothing in it to see: no text, no drawing, no field.</param>
internal sealed record CleanFragment(string Html, bool ShowsNothing);

/// <summary>
/// Makes foreign HTML and SVG fit to stand in a page: what a page may not hold is left out and named, every element is closed, so
/// that it cannot reach beyond its place, links and pictures lead where the site has them, ids are unique. It is parsed as a
/// browser would and written anew. Written text that would be read differently the second time is shown as text instead.
/// </summary>
/// <remarks>
/// Not HtmlSanitizer (10.0, tried): its CSS parser drops custom properties, <c>color-scheme</c>, container and media queries, which
/// the kit's own outputs live on, it needs 19 s for 20,000 nested elements, and links, pictures and ids would still have to be
/// placed by a second pass.
/// </remarks>
internal sealed class PageFragment(PageDraft page, bool mayRunScripts, Func<string, string?>? attachment = null)
{
    private const int MostCharacters = 32 << 20;

    /// <summary>The fragment as it may stand in the page.</summary>
    /// <param name="html">The fragment.</param>
    /// <param name="given">Ids in it that were taken for it already.</param>
    public CleanFragment Clean(string html, IEnumerable<string>? given = null)
    {
        if (html.Length > MostCharacters)
        {
            page.Report($"an output of {html.Length >> 20} million characters is left out; a page holds at most {MostCharacters >> 20} "
                + $"million of one.");
            return new CleanFragment("", ShowsNothing: true);
        }

        if (FragmentParser.Parse(html) is not { } body)
        {
            page.Report("HTML with thousands of elements that are never closed is shown as text.");
            return AsText(html);
        }

        var writer = new FragmentWriter(
            page.Scripts, mayRunScripts, new FragmentPlaces(page, attachment), FragmentIds.In(body, page.Ids, given), page.Report);
        string written = writer.Content(body);
        for (int attempt = 0; attempt < 2; attempt++)
        {
            string? again = Again(written);
            if (again == written)
            {
                return new CleanFragment(written, writer.ShowsNothing);
            }
            if (again is null)
            {
                break;
            }
            written = again;
        }

        page.Report("HTML that browsers read differently each time is shown as text.");
        return AsText(html);
    }

    private string? Again(string html) => FragmentParser.Parse(html) is { } body
        ? new FragmentWriter(page.Scripts, mayRunScripts, new FragmentPlaces(null), FragmentIds.Unchanged, _ => { }).Content(body)
        : null;

    private static CleanFragment AsText(string html) => new($"<pre>{Html.Escape(html)}</pre>", ShowsNothing: false);
}
