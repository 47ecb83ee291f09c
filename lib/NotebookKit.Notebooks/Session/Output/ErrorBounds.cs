using System.Globalization;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Bounds an error's texts: an exception's message may be a whole file. The beginning of a text is kept and its end, of a
/// line and of all of them, with a note of how much is left out between.
/// </summary>
internal static class ErrorBounds
{
    private const int MaxText = 100_000;
    private const int MaxLines = 1_000;
    private const int KeptEnd = 1_000;
    private const int LastLines = 100;
    private const int LastText = 20_000;

    /// <summary>The error with every text, and the number of its lines, within bounds.</summary>
    public static ErrorEvent Shorten(ErrorEvent error)
    {
        bool isShort = error.Name.Length <= MaxText && error.Value.Length <= MaxText && AreShort(error.Traceback);
        return isShort ? error : new ErrorEvent(Shorten(error.Name, KeptEnd * 2), Shorten(error.Value, MaxText), Shorten(error.Traceback));
    }

    private static List<string> Shorten(IReadOnlyList<string> lines)
    {
        if (AreShort(lines))
        {
            return [.. lines];
        }

        List<string> first = Kept(lines.Take(MaxLines - LastLines), MaxText - LastText);
        // The last lines of a trace are the innermost cause's, which names the reason.
        List<string> last = Kept(lines.Skip(first.Count).Reverse().Take(LastLines), LastText);
        if (first.Count + last.Count < lines.Count)
        {
            first.Add(string.Create(
                CultureInfo.InvariantCulture, $"… ({lines.Count - first.Count - last.Count} more lines are left out)"));
        }

        last.Reverse();
        return [.. first, .. last];
    }

    private static bool AreShort(IReadOnlyList<string> lines) =>
        lines.Count <= MaxLines && lines.Sum(line => (long)line.Length) <= MaxText;

    private static List<string> Kept(IEnumerable<string> lines, int room)
    {
        var kept = new List<string>();
        foreach (string line in lines)
        {
            if (room <= 0)
            {
                break;
            }
            kept.Add(Shorten(line, Math.Max(KeptEnd * 2, room)));
            room -= kept[^1].Length;
        }

        return kept;
    }

    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }
        int start = length - KeptEnd;
        int end = text.Length - KeptEnd;
        // Between two characters, not inside one.
        if (char.IsLowSurrogate(text[start]))
        {
            start--;
        }
        if (char.IsLowSurrogate(text[end]))
        {
            end++;
        }
        return string.Create(
            CultureInfo.InvariantCulture, $"{text.AsSpan(0, start)}… ({end - start} characters are left out) …{text.AsSpan(end)}");
    }
}
