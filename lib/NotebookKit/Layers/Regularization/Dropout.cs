namespace NotebookKit.Layers;

/// <summary>
/// In training sets a random part of the values to 0 and divides the others by 1 - rate, so that sums keep their size
/// (Srivastava et al., 2014). Otherwise it hands its input on. The mask passes on.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Dropout(0.2f).Apply(new Input(5, 8));               // (None, 5, 8); drops in training only
/// </code>
/// </example>
public sealed class Dropout : Layer
{
    private readonly RandomStream? _random;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="rate">The part that is dropped, from 0 to below 1.</param>
    /// <param name="noiseShape">
    /// The shape of the random choice, batch axis first; an axis of length 1 shares it, -1 stands for the input's length. The
    /// input's shape unless said otherwise.
    /// </param>
    /// <param name="seed">Makes the same choice every time; without one it comes from <see cref="RandomSeed"/>.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The rate lies outside its range.</exception>
    public Dropout(float rate, int[]? noiseShape = null, int? seed = null, string? name = null)
        : base(name)
    {
        Rate = rate is >= 0 and < 1 ? rate
            : throw new ArgumentException($"Dropout '{Name}' expects a rate from 0 to below 1, the part that is dropped; received {rate}.",
            nameof(rate));
        NoiseShape = noiseShape is null ? null : [.. noiseShape];
        Seed = seed;
        _random = seed is null ? null : RandomSeed.Stream(seed);
    }

    /// <summary>The part that is dropped.</summary>
    public float Rate { get; }

    /// <summary>The shape of the random choice, or null where it is the input's.</summary>
    public IReadOnlyList<int>? NoiseShape { get; }

    /// <summary>Makes the same choice every time; null where it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        if (NoiseShape is { } noise && (noise.Count != x.Rank || Enumerable.Range(0, x.Rank)
            .Any(axis => noise[axis] is not (1 or -1) && x[axis] != Shape.Unknown && noise[axis] != x[axis])))
        {
            throw ShapeError($"an input that the noise shape ({string.Join(", ", noise)}) broadcasts to", x,
                "Give one length an axis: 1, -1 or the input's.");
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        if (!context.Training || Rate == 0)
            return [x];
        Shape shape = NoiseShape is null ? x.Shape : new Shape([.. NoiseShape.Select((n, axis) => n == -1 ? x.Shape[axis] : n)]);
        return [x * DropoutMask.Sample(shape, Rate, _random)];
    }
}
