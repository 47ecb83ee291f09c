using System.Text;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Session;
using Spectre.Console;

namespace NotebookKit.Tool.Reporting;

/// <summary>Text of notebooks on one line of a table, measured in the terminal's columns.</summary>
internal static partial class ColumnText
{
    /// <summary>A text on one line of at most <paramref name="width"/> columns, the end cut off for an ellipsis.</summary>
    public static string Fit(string text, int width, string ellipsis)
    {
        string line = OneLine(text);
        return line.GetCellWidth() <= width ? line
            : width <= ellipsis.Length ? Head(line, width)
            : Head(line, width - ellipsis.Length) + ellipsis;
    }

    /// <summary>As <see cref="Fit"/>, with the middle cut out, since paths differ at their ends.</summary>
    public static string FitMiddle(string text, int width, string ellipsis)
    {
        string line = OneLine(text);
        if (line.GetCellWidth() <= width || width < ellipsis.Length + 2)
        {
            return Fit(line, width, ellipsis);
        }

        int tail = (width - ellipsis.Length) / 3;
        return Head(line, width - ellipsis.Length - tail) + ellipsis + Tail(line, tail);
    }

    /// <summary>A text that <see cref="Fit"/> made, filled up with spaces.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - text.GetCellWidth()));

    // Joiners and selectors make the width of what they stand beside a matter of the terminal: a row must not depend on it.
    private static string OneLine(string text) =>
        Joiners().Replace(TerminalText.WithoutColours(text).Replace('\n', ' ').Replace('\t', ' '), "");

    private static string Head(string text, int width)
    {
        int end = 0;
        int columns = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            columns += rune.ToString().GetCellWidth();
            if (columns > width)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..Math.Min(end, text.Length)];
    }

    private static string Tail(string text, int width)
    {
        int start = text.Length;
        while (start > 0)
        {
            int next = start - (start > 1 && char.IsLowSurrogate(text[start - 1]) && char.IsHighSurrogate(text[start - 2]) ? 2 : 1);
            if (text[next..].GetCellWidth() > width)
            {
                break;
            }

            start = next;
        }

        return text[start..];
    }

    [GeneratedRegex("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")]
    private static partial Regex Joiners();
}
