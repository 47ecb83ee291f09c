namespace NotebookKit.Layers;

/// <summary>
/// Scales every sample's values along an axis to mean 0 and variance 1, then by learned factors:
/// y = gamma ∗ (x - mean) / √(variance + epsilon) + beta (J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer Normalization",
/// 2016). The mask passes on.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new LayerNormalization().Apply(new Input(5, 8));       // (None, 5, 8) → (None, 5, 8)
/// </code>
/// </example>
public sealed class LayerNormalization : Layer
{
    private Weight? _gamma, _beta;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="axis">The axis to normalise along; the last unless said otherwise.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    /// <param name="center">Whether beta is added.</param>
    /// <param name="scale">Whether the result is multiplied by gamma.</param>
    /// <param name="betaInitializer">How beta starts; Zeros unless said otherwise.</param>
    /// <param name="gammaInitializer">How gamma starts; Ones unless said otherwise.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    public LayerNormalization(
        int axis = -1, float epsilon = 1e-3f, bool center = true, bool scale = true, Initializer? betaInitializer = null,
        Initializer? gammaInitializer = null, string? name = null)
        : base(name)
    {
        Axis = axis != 0 ? axis
            : throw new ArgumentException(
            $"LayerNormalization '{Name}' normalises within a sample; axis 0 is the batch. Choose another axis, for example -1.",
            nameof(axis));
        Epsilon = epsilon > 0 ? epsilon
            : throw new ArgumentException($"LayerNormalization '{Name}' expects an epsilon above 0; received {epsilon}.", nameof(epsilon));
        Center = center;
        Scale = scale;
        BetaInitializer = betaInitializer ?? new Zeros();
        GammaInitializer = gammaInitializer ?? new Ones();
    }

    /// <summary>The axis to normalise along.</summary>
    public int Axis { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public float Epsilon { get; }

    /// <summary>Whether beta is added.</summary>
    public bool Center { get; }

    /// <summary>Whether the result is multiplied by gamma.</summary>
    public bool Scale { get; }

    /// <summary>How beta starts.</summary>
    public Initializer BetaInitializer { get; }

    /// <summary>How gamma starts.</summary>
    public Initializer GammaInitializer { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes) => RequireAxis(Axis, (_gamma ?? _beta)?.Shape[0], inputShapes[0]);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        var shape = new Shape(inputShapes[0][Axis]);
        if (Scale)
            _gamma = AddWeight("gamma", shape, GammaInitializer, axes: Axis is -1 ? ["unit"] : null);
        if (Center)
            _beta = AddWeight("beta", shape, BetaInitializer, axes: Axis is -1 ? ["unit"] : null);
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0], centred = x - x.Mean(Axis, keepDims: true);
        Tensor y = centred / (centred.Square().Mean(Axis, keepDims: true) + Epsilon).Sqrt();
        if (_gamma is not null)
            y *= AlongAxis(_gamma.Value, x.Shape);
        if (_beta is not null)
            y += AlongAxis(_beta.Value, x.Shape);
        return [y];
    }

    private Tensor AlongAxis(Tensor weight, Shape x) => Factors.Along(weight, x, x.NormalizeAxis(Axis));
}
