using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Keeps ids unique in a page: the same picture shown twice brings the same ids twice, and a clip path or label would then
/// be taken from the wrong one.
/// </summary>
/// <param name="reserved">Ids that the page itself uses.</param>
internal sealed partial class UniqueIds(IEnumerable<string> reserved)
{
    private static readonly string[] IdLists = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "headers"];

    private readonly HashSet<string> taken = [.. reserved];

    /// <summary>The id if it is free, else one made from it.</summary>
    public string Take(string wanted)
    {
        var id = wanted;
        for (var i = 2; !taken.Add(id); i++) id = $"{wanted}-{i}";
        return id;
    }

    /// <summary>
    /// A fragment of HTML or SVG that can stand in the page: every element closed, so that it cannot reach beyond its place,
    /// and ids that are taken renamed with everything in the fragment that refers to them.
    /// </summary>
    /// <param name="fragment">The fragment.</param>
    /// <param name="given">Ids in it that were taken for it already.</param>
    public string Fit(string fragment, IEnumerable<string>? given = null)
    {
        var own = given?.ToHashSet(StringComparer.Ordinal) ?? [];
        var parser = new HtmlParser();
        var body = parser.ParseDocument("<!doctype html><body></body>").Body!;
        body.Append([.. parser.ParseFragment(fragment, body)]);
        // The XML declaration and comments of a drawing program say nothing to a reader.
        foreach (var comment in body.ChildNodes.OfType<IComment>().ToList()) comment.Remove();

        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in body.QuerySelectorAll("[id]"))
        {
            var id = element.Id!;
            if (own.Remove(id)) continue;
            var free = Take(id);
            if (free == id) continue;
            renamed.TryAdd(id, free);
            element.Id = free;
        }

        if (renamed.Count > 0) Rename(body, renamed);
        return body.ChildNodes.ToHtml();
    }

    private static void Rename(IElement body, Dictionary<string, string> renamed)
    {
        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (element.LocalName == "style") element.TextContent = Hash().Replace(element.TextContent, NewName);
            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name == "id") continue;
                if (IdLists.Contains(attribute.Name)) attribute.Value = string.Join(' ', attribute.Value.Split(' ').Select(id => renamed.GetValueOrDefault(id, id)));
                else if (attribute.LocalName == "href") attribute.Value = attribute.Value.StartsWith('#') ? Hash().Replace(attribute.Value, NewName) : attribute.Value;
                else attribute.Value = Url().Replace(attribute.Value, match => $"url(#{renamed.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value)})");
            }
        }

        string NewName(Match match) => "#" + renamed.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value);
    }

    [GeneratedRegex(@"#([\w-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();

    [GeneratedRegex(@"url\(\s*[""']?#([^)""']+)[""']?\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
