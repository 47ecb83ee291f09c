namespace NotebookKit.Kernels;

/// <summary>Recognises rows that select one row of a matrix: one 1 and otherwise zeros.</summary>
internal static class OneHotRows
{
    /// <summary>
    /// Reads the column of the 1 in each row of <paramref name="x"/>, -1 for a row of zeros. Gives false at the first row that
    /// is neither, so that other inputs cost next to nothing.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<float> x, int columns, Span<int> tokens)
    {
        for (int row = 0; row < tokens.Length; row++)
        {
            ReadOnlySpan<float> values = x.Slice(row * columns, columns);
            int at = values.IndexOfAnyExcept(0f);
            if (at >= 0 && (values[at] != 1f || values[(at + 1)..].ContainsAnyExcept(0f)))
                return false;
            tokens[row] = at;
        }
        return true;
    }
}
