namespace NotebookKit.Notebooks.Comparing;

/// <summary>What differs between the saved and the new outputs of a cell.</summary>
/// <param name="Where">Where in the outputs, such as <c>output 2, text/plain, line 3</c>.</param>
/// <param name="Reason">What is wrong, as a sentence without a full stop; of a number, by how much it is off.</param>
/// <param name="Saved">What was saved there, shortened; null for nothing.</param>
/// <param name="Came">What came there, shortened; null for nothing.</param>
public sealed record OutputDifference(string Where, string Reason, string? Saved, string? Came)
{
    internal static OutputDifference Of(Mismatch mismatch) => new(
        mismatch.Place,
        mismatch.Reason,
        mismatch.Saved is null ? null : Excerpt.Of(mismatch.Saved),
        mismatch.Came is null ? null : Excerpt.Of(mismatch.Came));
}

/// <summary>What differs between the saved and the new outputs of a cell, and which cell it is.</summary>
/// <param name="Index">The cell's place in the new notebook, from 0, counting cells of every kind.</param>
/// <param name="Cell">The cell in the new notebook.</param>
/// <param name="Difference">What differs.</param>
public sealed record CellDifference(int Index, Documents.NotebookCell Cell, OutputDifference Difference);
