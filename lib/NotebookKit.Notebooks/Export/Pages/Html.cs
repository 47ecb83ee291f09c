using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>Text as it may stand in HTML.</summary>
internal static class Html
{
    /// <summary>
    /// The text with what HTML would read as markup replaced, for elements and for quoted attributes. Characters that HTML
    /// forbids become U+FFFD.
    /// </summary>
    public static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(Escape));

    private static string Escape(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        < 0x20 and not ('\t' or '\n' or '\r') or >= 0x7f and < 0xa0 => "\uFFFD",
        _ => rune.ToString(),
    };
}
