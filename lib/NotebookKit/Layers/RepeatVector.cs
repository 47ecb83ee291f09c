namespace NotebookKit.Layers;

/// <summary>Repeats a vector at n time steps: (batch, features) becomes (batch, n, features). It drops the mask.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new RepeatVector(4).Apply(new Input(8));                // (None, 8) → (None, 4, 8)
/// </code>
/// </example>
public sealed class RepeatVector : Layer
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="n">How often.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">n is 0 or negative.</exception>
    public RepeatVector(int n, string? name = null)
        : base(name)
    {
        N = n > 0 ? n : throw new ArgumentException($"RepeatVector '{Name}' expects n of 1 or more; received {n}.", nameof(n));
    }

    /// <summary>How often the vector is repeated.</summary>
    public int N { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        [new Shape(inputShapes[0][0], N, inputShapes[0][1])];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes[0].Rank == 3)
        {
            throw ShapeError("(batch, features)", inputShapes[0],
                "Leave returnSequences false in the layer before, so that it gives one vector a sample.");
        }

        if (inputShapes[0].Rank != 2)
            throw ShapeError("(batch, features)", inputShapes[0], "Reshape the input to 2 axes, for example Reshape(1, -1).");
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Shape shape = inputs[0].Shape;
        Tensor repeated = inputs[0].ExpandDims(1).BroadcastTo(new Shape(shape[0], N, shape[1]));
        repeated.RepeatOf = inputs[0];
        return [repeated];
    }
}
