namespace NotebookKit.Layers;

/// <summary>
/// x where x ≥ 0, and alpha ∗ x below with a learned alpha for each place of a sample (K. He et al., "Delving Deep into
/// Rectifiers", 2015). The shape stays, and the mask passes on.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new PReLU(sharedAxes: [1]).Apply(x);   // x and y (batch, time, features); alpha (1, features), one for all steps
/// </code>
/// </example>
/// <param name="alphaInitializer">How alpha starts; Zeros unless said otherwise.</param>
/// <param name="sharedAxes">The axes along which one alpha serves all places, counted from 1 as in Keras; none unless given.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class PReLU(Initializer? alphaInitializer = null, int[]? sharedAxes = null, string? name = null) : ElementWiseLayer(name)
{
    private Weight? _alpha;

    /// <summary>How alpha starts.</summary>
    public Initializer AlphaInitializer { get; } = alphaInitializer ?? new Zeros();

    /// <summary>The axes along which one alpha serves all places, counted from 1; null for none.</summary>
    public IReadOnlyList<int>? SharedAxes { get; } = sharedAxes is null ? null : [.. sharedAxes];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        if (x.Rank < 2 || SharedAxes?.Any(axis => axis < 1 || axis >= x.Rank) == true)
        {
            throw ShapeError(
                $"a batch axis and axes of a sample{(SharedAxes is null ? "" : $", {string.Join(", ", SharedAxes)} among them")}", x,
                "Choose other shared axes, counted from 1, or reshape the input.");
        }
        Shape alpha = AlphaShape(x);
        if (!alpha.IsKnown)
        {
            throw ShapeError("known lengths of the axes that are not shared", x,
                "Say them in the Input, or share the axis: new PReLU(sharedAxes: [1]).");
        }
        if (_alpha is not null && _alpha.Shape != alpha)
        {
            throw ShapeError($"samples whose alpha is {_alpha.Shape}, as when it was made", x,
                "Give it samples of the same shape, or make a new layer.");
        }
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes) =>
        _alpha = AddWeight("alpha", AlphaShape(inputShapes[0]), AlphaInitializer);

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [inputs[0].Relu() - (_alpha!.Value * (-inputs[0]).Relu())];

    private Shape AlphaShape(Shape x) => new([.. x.Skip(1).Select((length, i) => SharedAxes?.Contains(i + 1) == true ? 1 : length)]);
}
