using System.Text;
using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// The entries of a text that is a dictionary or a set as a whole, in an order of their own. A text is known to be one when
/// everything stands within one pair of braces and every part between commas has a colon behind its key (JSON, Python), or none
/// has an equals sign (a Python set); or when .NET Interactive names its type in the first line,
/// <c>ImmutableDictionary&lt;String,Int32&gt;</c>, and a list of keys and values follows. A set of .NET looks like a list, and is
/// compared as one.
/// </summary>
internal static partial class DictionaryText
{
    private const int Longest = 1 << 20;

    /// <summary>The entries in order of their text, or null when the text is no dictionary.</summary>
    public static IReadOnlyList<string>? Entries(string text)
    {
        string whole = text.Trim();
        if (whole.Length > Longest)
        {
            return null;
        }

        if (whole is not ['{', .., '}'])
        {
            return Named(whole);
        }

        List<string>? entries = Parts(whole[1..^1]);
        if (entries is null || entries.Count == 0)
        {
            return null;
        }

        bool isDictionary = entries.All(entry => KeyEnd(entry) > 0);
        bool isSet = !isDictionary && entries.All(entry => KeyEnd(entry) < 0 && !entry.Contains('='));
        return isDictionary || isSet ? [.. entries.Order(StringComparer.Ordinal)] : null;
    }

    private static IReadOnlyList<string>? Named(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines.Length < 2 || !TypeLine().IsMatch(lines[0]))
        {
            return null;
        }

        var entries = new List<string>();
        string begin = lines[1][..^lines[1].TrimStart().Length] + "- Key:";
        foreach (string line in lines.Skip(1).Select(line => line.TrimEnd()))
        {
            if (line.StartsWith(begin, StringComparison.Ordinal))
            {
                entries.Add(line.Trim());
            }
            else if (entries.Count > 0)
            {
                entries[^1] += $" {line.Trim()}";
            }
            else
            {
                return null;
            }
        }

        return [lines[0].TrimEnd(), .. entries.Order(StringComparer.Ordinal)];
    }

    // The parts between the commas that stand in no bracket and no string; null when a bracket closes that was not opened.
    private static List<string>? Parts(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var open = new Stack<char>();
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                part.Append(c);
                if (c == '\\' && i + 1 < text.Length)
                {
                    part.Append(text[++i]);
                }
                else if (c == quote)
                {
                    quote = '\0';
                }

                continue;
            }

            if (c == ',' && open.Count == 0)
            {
                parts.Add(OneLine(part));
                continue;
            }

            if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c is '{' or '[' or '(')
            {
                open.Push(c);
            }
            else if (
                c is '}' or ']' or ')' && (!open.TryPop(out char opened) || (opened, c) is not (('{', '}') or ('[', ']') or ('(', ')'))))
            {
                return null;
            }

            part.Append(c);
        }

        parts.Add(OneLine(part));
        return open.Count == 0 && quote == '\0' ? parts : null;
    }

    private static string OneLine(StringBuilder part)
    {
        string text = string.Join(' ', part.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        part.Clear();
        return text;
    }

    // Where the key of an entry ends, or -1.
    private static int KeyEnd(string entry)
    {
        if (entry is not ['"' or '\'', ..])
        {
            return entry.IndexOf(':');
        }

        int end = entry.IndexOf(entry[0], 1);
        return end < 0 ? -1 : entry.IndexOf(':', end);
    }

    [GeneratedRegex(@"^\w*Dictionary<.*>\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex TypeLine();
}
