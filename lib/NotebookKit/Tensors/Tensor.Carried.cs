namespace NotebookKit;

/// <content>
/// What a tensor carries beside its numbers. These are all, and here is who sets each, who reads it and who hands it on:
/// <list type="table">
/// <item><term>Mask</term><description>
/// set by a layer's ComputeMasks (Masking, Embedding) or <see cref="WithMask"/>; read by <c>Layer.Run</c>, which puts the masks of
/// the inputs into the <see cref="CallContext"/> and sets those of the outputs. Operations on tensors drop it, layers decide.
/// </description></item>
/// <item><term>RepeatOf</term><description>
/// set by RepeatVector; read by FusedRecurrence, which then multiplies the vector by its kernel once. Any operation drops it:
/// the result is no longer the same vector at every step.
/// </description></item>
/// <item><term>AxisNames</term><description>
/// set by layers, their weights and <see cref="WithAxes"/>; read by tables and charts. Every operation hands them on where its
/// axes are those of an operand (Tensor.Axes.cs).
/// </description></item>
/// </list>
/// Nothing else travels. That rows are one-hot is not carried: FusedRecurrence looks at the numbers, and takes a look-up for
/// the product where they are.
/// </content>
public sealed partial class Tensor
{
    private string?[]? _axisNames;

    /// <summary>
    /// Which time steps of a (batch, time, …) tensor count: (batch, time), 1 for a step that counts and 0 for a masked
    /// one. Set by layers such as Masking and Embedding, and carried along by the layers after them, as in Keras.
    /// </summary>
    public Tensor? Mask { get; internal set; }

    /// <summary>
    /// What each axis is called, outermost first, for example batch, time, unit; null in place of an axis whose name is not
    /// known, and null where no name is.
    /// </summary>
    public IReadOnlyList<string?>? AxisNames => _axisNames;

    /// <summary>
    /// The (batch, features) tensor that this (batch, time, features) tensor repeats at every time step, or null. Set by
    /// RepeatVector, so that a recurrent layer multiplies the vector by its kernel once rather than at every step.
    /// </summary>
    internal Tensor? RepeatOf { get; set; }

    /// <summary>The same values carrying a mask, as Masking would set it: for data whose padding is known, or computed elsewhere.</summary>
    /// <param name="mask">(batch, time), 1 for a step that counts and 0 for a masked one; null for none.</param>
    /// <exception cref="ArgumentException">The mask's axes are not the first of this tensor.</exception>
    public Tensor WithMask(Tensor? mask)
    {
        if (mask is not null && (mask.Rank == 0 || mask.Rank > Rank || mask.Shape != Shape.Slice(0, mask.Rank)))
        {
            throw new ArgumentException(
                $"A mask has the first axes of its tensor, for {Shape} for example {Shape.Slice(0, Math.Min(2, Rank))}; received "
                + $"{mask.Shape}.",
                nameof(mask));
        }
        return Same(mask, _axisNames);
    }

    /// <summary>
    /// The same values with names for the axes, which tables and charts show:
    /// <c>Tensor.Of([0.1f, 0.2f, 0.3f]).Reshape(1, 3, 1).WithAxes("batch", "time", "feature")</c>.
    /// </summary>
    /// <param name="names">A name for each axis, outermost first, in the singular, as it stands before a number: «time 0».</param>
    /// <exception cref="ArgumentException">There are more or fewer names than axes, or one is empty.</exception>
    public Tensor WithAxes(params string[] names)
    {
        if (names.Length != Rank || names.Any(string.IsNullOrWhiteSpace))
        {
            string received = names.Length == 0 ? "none" : string.Join(", ", names.Select(n => $"'{n}'"));
            throw new ArgumentException(
                $"WithAxes expects a name for each of the {Rank} axes of {Shape}; received {received}.", nameof(names));
        }
        return Same(Mask, [.. names]);
    }

    /// <summary>A view of the same values, with its own mask and names.</summary>
    private Tensor Same(Tensor? mask, string?[]? names)
    {
        Tensor same = View(Shape).Named(names);
        (same.Mask, same.RepeatOf) = (mask, RepeatOf);
        return same;
    }

    private void CarryNothing() => (Mask, RepeatOf) = (null, null);
}
