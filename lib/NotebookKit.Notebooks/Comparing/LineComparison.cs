namespace NotebookKit.Notebooks.Comparing;

/// <summary>Holds one line against another: equal but for numbers, and those within the tolerance.</summary>
internal static class LineComparison
{
    /// <summary>What differs, as a sentence without a full stop; null when nothing does.</summary>
    /// <param name="saved">The saved line.</param>
    /// <param name="came">The new line.</param>
    /// <param name="tolerance">When numbers count as the same.</param>
    /// <param name="isGeometry">Whether the lines are coordinates.</param>
    public static string? Explain(string saved, string came, Tolerance tolerance, bool isGeometry = false)
    {
        if (saved == came)
        {
            return null;
        }

        List<TextPart> savedParts = NumberText.Split(saved, isGeometry);
        List<TextPart> cameParts = NumberText.Split(came, isGeometry);
        bool numbersChanged = NumbersChanged(savedParts, cameParts);
        // A number with another count of digits moves what stands around it.
        if (numbersChanged || isGeometry)
        {
            savedParts.RemoveAll(part => part.Kind == PartKind.Space);
            cameParts.RemoveAll(part => part.Kind == PartKind.Space);
        }

        if (savedParts.Count != cameParts.Count)
        {
            return "the text differs";
        }

        foreach ((TextPart a, TextPart b) in savedParts.Zip(cameParts))
        {
            if (a.Kind == PartKind.Number && b.Kind == PartKind.Number)
            {
                if (!tolerance.Accepts(a.Text, b.Text))
                {
                    return tolerance.Explain(a.Text, b.Text);
                }
            }
            else if (a != b)
            {
                return a.Kind == PartKind.Space && b.Kind == PartKind.Space ? "the white space differs" : "the text differs";
            }
        }

        return null;
    }

    private static bool NumbersChanged(List<TextPart> saved, List<TextPart> came)
    {
        IEnumerable<TextPart> numbers = saved.Where(part => part.Kind == PartKind.Number);
        return !numbers.SequenceEqual(came.Where(part => part.Kind == PartKind.Number));
    }
}
