using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>Text as it may stand in HTML.</summary>
internal static class Html
{
    /// <summary>
    /// The text with what HTML would read as markup replaced, for elements and for quoted attributes. Characters that HTML
    /// forbids become U+FFFD.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '"':
                    escaped.Append("&quot;");
                    break;
                case '\'':
                    escaped.Append("&#39;");
                    break;
                case < 0x20 and not ('\t' or '\n' or '\r'):
                case >= 0x7f and < 0xa0:
                    escaped.Append('\uFFFD');
                    break;
                default:
                    escaped.Append(rune.ToString());
                    break;
            }
        }

        return escaped.ToString();
    }
}
