namespace NotebookKit.Layers;

/// <summary>Repeats every time step: (batch, time, features) becomes (batch, size · time, features). It drops the mask.</summary>
/// <example>
/// <code>
/// Tensor y = new UpSampling1D(2).Apply(x);   // steps a, b, c become a, a, b, b, c, c
/// </code>
/// </example>
public sealed class UpSampling1D : Layer
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="size">How often a step stands in the result.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">size is 0 or negative.</exception>
    public UpSampling1D(int size = 2, string? name = null)
        : base(name)
    {
        Size = size > 0 ? size
            : throw new ArgumentException($"UpSampling1D '{Name}' expects a size of 1 or more; received {size}.", nameof(size));
    }

    /// <summary>How often a step stands in the result.</summary>
    public int Size { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        int time = inputShapes[0][1];
        return [inputShapes[0].With(1, time == Shape.Unknown ? time : checked(time * Size))];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes) => RequireSequence(inputShapes[0]);

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Shape x = inputs[0].Shape;
        return [inputs[0].ExpandDims(2).BroadcastTo(new Shape(x[0], x[1], Size, x[2])).Reshape(ComputeOutputShapes([x])[0])];
    }
}
