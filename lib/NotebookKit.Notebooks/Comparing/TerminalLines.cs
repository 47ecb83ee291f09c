namespace NotebookKit.Notebooks.Comparing;

/// <summary>A stream's text as a terminal leaves it: carriage returns and backspaces done, colours gone.</summary>
internal static class TerminalLines
{
    /// <summary>The text that is left.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny('\r', '\b', '\x1b'))
        {
            return text;
        }

        return string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(Shown));
    }

    private static string Shown(string line)
    {
        var kept = new List<char>(line.Length);
        int at = 0;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '\r')
            {
                at = 0;
            }
            else if (c == '\b')
            {
                at = Math.Max(0, at - 1);
            }
            else if (c == '\x1b' && i + 1 < line.Length && line[i + 1] == '[')
            {
                i += 2;
                while (i < line.Length && line[i] is not (>= '@' and <= '~'))
                {
                    i++;
                }
            }
            else if (at < kept.Count)
            {
                kept[at++] = c;
            }
            else
            {
                kept.Add(c);
                at++;
            }
        }

        return string.Concat(kept);
    }
}
