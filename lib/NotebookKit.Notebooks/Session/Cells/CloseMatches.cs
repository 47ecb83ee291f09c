namespace NotebookKit.Notebooks.Session;

/// <summary>Names that a reader may have meant.</summary>
internal static class CloseMatches
{
    private const int Most = 3;

    /// <summary>Up to three of the candidates, the closest first: few edits away, or containing what was written.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="candidates">What there is.</param>
    /// <returns>The candidates as they were given; none when nothing comes near.</returns>
    public static IReadOnlyList<string> Among(string written, IEnumerable<string> candidates)
    {
        int allowed = Math.Max(1, written.Length / 3);
        return [.. candidates
            .Where(candidate => Math.Abs(candidate.Length - written.Length) <= allowed || Contains(candidate, written))
            .Select(candidate => (Candidate: candidate, Distance: Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.Distance <= allowed || Contains(pair.Candidate, written))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate).Distinct(StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>The question to put after an error: <c> Did you mean 'epochs'?</c>, or nothing when no candidate comes near.</summary>
    public static string Question(string written, IEnumerable<string> candidates) =>
        Among(written, candidates) is [var first, ..] ? $" Did you mean '{first}'?" : "";

    private static bool Contains(string candidate, string written) =>
        written.Length > 2 && candidate.Contains(written, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Optimal string alignment: the insertions, deletions and replacements of one character, and exchanges of two
    /// neighbours, which lead from one to the other. Exchanged letters are the most common slip of fast typing.
    /// </summary>
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1];
        int[] previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 0; i < a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                current[j + 1] = Math.Min(Math.Min(current[j], previous[j + 1]) + 1, previous[j] + (a[i] == b[j] ? 0 : 1));
                if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                {
                    current[j + 1] = Math.Min(current[j + 1], before[j - 1] + 1);
                }
            }

            (before, previous) = (previous, current);
        }

        return previous[^1];
    }
}
