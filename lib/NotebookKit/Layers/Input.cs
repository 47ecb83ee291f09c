namespace NotebookKit.Layers;

/// <summary>Where data enters a model: says the shape of one sample, without the batch axis.</summary>
/// <example>
/// <code>
/// var fixedTime = new Input(7, 12);                                          // (None, 7, 12)
/// var anyTime = new Input([Shape.Unknown, 12]);                              // (None, None, 12)
/// </code>
/// </example>
public sealed class Input : Layer
{
    /// <summary>An input whose samples have this shape, for example <c>new Input(3, 1)</c> for (batch, 3 time steps, 1 feature).</summary>
    /// <param name="shape">The axis lengths of one sample; <see cref="Shape.Unknown"/> for an axis that varies.</param>
    public Input(params int[] shape)
        : this(shape, null)
    {
    }

    /// <summary>An input with a name or a fixed batch size.</summary>
    /// <param name="shape">The axis lengths of one sample; <see cref="Shape.Unknown"/> for an axis that varies.</param>
    /// <param name="name">What summaries and errors call it.</param>
    /// <param name="batchSize">The number of samples in every batch, which stateful layers need.</param>
    public Input(int[] shape, string? name, int? batchSize = null)
        : base(name)
    {
        Shape = new Shape([batchSize ?? Shape.Unknown, .. shape]);
        Output = Apply(Array.Empty<SymbolicTensor>())[0];
    }

    /// <summary>The shape with its batch axis.</summary>
    public Shape Shape { get; }

    /// <summary>The symbolic tensor that layers are applied to.</summary>
    public SymbolicTensor Output { get; }

    /// <summary>The symbolic tensor that layers are applied to.</summary>
    public static implicit operator SymbolicTensor(Input input) => input.Output;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [Shape];

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [inputs[0]];

    /// <inheritdoc/>
    protected override bool PassesMask => true;
}
