namespace NotebookKit.Notebooks.Comparing;

/// <summary>Where two outputs part.</summary>
/// <param name="Place">Where in the output, such as <c>line 3</c>; empty for all of it.</param>
/// <param name="Reason">What is wrong, as a sentence without a full stop.</param>
/// <param name="Saved">What was saved there; null for nothing.</param>
/// <param name="Came">What came there; null for nothing.</param>
internal sealed record Mismatch(string Place, string Reason, string? Saved, string? Came)
{
    /// <summary>The same, within a larger place.</summary>
    public Mismatch Within(string place) => this with { Place = Place.Length == 0 ? place : $"{place}, {Place}" };
}
