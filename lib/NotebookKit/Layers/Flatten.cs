namespace NotebookKit.Layers;

/// <summary>Puts all of a sample's values in one row: (batch, a, b, …) becomes (batch, a · b · …). It drops the mask.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Flatten().Apply(new Input(3, 4));                  // (None, 3, 4) → (None, 12)
/// </code>
/// </example>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Flatten(string? name = null) : Layer(name)
{
    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape sample = inputShapes[0].Slice(1, inputShapes[0].Rank);
        return [new Shape(inputShapes[0][0], sample.IsKnown ? sample.Size : Shape.Unknown)];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes[0].Rank == 0)
            throw ShapeError("a batch axis", inputShapes[0], "Reshape the tensor first, for example Reshape(1, -1).");
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Shape shape = inputs[0].Shape;
        return [inputs[0].Reshape(shape[0], shape.Slice(1, shape.Rank).Size)];
    }
}
