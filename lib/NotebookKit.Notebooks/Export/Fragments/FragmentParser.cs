using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NotebookKit.Notebooks.Export;

/// <summary>Parses a fragment as a browser would. Every open element costs each new one, so thousands that are never closed are
/// not parsed.</summary>
internal static partial class FragmentParser
{
    private const int MostOpen = 2_000;

    // These need no end tag.
    private static readonly FrozenSet<string> s_unclosed = FrozenSet.ToFrozenSet(
        "area br col embed hr img input source track wbr param link meta base p li dt dd td th tr tbody thead tfoot option optgroup rt rp colgroup".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The fragment in a body of its own; null when thousands of its elements are never closed.</summary>
    public static IElement? Parse(string html)
    {
        if (LeavesOpen(html)) return null;
        var parser = new HtmlParser();
        var body = parser.ParseDocument("<!doctype html><body></body>").Body!;
        body.Append([.. parser.ParseFragment(html, body)]);
        return body;
    }

    private static bool LeavesOpen(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            if (s_unclosed.Contains(name) || tag.Groups["self"].Length > 0) continue;
            var count = open.GetValueOrDefault(name) + (tag.Groups["end"].Length > 0 ? -1 : 1);
            if (count > MostOpen) return true;
            open[name] = Math.Max(0, count);
        }

        return false;
    }

    [GeneratedRegex("<(?<end>/?)(?<name>[A-Za-z][A-Za-z0-9:-]*)[^<>]*?(?<self>/?)(?:>|(?=<)|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
