namespace NotebookKit.Layers;

/// <summary>
/// e^x over its sum along an axis, so that the values along it are positive and sum to 1. A mask with as many axes as the
/// input keeps masked values out of the sum and makes them 0; a (batch, time) mask passes on.
/// </summary>
/// <remarks>Up to Keras 3.9 a row whose values are all masked came out as if none were; since 3.10 it is zeros.</remarks>
/// <example>
/// <code>
/// SymbolicTensor y = new Softmax(axis: 1).Apply(new Input(5, 8));                // over time: (None, 5, 8) → (None, 5, 8)
/// </code>
/// </example>
/// <param name="axis">The axis that sums to 1; the last unless said otherwise.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Softmax(int axis = -1, string? name = null) : Layer(name)
{
    /// <summary>What a masked value is lowered by, as in Keras.</summary>
    internal const float MaskedBy = 1e9f;

    /// <summary>The axis that sums to 1.</summary>
    public int Axis { get; } = axis;

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (Axis >= inputShapes[0].Rank || Axis < -inputShapes[0].Rank)
            throw ShapeError($"an input with an axis {Axis}", inputShapes[0], "Choose another axis, or reshape the input.");
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        if (context.Mask is not { } mask || mask.Rank != x.Rank || !mask.Shape.BroadcastsTo(x.Shape))
            return [x.Softmax(Axis)];
        Tensor counts = mask.BroadcastTo(x.Shape);
        return [Tensor.Where(counts, Tensor.Where(counts, x, -MaskedBy).Softmax(Axis), 0)];
    }
}
