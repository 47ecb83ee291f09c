using NotebookKit.Kernels;

namespace NotebookKit.Layers;

/// <summary>The score of additive attention as a single operation of the record: Σ scale ∗ tanh(query + key) for every pair.</summary>
internal static class AdditiveScore
{
    /// <summary>
    /// The scores (batch, Tq, Tv) of queries (batch, Tq, dim) and keys (batch, Tv, dim); without a scale (dim,) every dimension counts
    /// alike.
    /// </summary>
    public static Tensor Of(Tensor query, Tensor key, Tensor? scale)
    {
        var scores = Tensor.Empty(new Shape(query.Shape[0], query.Shape[1], key.Shape[1]));
        AdditiveScores.Forward(Machine.Path, Inputs(query, key, scale), scores.Data);
        Tensor[] operands = scale is null ? [query, key] : [query, key, scale];
        return Tensor.Record(scores, operands, gradient =>
        {
            // Query and key may be one tensor, whose two gradients need places of their own.
            Tensor? toQuery = query.RequiresGrad ? Tensor.Empty(query.Shape) : null;
            Tensor? toKey = key.RequiresGrad ? Tensor.Empty(key.Shape) : null;
            Tensor? toScale = scale is { RequiresGrad: true } ? scale.EmptyGradient() : null;
            AdditiveScores.Backward(
                Machine.Path, Inputs(query, key, scale), gradient.Data,
                new AdditiveScoreGradients { Query = Of(toQuery), Key = Of(toKey), Scale = Of(toScale) });
            Accumulate(query, toQuery);
            Accumulate(key, toKey);
            Accumulate(scale, toScale);
        });
    }

    private static AdditiveScoreInputs Inputs(Tensor query, Tensor key, Tensor? scale) => new()
    {
        Batch = query.Shape[0],
        Queries = query.Shape[1],
        Keys = key.Shape[1],
        Units = query.Shape[2],
        Query = query.Data,
        Key = key.Data,
        Scale = scale is null ? [] : scale.Data,
    };

    private static void Accumulate(Tensor? operand, Tensor? gradient)
    {
        if (gradient is not null)
            operand!.Accumulate(gradient);
    }

    private static Span<float> Of(Tensor? gradient) => gradient is null ? [] : gradient.Data;
}
