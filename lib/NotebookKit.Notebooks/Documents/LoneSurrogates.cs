using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// Halves of surrogate pairs in JSON: a front end may save one after cutting an output, and Python writes one as an escape. A .NET
/// string can hold it, but System.Text.Json refuses to read it.
/// </summary>
internal static partial class LoneSurrogates
{
    /// <summary>The text of a JSON string whose escapes are sound, halves of pairs included.</summary>
    /// <param name="raw">What stands between the quotation marks.</param>
    public static string Unescape(string raw) => Escape().Replace(raw, escape => escape.ValueSpan[1] switch
    {
        'u' => ((char)int.Parse(escape.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'b' => "\b",
        'f' => "\f",
        var itself => itself.ToString(),
    });

    /// <summary>The text with U+FFFD in place of every half of a pair.</summary>
    public static string Shown(string text) =>
        text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : string.Concat(text.EnumerateRunes());

    /// <summary>JSON with U+FFFD in place of every half of a pair, in keys too, so that all of its texts can be read.</summary>
    /// <param name="json">Its text.</param>
    public static string ShownInJson(string json) => json.Contains("\\ud", StringComparison.OrdinalIgnoreCase)
        ? Half().Replace(Shown(json), escape => escape.Groups["half"].Success ? "\\ufffd" : escape.Value)
        : Shown(json);

    // What is a pair, or another escape, a backslash too, is passed over whole.
    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|(?<half>\\u[dD][89a-fA-F][0-9A-Fa-f]{2})|\\.",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Half();

    [GeneratedRegex(@"\\(?:u[0-9A-Fa-f]{4}|[^u])", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
