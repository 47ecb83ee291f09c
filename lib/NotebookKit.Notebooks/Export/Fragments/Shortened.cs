using System.Globalization;
using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>What messages quote of a notebook: one short line, whatever stands there.</summary>
internal static class Shortened
{
    private const int Longest = 100;

    /// <summary>The beginning of a text, blanks of all kinds as one and other control characters as U+FFFD.</summary>
    public static string Of(string text)
    {
        var cut = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (cut.Length >= Longest)
            {
                return cut.Append('…').ToString();
            }
            bool isBlank = Rune.IsWhiteSpace(rune);
            if (isBlank && cut.Length > 0 && cut[^1] == ' ')
            {
                continue;
            }
            cut.Append(isBlank ? " " : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format ? "\ufffd"
                : rune.ToString());
        }

        return cut.ToString();
    }
}
