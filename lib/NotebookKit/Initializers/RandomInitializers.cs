namespace NotebookKit;

/// <summary>Normally distributed weights.</summary>
/// <param name="mean">The mean.</param>
/// <param name="stddev">The standard deviation.</param>
/// <param name="seed">Makes the same weights every time.</param>
public sealed class RandomNormal(float mean = 0, float stddev = 0.05f, int? seed = null) : Initializer(seed)
{
    /// <summary>The mean.</summary>
    public float Mean { get; } = mean;

    /// <summary>The standard deviation.</summary>
    public float Stddev { get; } = stddev;

    /// <inheritdoc/>
    protected override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        foreach (ref float value in values)
            value = Mean + Stddev * random.NextNormal();
    }
}

/// <summary>Uniformly distributed weights.</summary>
/// <param name="minval">The lowest value.</param>
/// <param name="maxval">The upper bound, not reached.</param>
/// <param name="seed">Makes the same weights every time.</param>
public sealed class RandomUniform(float minval = -0.05f, float maxval = 0.05f, int? seed = null) : Initializer(seed)
{
    /// <summary>The lowest value.</summary>
    public float Minval { get; } = minval;

    /// <summary>The upper bound, not reached.</summary>
    public float Maxval { get; } = maxval;

    /// <inheritdoc/>
    protected override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        foreach (ref float value in values)
            value = Minval + (Maxval - Minval) * random.NextSingle();
    }
}

/// <summary>
/// Uniform in ±√(6 / (fan in + fan out)), which keeps the variance of signals and gradients about equal from layer to layer
/// (Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010). The default of
/// kernels.
/// </summary>
/// <param name="seed">Makes the same weights every time.</param>
public sealed class GlorotUniform(int? seed = null) : Initializer(seed)
{
    /// <inheritdoc/>
    protected override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        (int fanIn, int fanOut) = Fans(shape);
        float limit = MathF.Sqrt(6f / Math.Max(1, fanIn + fanOut));
        foreach (ref float value in values)
            value = limit * (2 * random.NextSingle() - 1);
    }
}
