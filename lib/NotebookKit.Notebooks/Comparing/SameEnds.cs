namespace NotebookKit.Notebooks.Comparing;

/// <summary>What two lists have in common at their ends: what differs stands between.</summary>
internal static class SameEnds
{
    /// <summary>How many items are the same at the beginning, and how many of the others at the end.</summary>
    /// <param name="a">A list.</param>
    /// <param name="b">Another.</param>
    /// <param name="isSame">Whether two items are the same.</param>
    public static (int First, int Last) Of<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, Func<T, T, bool> isSame)
    {
        int first = a.Zip(b).TakeWhile(pair => isSame(pair.First, pair.Second)).Count();
        return (first, a.Skip(first).Reverse().Zip(b.Skip(first).Reverse()).TakeWhile(pair => isSame(pair.First, pair.Second)).Count());
    }
}
