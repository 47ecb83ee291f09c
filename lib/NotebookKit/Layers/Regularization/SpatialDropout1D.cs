namespace NotebookKit.Layers;

/// <summary>
/// Dropout of whole features: in training a feature is dropped at all time steps of a sample or at none (J. Tompson et al.,
/// "Efficient Object Localization Using Convolutional Networks", 2015). Otherwise it hands its input on. The mask passes on.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new SpatialDropout1D(0.2f).Apply(x, training: true);   // x and y (2, 5, 3)
/// </code>
/// </example>
public sealed class SpatialDropout1D : Layer
{
    private readonly RandomStream? _random;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="rate">The part of the features that is dropped, from 0 to below 1.</param>
    /// <param name="seed">Makes the same choice every time; without one it comes from <see cref="RandomSeed"/>.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The rate lies outside its range.</exception>
    public SpatialDropout1D(float rate, int? seed = null, string? name = null)
        : base(name)
    {
        Rate = rate is >= 0 and < 1
            ? rate
            : throw new ArgumentException(
                $"SpatialDropout1D '{Name}' expects a rate from 0 to below 1, the part that is dropped; received {rate}.", nameof(rate));
        Seed = seed;
        _random = seed is null ? null : RandomSeed.Stream(seed);
    }

    /// <summary>The part of the features that is dropped.</summary>
    public float Rate { get; }

    /// <summary>Makes the same choice every time; null where it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes) => RequireSequence(inputShapes[0]);

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        return [context.Training && Rate > 0 ? x * DropoutMask.Sample(new Shape(x.Shape[0], 1, x.Shape[2]), Rate, _random) : x];
    }
}
