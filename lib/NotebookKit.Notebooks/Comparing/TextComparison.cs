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
        (int first, int last) = SameEnds.Of(a, b, IsSame);

        (string[] lostLines, string[] newLines) = (a[first..^last], b[first..^last]);
        return (lostLines.Length == 0 && newLines.Length == 0) || IsSameDictionary(savedText, cameText)
            ? null
            : Describe(lostLines, newLines, first);
    }

    private bool IsSame(string saved, string came) => LineComparison.Explain(saved, came, tolerance) is null;

    private bool IsSameDictionary(string saved, string came) =>
        DictionaryText.Entries(saved) is { } a && DictionaryText.Entries(came) is { } b
        && a.Count == b.Count && a.Zip(b).All(pair => IsSame(pair.First, pair.Second));

    private Mismatch Describe(string[] lost, string[] added, int first)
    {
        string reason =
            lost.Length == 0 ? $"{Count(added.Length)} came that {(added.Length == 1 ? "was" : "were")} not saved"
            : added.Length == 0 ? $"{Count(lost.Length)} {(lost.Length == 1 ? "was" : "were")} lost"
            : lost.Length != added.Length ? $"{Count(lost.Length)} became {Count(added.Length)}"
            : lost.Length > 1 && lost.Order(StringComparer.Ordinal).SequenceEqual(added.Order(StringComparer.Ordinal))
                ? $"{Count(lost.Length)} came in another order"
            : (LineComparison.Explain(lost[0], added[0], tolerance) ?? "the text differs")
                + (lost.Length == 1 ? "" : $"; {Count(lost.Length - 1)} more, from here to the last that differs");
        return new Mismatch(string.Create(CultureInfo.InvariantCulture, $"line {first + 1}"), reason, Joined(lost), Joined(added));
    }

    private static string? Joined(string[] lines) => lines.Length == 0 ? null : string.Join('\n', lines);

    private static string Count(int lines) => string.Create(CultureInfo.InvariantCulture, $"{lines} {(lines == 1 ? "line" : "lines")}");

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())];
}
