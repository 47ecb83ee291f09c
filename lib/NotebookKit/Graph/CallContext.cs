namespace NotebookKit;

/// <summary>The circumstances under which a layer runs.</summary>
/// <param name="Training">Whether the model is learning: Dropout acts only then.</param>
/// <param name="Masks">For each input its (batch, time) mask, or null where every step counts.</param>
public sealed record CallContext(bool Training, IReadOnlyList<Tensor?> Masks)
{
    /// <summary>The mask of the first input, or null where every step counts.</summary>
    public Tensor? Mask => Masks.Count > 0 ? Masks[0] : null;

    /// <summary>Whether the masks were given by hand, in place of those that travel with the inputs.</summary>
    internal bool MaskIsGiven { get; init; }
}
