namespace NotebookKit.Notebooks.Session;

/// <summary>Names that a reader may have meant.</summary>
internal static class CloseMatches
{
    /// <summary>Up to three of the candidates, the closest first: few edits away, or containing what was written.</summary>
    public static IReadOnlyList<string> Among(string written, IEnumerable<string> candidates)
    {
        var allowed = Math.Max(1, written.Length / 3);
        return [.. candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.Distance <= allowed || (written.Length > 2 && pair.Candidate.Contains(written, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate).Take(3)];
    }

    /// <summary>Levenshtein distance: insertions, deletions and replacements of one character.</summary>
    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        foreach (var (i, from) in a.Index())
        {
            var current = new int[b.Length + 1];
            current[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
                current[j + 1] = Math.Min(Math.Min(current[j], previous[j + 1]) + 1, previous[j] + (from == b[j] ? 0 : 1));
            previous = current;
        }

        return previous[^1];
    }
}
