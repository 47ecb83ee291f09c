using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace NotebookKit.Tool.Reporting;

/// <summary>
/// Text that comes from notebooks, made fit for a terminal or a log. Whoever writes a notebook must not be able to move the
/// cursor, set the window's title, or give orders to the service that reads the log.
/// </summary>
internal static partial class TerminalText
{
    private const string Reset = "\x1b[0m";

    /// <summary>A text in which every control character but line ends and tabs is shown as C# writes it, <c>\u0007</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepColours">
    /// Whether sequences that set a colour or a style stay; each line that has some ends with a reset. Otherwise they are left
    /// out. All other escape sequences are shown as text, so that a message that consists of one is not empty.
    /// </param>
    public static string Safe(string text, bool keepColours = false)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = SafeLine(lines[i], keepColours);
        }

        return string.Join('\n', lines);
    }

    /// <summary>A text on one line of at most <paramref name="width"/> columns, the end cut off for an ellipsis.</summary>
    public static string Fit(string text, int width, string ellipsis)
    {
        string line = OneLine(text);
        if (line.GetCellWidth() <= width)
        {
            return line;
        }

        return width <= ellipsis.Length ? Head(line, width) : Head(line, width - ellipsis.Length) + ellipsis;
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

    private static string SafeLine(string line, bool keepColours)
    {
        var safe = new StringBuilder();
        bool coloured = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\x1b' && Style().Match(line, i) is { Success: true } style)
            {
                if (keepColours)
                {
                    safe.Append(style.Value);
                    coloured = true;
                }

                i += style.Length - 1;
            }
            else if (IsUnsafe(line[i]))
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)line[i]:x4}");
            }
            else
            {
                safe.Append(line[i]);
            }
        }

        return coloured ? safe.Append(Reset).ToString() : safe.ToString();
    }

    // Control characters of both sets, and those that turn the direction of the text around them.
    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    // Joiners and selectors make the width of what they stand beside a matter of the terminal: a row must not depend on it.
    private static string OneLine(string text) =>
        Joiners().Replace(Safe(text).Replace('\n', ' ').Replace('\t', ' '), "");

    private static string Head(string text, int width)
    {
        int end = 0;
        int columns = 0;
        foreach (var rune in text.EnumerateRunes())
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

    [GeneratedRegex(@"\G\x1b\[[0-9;:]*m")]
    private static partial Regex Style();

    [GeneratedRegex("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")]
    private static partial Regex Joiners();
}
