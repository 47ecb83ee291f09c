using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace NotebookKit.Notebooks.Export;

/// <summary>Holds finished pages to what a site must be: no dead link, nothing loaded from elsewhere, no id twice, a text for every
/// picture.</summary>
internal static class SiteCheck
{
    private static readonly (string Selector, string Attribute)[] s_loading =
    [
        ("img,script,iframe,video,audio,source,embed,track,input", "src"), ("link:not([rel=icon]):not([rel=prev]):not([rel=next])", "href"),
        ("img,source", "srcset"), ("video", "poster"), ("object", "data"), ("image,use,feImage", "href"), ("image,use", "xlink:href"),
    ];

    /// <summary>What is wrong, page by page.</summary>
    /// <param name="series">The pages.</param>
    /// <param name="documents">Their HTML by their paths.</param>
    /// <param name="copies">The paths of the other files.</param>
    public static IEnumerable<SiteProblem> Check(
        IReadOnlyList<PageDraft> series, IReadOnlyDictionary<string, IHtmlDocument> documents, IEnumerable<string> copies)
    {
        var ids = documents.ToDictionary(
            page => page.Key, page => page.Value.QuerySelectorAll("[id]").Select(element => element.Id!).ToList());
        var known = ids.ToDictionary(page => page.Key, page => page.Value.ToHashSet(StringComparer.Ordinal));
        var files = copies.ToHashSet(StringComparer.Ordinal);
        foreach (PageDraft page in series)
        {
            IHtmlDocument document = documents[page.Path];
            IEnumerable<(IElement, string?)> problems = document.QuerySelectorAll("a[href]:not(.beside),area[href]")
                .Select(link => (link, Dead(page.Path, link.GetAttribute("href")!, known, files)))
                .Concat(
                    s_loading.SelectMany(kind => document.QuerySelectorAll(kind.Selector)
                        .Select(element => (element, Loaded(element.GetAttribute(kind.Attribute))))))
                .Concat(document.QuerySelectorAll("style,[style]").Select(element => (element, Imported(element))))
                .Concat(document.QuerySelectorAll("img:not([alt])")
                    .Select(image => (image, (string?)"a picture has no text for those who cannot see it; give it an alt attribute.")));
            foreach ((IElement element, string? problem) in problems)
            {
                if (problem is not null)
                {
                    yield return new SiteProblem(page.Name, Where(element), problem);
                }
            }

            foreach (IGrouping<string, string> id in ids[page.Path].GroupBy(id => id).Where(group => group.Count() > 1))
            {
                yield return new SiteProblem(page.Name, null, $"the id \"{Shortened.Of(id.Key)}\" stands {id.Count()} times in the page.");
            }
        }
    }

    private static string? Dead(string from, string link, Dictionary<string, HashSet<string>> ids, HashSet<string> files)
    {
        string shown = Shortened.Of(link);
        string[] parts = link.Split('#', 2);
        string path = parts[0].Split('?')[0];
        string? target = path.Length == 0 ? from : SitePaths.Target(from, path);
        string id = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        return FragmentUrl.Scheme(link) is { } scheme
            ? scheme is "http" or "https" or "mailto"
                ? null
                : $"the link {shown} leads to no place on the web; expected http, https, mailto or a file beside the notebook."
            : target is not null && files.Contains(target) ? null
            : target is null || !ids.TryGetValue(target, out HashSet<string>? known)
                ? $"the link {shown} is dead: there is no such notebook or file. Correct it, or export the notebook too."
            : id.Length == 0 || known.Contains(id) ? null
            : $"the link {shown} is dead: {(path.Length == 0 ? "the page" : target)} has no heading #{Shortened.Of(id)}.";
    }

    private static string? Loaded(string? address) =>
        address is null || address.Length == 0 || address[0] == '#' || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"the page would load {Shortened.Of(address)}; a page of the site loads nothing. Put the content into the notebook itself.";

    private static string? Imported(IElement element)
    {
        string text = element.LocalName == "style" ? element.TextContent : element.GetAttribute("style")!;
        if (text.Contains("@import", StringComparison.OrdinalIgnoreCase))
        {
            return "a style sheet would load another by @import; put its rules into the notebook itself.";
        }
        for (int at = text.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(
            "url(", at + 4, StringComparison.OrdinalIgnoreCase))
        {
            string address = text[(at + 4)..].TrimStart(' ', '"', '\'');
            if (Loaded(address.Length == 0 ? null : address.Split(')', '"', '\'')[0]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    // The cell that an element of a lesson came from: its section is numbered.
    private static string? Where(IElement element) =>
        element.Closest("section.cell")?.Id is { } id ? id.Replace('-', ' ') : null;
}
