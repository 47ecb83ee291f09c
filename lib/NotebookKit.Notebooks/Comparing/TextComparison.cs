using System.Globalization;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// Holds one text against another, line by line. White space at the ends of lines and empty lines at the end count for
/// nothing, nor does the order of a dictionary's entries.
/// </summary>
/// <param name="tolerance">When numbers count as the same.</param>
/// <param name="patterns">What is not compared.</param>
internal sealed class TextComparison(Tolerance tolerance, IgnoredPatterns patterns)
{
    /// <summary>Where the texts part, or null.</summary>
    public Mismatch? Compare(string saved, string came)
    {
        if (saved == came)
        {
            return null;
        }

        string savedText = patterns.Replace(saved), cameText = patterns.Replace(came);
        string[] a = Lines(savedText), b = Lines(cameText);
        int first = 0;
        int shortest = Math.Min(a.Length, b.Length);
        while (first < shortest && IsSame(a[first], b[first]))
        {
            first++;
        }

        int last = 0;
        while (last < shortest - first && IsSame(a[^(last + 1)], b[^(last + 1)]))
        {
            last++;
        }

        (string[] lostLines, string[] newLines) = (a[first..^last], b[first..^last]);
        if (lostLines.Length == 0 && newLines.Length == 0)
        {
            return null;
        }

        Mismatch mismatch = Describe(lostLines, newLines, first);
        return IsSameDictionary(savedText, cameText) ? null : mismatch;
    }

    private bool IsSame(string saved, string came) => LineComparison.Explain(saved, came, tolerance) is null;

    private bool IsSameDictionary(string saved, string came) =>
        DictionaryText.Entries(saved) is { } a && DictionaryText.Entries(came) is { } b
        && a.Count == b.Count && a.Zip(b).All(pair => IsSame(pair.First, pair.Second));

    private Mismatch Describe(string[] lost, string[] added, int first)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"line {first + 1}");
        if (lost.Length == 0)
        {
            return new Mismatch(
                place, $"{Count(added.Length)} came that {(added.Length == 1 ? "was" : "were")} not saved", null, string.Join('\n', added));
        }

        if (added.Length == 0)
        {
            return new Mismatch(place, $"{Count(lost.Length)} {(lost.Length == 1 ? "was" : "were")} lost", string.Join('\n', lost), null);
        }

        if (lost.Length != added.Length)
        {
            return new Mismatch(
                place, $"{Count(lost.Length)} became {Count(added.Length)}", string.Join('\n', lost), string.Join('\n', added));
        }

        if (lost.Length > 1 && lost.Order(StringComparer.Ordinal).SequenceEqual(added.Order(StringComparer.Ordinal)))
        {
            return new Mismatch(place, $"{Count(lost.Length)} came in another order", string.Join('\n', lost), string.Join('\n', added));
        }

        string more = lost.Length == 1 ? "" : $"; {Count(lost.Length - 1)} more, from here to the last that differs";
        string reason = LineComparison.Explain(lost[0], added[0], tolerance) ?? "the text differs";
        return new Mismatch(place, reason + more, string.Join('\n', lost), string.Join('\n', added));
    }

    private static string Count(int lines) => string.Create(CultureInfo.InvariantCulture, $"{lines} {(lines == 1 ? "line" : "lines")}");

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())];
}
