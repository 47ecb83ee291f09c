using System.Globalization;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Bounds an error's texts: an exception's message may be a whole file. The beginning of a text is kept and its end, with a
/// note of how much is left out between.
/// </summary>
public static class ErrorBounds
{
    private const int MaxText = 100_000;
    private const int MaxLines = 1_000;
    private const int KeptEnd = 1_000;

    /// <summary>The error with every text, and the number of its lines, within bounds.</summary>
    public static ErrorEvent Shorten(ErrorEvent error)
    {
        ArgumentNullException.ThrowIfNull(error);
        bool isShort = error.Name.Length <= MaxText && error.Value.Length <= MaxText && error.Traceback.Count <= MaxLines
            && error.Traceback.Sum(line => (long)line.Length) <= MaxText;
        return isShort ? error : new ErrorEvent(Shorten(error.Name, KeptEnd * 2), Shorten(error.Value, MaxText), Shorten(error.Traceback));
    }

    private static List<string> Shorten(IReadOnlyList<string> lines)
    {
        var kept = new List<string>();
        int left = MaxText;
        foreach (string line in lines.Take(MaxLines))
        {
            if (left <= 0)
            {
                break;
            }
            kept.Add(Shorten(line, Math.Max(KeptEnd * 2, left)));
            left -= kept[^1].Length;
        }

        if (kept.Count < lines.Count)
        {
            kept.Add(string.Create(CultureInfo.InvariantCulture, $"… ({lines.Count - kept.Count} more lines are left out)"));
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
