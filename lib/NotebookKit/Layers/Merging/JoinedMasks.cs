namespace NotebookKit.Layers;

/// <summary>
/// Several masks made one. Their first axes are the same, batch and time; a shorter one holds for all that is inside its steps.
/// </summary>
internal static class JoinedMasks
{
    /// <summary>1 where any of the masks has it; null where there is none.</summary>
    public static Tensor? InAny(IEnumerable<Tensor?> masks) => Join(masks, static (a, b) => Tensor.Maximum(a, b));

    /// <summary>1 where all of the masks have it; null where there is none.</summary>
    public static Tensor? InAll(IEnumerable<Tensor?> masks) => Join(masks, static (a, b) => a * b);

    /// <summary>Checks that every mask has the lengths of its input's first axes.</summary>
    /// <exception cref="ArgumentException">One does not, as where a mask of words came out of a layer that made one vector of
    /// them.</exception>
    public static void RequireFit(Layer layer, IReadOnlyList<Tensor?> masks, IReadOnlyList<Tensor> inputs)
    {
        for (int i = 0; i < masks.Count; i++)
        {
            if (masks[i] is { } mask && (mask.Rank > inputs[i].Rank || !mask.Shape.BroadcastsTo(inputs[i].Shape.Slice(0, mask.Rank))))
            {
                throw new ArgumentException(
                    $"{layer.Kind} '{layer.Name}' expects a mask of shape {inputs[i].Shape.Slice(0, Math.Min(2, inputs[i].Rank))}, as "
                    + $"(batch, time), for input {i} of shape {inputs[i].Shape}; received {mask.Shape}. Give 1 where a step counts, 0 "
                    + "where it does not.");
            }
        }
    }

    /// <summary>A mask with further axes of length 1 behind its own.</summary>
    public static Tensor WithRank(Tensor mask, int rank) =>
        mask.Rank >= rank ? mask : mask.Reshape([.. mask.Shape, .. Enumerable.Repeat(1, rank - mask.Rank)]);

    private static Tensor? Join(IEnumerable<Tensor?> masks, Func<Tensor, Tensor, Tensor> join)
    {
        Tensor[] present = [.. masks.OfType<Tensor>()];
        if (present.Length == 0)
            return null;
        int rank = present.Max(m => m.Rank);
        return present.Select(m => WithRank(m, rank)).Aggregate(join);
    }
}
