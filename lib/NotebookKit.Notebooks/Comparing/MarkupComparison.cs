using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// Holds HTML against HTML, and SVG against SVG, by structure: the same elements with the same attributes in any order and the
/// same texts, white space as a browser shows it, ids by what they refer to, coordinates to a part of a pixel. The rows of
/// .NET Interactive's table of a dictionary, which has the headings <c>key</c> and <c>value</c>, may come in any order.
/// </summary>
internal sealed partial class MarkupComparison(Tolerance tolerance, IgnoredPatterns patterns, TextComparison text, ImageComparison images)
{
    // A parser takes time with the square of the depth for markup that was made to hurt.
    private const int Longest = 16 << 20;
    private const int MostElements = 200_000;
    private const int Deepest = 400;

    private static readonly HashSet<string> s_geometry = new(StringComparer.Ordinal)
    {
        "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fx", "fy", "width", "height", "d", "points",
        "transform", "viewBox", "viewbox", "textLength", "stroke-width", "stroke-dasharray", "offset", "font-size", "gradientTransform",
    };

    private readonly Tolerance _geometry = tolerance.ForGeometry();

    /// <summary>Where the markups part, or null.</summary>
    public Mismatch? Compare(string saved, string came)
    {
        if (saved == came)
        {
            return null;
        }

        string a = patterns.Replace(saved), b = patterns.Replace(came);
        if (a == b)
        {
            return null;
        }

        if (!IsBounded(a) || !IsBounded(b))
        {
            return text.Compare(saved, came);
        }

        IElement savedBody = Parse(a);
        IElement cameBody = Parse(b);
        Dictionary<string, string> ids = SameIds(savedBody, cameBody);
        Mismatch? mismatch = CompareFlat(MarkupPart.Of(savedBody), MarkupPart.Of(cameBody), ids);
        return mismatch is not null && (SortDictionaries(savedBody) & SortDictionaries(cameBody))
            && CompareFlat(MarkupPart.Of(savedBody), MarkupPart.Of(cameBody), ids) is null
            ? null
            : mismatch;
    }

    private static IElement Parse(string markup)
    {
        var parser = new HtmlParser();
        IHtmlElement body = parser.ParseDocument("<!doctype html><body></body>").Body!;
        body.Append([.. parser.ParseFragment(markup, body)]);
        return body;
    }

    private static bool IsBounded(string markup)
    {
        if (markup.Length > Longest)
        {
            return false;
        }

        int depth = 0, elements = 0;
        for (int at = markup.IndexOf('<'); at >= 0 && at + 1 < markup.Length; at = markup.IndexOf('<', at + 1))
        {
            if (markup[at + 1] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(markup[at + 1]))
            {
                int end = markup.IndexOf('>', at);
                bool isClosed = end > 0 && markup[end - 1] == '/';
                depth += isClosed || VoidElement().IsMatch(markup.AsSpan(at + 1, Math.Min(8, markup.Length - at - 1))) ? 0 : 1;
                elements++;
            }

            if (depth > Deepest || elements > MostElements)
            {
                return false;
            }
        }

        return true;
    }

    private Mismatch? CompareFlat(List<MarkupPart> saved, List<MarkupPart> came, Dictionary<string, string> ids)
    {
        for (int i = 0; i < Math.Min(saved.Count, came.Count); i++)
        {
            (MarkupPart a, MarkupPart b) = (saved[i], came[i]);
            if (a.Kind != b.Kind || a.Name != b.Name)
            {
                return Structure(a, b);
            }

            Mismatch? mismatch = a.Kind == MarkupKind.Text ? CompareTexts(a, b, ids) : CompareAttributes(a, b, ids);
            if (mismatch is not null)
            {
                return mismatch;
            }
        }

        return saved.Count == came.Count ? null : Structure(saved.ElementAtOrDefault(came.Count), came.ElementAtOrDefault(saved.Count));
    }

    private Mismatch? CompareTexts(MarkupPart saved, MarkupPart came, Dictionary<string, string> ids)
    {
        bool isCode = saved.Name is "style" or "script";
        return text.Compare(saved.Text, isCode ? Renamed(came.Text, ids) : came.Text)?.Within(saved.Path());
    }

    private Mismatch? CompareAttributes(MarkupPart saved, MarkupPart came, Dictionary<string, string> ids)
    {
        foreach ((string name, string value) in saved.Attributes)
        {
            if (!came.Attributes.TryGetValue(name, out string? now))
            {
                return new Mismatch(saved.Path(), $"the attribute {name} was lost", $"{name}=\"{value}\"", null);
            }

            if (value != now && ExplainAttribute(name, value, Renamed(now, ids), saved.IsSvg) is { } reason)
            {
                return new Mismatch(saved.Path(), $"{name}: {reason}", value, now);
            }
        }

        return came.Attributes.Keys.FirstOrDefault(name => !saved.Attributes.ContainsKey(name)) is { } added
            ? new Mismatch(came.Path(), $"the attribute {added} came that was not saved", null, $"{added}=\"{came.Attributes[added]}\"")
            : null;
    }

    private string? ExplainAttribute(string name, string saved, string came, bool isSvg)
    {
        const string png = "data:image/png;base64,";
        if (saved.StartsWith(png, StringComparison.Ordinal) && came.StartsWith(png, StringComparison.Ordinal))
        {
            return images.Compare("image/png", saved[png.Length..], came[png.Length..])?.Reason;
        }

        return isSvg && s_geometry.Contains(name)
            ? LineComparison.Explain(Spaced(saved), Spaced(came), _geometry, isGeometry: true)
            : LineComparison.Explain(Spaced(saved), Spaced(came), tolerance);
    }

    private static Mismatch Structure(MarkupPart? saved, MarkupPart? came)
    {
        string reason = saved is null ? $"{came!.Title} came that was not saved"
            : came is null ? $"{saved.Title} was lost"
            : $"{saved.Title} became {came.Title}";
        return new Mismatch((saved ?? came)!.Path(), reason, saved?.Preview(), came?.Preview());
    }

    // Ids are names for use within the output: those that stand in the same places stand for the same.
    private static Dictionary<string, string> SameIds(IElement saved, IElement came)
    {
        string[] a = Ids(saved), b = Ids(came);
        bool isOneToOne = a.Length == b.Length && a.Distinct().Count() == a.Length && b.Distinct().Count() == b.Length;
        return isOneToOne
            ? a.Zip(b).Where(pair => pair.First != pair.Second)
                .ToDictionary(pair => pair.Second, pair => pair.First, StringComparer.Ordinal)
            : [];

        static string[] Ids(IElement body) => [.. body.QuerySelectorAll("[id]").Select(element => element.Id!)];
    }

    private static string Renamed(string value, Dictionary<string, string> ids) =>
        ids.Count == 0 ? value : Name().Replace(value, match => ids.GetValueOrDefault(match.Value, match.Value));

    // Whether there is a table of a dictionary; its rows then stand in the order of their keys.
    private static bool SortDictionaries(IElement body)
    {
        bool any = false;
        foreach (IElement table in body.QuerySelectorAll("table"))
        {
            string[]? headings = table.QuerySelector("tr")?.Children.Select(cell => cell.TextContent.Trim()).ToArray();
            IElement? rows = table.Children.LastOrDefault(part => part.LocalName == "tbody");
            if (headings is not ["key", "value"] || rows is null)
            {
                continue;
            }

            rows.Append([.. rows.Children.OrderBy(
                row => row.Children.FirstOrDefault()?.TextContent ?? "", StringComparer.Ordinal)]);
            any = true;
        }

        return any;
    }

    private static string Spaced(string value) => Space().Replace(value, " ").Trim();

    [GeneratedRegex(@"[\w-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@"^(?:br|hr|img|input|meta|link|col|wbr|source|area|base|embed|param|track)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex VoidElement();
}
