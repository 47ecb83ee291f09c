namespace NotebookKit.Layers;

/// <summary>
/// In training adds normally distributed numbers of mean 0 to the values. Otherwise it hands its input on. The mask
/// passes on.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new GaussianNoise(0.1f).Apply(x, training: true);   // (batch, time, 8) or any other shape, which stays
/// </code>
/// </example>
public sealed class GaussianNoise : ElementWiseLayer
{
    private readonly RandomStream? _random;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="stddev">The standard deviation of what is added.</param>
    /// <param name="seed">Makes the same noise every time; without one it comes from <see cref="RandomSeed"/>.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The deviation is negative.</exception>
    public GaussianNoise(float stddev, int? seed = null, string? name = null)
        : base(name)
    {
        Stddev = Require(stddev, stddev is >= 0 and < float.PositiveInfinity, nameof(stddev), "of 0 or more");
        Seed = seed;
        _random = seed is null ? null : RandomSeed.Stream(seed);
    }

    /// <summary>The standard deviation of what is added.</summary>
    public float Stddev { get; }

    /// <summary>Makes the same noise every time; null where it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [context.Training && Stddev > 0
            ? inputs[0] + Tensor.RandomNormal(inputs[0].Shape, 0, Stddev, _random ?? RandomSeed.Stream())
            : inputs[0]];
}

/// <summary>
/// In training multiplies by normally distributed numbers of mean 1 and variance rate / (1 - rate) (Srivastava et al., 2014,
/// section 10). Otherwise it hands its input on. The mask passes on.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new GaussianDropout(0.2f).Apply(new Input(5, 8));       // (None, 5, 8)
/// </code>
/// </example>
public sealed class GaussianDropout : ElementWiseLayer
{
    private readonly RandomStream? _random;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="rate">What Dropout's rate would be, from 0 to below 1.</param>
    /// <param name="seed">Makes the same noise every time; without one it comes from <see cref="RandomSeed"/>.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The rate lies outside its range.</exception>
    public GaussianDropout(float rate, int? seed = null, string? name = null)
        : base(name)
    {
        Rate = Require(rate, rate is >= 0 and < 1, nameof(rate), "from 0 to below 1");
        Seed = seed;
        _random = seed is null ? null : RandomSeed.Stream(seed);
    }

    /// <summary>What Dropout's rate would be.</summary>
    public float Rate { get; }

    /// <summary>Makes the same noise every time; null where it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [context.Training && Rate > 0
            ? inputs[0] * Tensor.RandomNormal(inputs[0].Shape, 1, MathF.Sqrt(Rate / (1 - Rate)), _random ?? RandomSeed.Stream())
            : inputs[0]];
}
