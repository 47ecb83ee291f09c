using System.Globalization;
using System.Text;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// Halves of surrogate pairs in JSON: a front end may save one after cutting an output, and Python writes one as an escape. A .NET
/// string can hold it, but System.Text.Json refuses to read it.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>The text of a JSON string whose escapes are sound, halves of pairs included.</summary>
    /// <param name="raw">What stands between the quotation marks.</param>
    public static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            switch (raw[++i])
            {
                case 'u':
                    text.Append((char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                case 'n':
                    text.Append('\n');
                    break;
                case 'r':
                    text.Append('\r');
                    break;
                case 't':
                    text.Append('\t');
                    break;
                case 'b':
                    text.Append('\b');
                    break;
                case 'f':
                    text.Append('\f');
                    break;
                default:
                    text.Append(raw[i]);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>The text with U+FFFD in place of every half of a pair.</summary>
    public static string Shown(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            return text;
        }
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            shown.Append(rune.ToString());
        }
        return shown.ToString();
    }
}
