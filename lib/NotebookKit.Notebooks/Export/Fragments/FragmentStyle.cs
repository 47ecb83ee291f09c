using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Export;

/// <summary>Style sheets of a notebook: kept as they are, unless they would load something or end early.</summary>
internal static partial class FragmentStyle
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Why a style sheet or style attribute cannot stand in a page; null when it can.</summary>
    public static string? Problem(string css)
    {
        if (Markup().IsMatch(css))
        {
            return "it holds markup";
        }
        string plain = Escape().Replace(Comment().Replace(css, ""), Unescaped);
        if (Loading().Match(plain) is { Success: true } loading)
        {
            return $"it would load something by {loading.Value.TrimEnd('(', ':').ToLowerInvariant()}";
        }
        return Url().Matches(plain).Select(url => FragmentUrl.Normal(url.Groups[1].Value.Trim('"', '\'')))
            .FirstOrDefault(address => address.Length > 0 && address[0] != '#' && !FragmentUrl.IsData(address)) is { } loaded
            ? $"it would load {Shortened.Of(loaded)}"
            : null;
    }

    private static string Unescaped(Match escape)
    {
        if (!escape.Groups["hex"].Success)
        {
            return escape.Groups["sign"].Value;
        }
        int code = int.Parse(escape.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return code is 0 or > 0x10ffff or (>= 0xd800 and <= 0xdfff) ? "\ufffd" : char.ConvertFromUtf32(code);
    }

    [GeneratedRegex("<[a-z!/?]", Options)]
    private static partial Regex Markup();

    [GeneratedRegex(@"/\*[\s\S]*?(?:\*/|$)", Options)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\(?:(?<hex>[0-9a-f]{1,6})\s?|(?<sign>[^\r\n]))", Options)]
    private static partial Regex Escape();

    [GeneratedRegex(@"@import|image-set\(|(?<![\w-])(?:src|image|expression)\(|-moz-binding|(?<![\w-])behavior\s*:", Options)]
    private static partial Regex Loading();

    [GeneratedRegex(@"url\(\s*(""[^""]*""|'[^']*'|[^)]*)", Options)]
    private static partial Regex Url();
}
