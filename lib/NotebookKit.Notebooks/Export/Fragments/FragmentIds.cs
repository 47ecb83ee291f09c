using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// The ids of a fragment in its page: those that are taken already get new names, with everything in the fragment that refers to
/// them. The same picture shown twice brings the same ids twice, and a clip path or label would then be taken from the wrong one.
/// </summary>
internal sealed partial class FragmentIds
{
    private static readonly string[] s_lists =
        ["for", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "headers"];

    private readonly Dictionary<IElement, string> _ids = [];
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);

    private FragmentIds()
    {
    }

    /// <summary>The ids as they stand.</summary>
    public static FragmentIds Unchanged { get; } = new();

    /// <summary>Gives every element with an id one that is free in the page.</summary>
    /// <param name="body">The fragment.</param>
    /// <param name="page">The ids of the page.</param>
    /// <param name="given">Ids in the fragment that were taken for it already.</param>
    public static FragmentIds In(IElement body, UniqueIds page, IEnumerable<string>? given)
    {
        var ids = new FragmentIds();
        HashSet<string> own = given?.ToHashSet(StringComparer.Ordinal) ?? [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (IElement element in body.QuerySelectorAll("[id]"))
        {
            string id = element.Id!;
            if (own.Remove(id))
            {
                continue;
            }
            string free = page.Take(id);
            if (free != id)
            {
                ids._ids[element] = free;
            }
            // What refers to an id means the first element that has it.
            if (seen.Add(id) && free != id)
            {
                ids._renamed[id] = free;
            }
        }

        return ids;
    }

    /// <summary>An attribute's value with the new names in it.</summary>
    public string Value(IElement element, IAttr attribute, string value) =>
        attribute.Name == "id" ? _ids.GetValueOrDefault(element, value)
        : _renamed.Count == 0 ? value
        : s_lists.Contains(attribute.Name)
            ? string.Join(' ', value.Split(' ').Select(id => _renamed.GetValueOrDefault(id, id)))
        : attribute.LocalName == "href"
            ? value.StartsWith('#') ? "#" + _renamed.GetValueOrDefault(value[1..], value[1..]) : value
        : value.Contains("url(", StringComparison.OrdinalIgnoreCase)
            ? Url().Replace(value, match => $"url(#{NewName(match)})")
        : value;

    /// <summary>A style sheet with the new names in it.</summary>
    public string Style(string css) => _renamed.Count == 0 ? css : Hash().Replace(css, match => "#" + NewName(match));

    private string NewName(Match match) => _renamed.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value);

    [GeneratedRegex(@"#([\w-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();

    [GeneratedRegex(@"url\(\s*[""']?#([^)""']+)[""']?\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
