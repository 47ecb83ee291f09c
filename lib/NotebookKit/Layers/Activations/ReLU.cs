namespace NotebookKit.Layers;

/// <summary>
/// f(x) = min(x, maxValue) where x > threshold, and negativeSlope · (x - threshold) elsewhere: the rectified linear unit with
/// Keras's settings. The shape stays, and the mask passes on.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new ReLU(maxValue: 6).Apply(x);   // (batch, time, 8) or any other shape, which stays; values from 0 to 6
/// </code>
/// </example>
public sealed class ReLU : ElementWiseLayer
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="maxValue">The largest value that comes out; none unless given.</param>
    /// <param name="negativeSlope">The slope below the threshold.</param>
    /// <param name="threshold">Where values begin to pass.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A setting is negative.</exception>
    public ReLU(float? maxValue = null, float negativeSlope = 0, float threshold = 0, string? name = null)
        : base(name)
    {
        MaxValue = maxValue is { } most ? Require(most, most >= 0, nameof(maxValue), "of 0 or more") : null;
        NegativeSlope = Require(negativeSlope, negativeSlope >= 0, nameof(negativeSlope), "of 0 or more");
        Threshold = Require(threshold, threshold >= 0, nameof(threshold), "of 0 or more");
    }

    /// <summary>The largest value that comes out; null where there is none.</summary>
    public float? MaxValue { get; }

    /// <summary>The slope below the threshold.</summary>
    public float NegativeSlope { get; }

    /// <summary>Where values begin to pass.</summary>
    public float Threshold { get; }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        float slope = NegativeSlope, threshold = Threshold, most = MaxValue ?? float.PositiveInfinity;
        return [inputs[0].Map(
            x => x > threshold ? Math.Min(x, most) : slope * (x - threshold),
            x => x > threshold ? (x < most ? 1 : 0) : slope)];
    }
}

/// <summary>
/// x where x ≥ 0, and negativeSlope · x below, so that a gradient remains (A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier
/// Nonlinearities Improve Neural Network Acoustic Models", 2013). The shape stays, and the mask passes on.
/// </summary>
/// <remarks>Keras 2 calls the setting <c>alpha</c>; it is 0.3 in both.</remarks>
/// <example>
/// <code>
/// SymbolicTensor y = new LeakyReLU(negativeSlope: 0.1f).Apply(new Input(4));   // (None, 4) → (None, 4)
/// </code>
/// </example>
public sealed class LeakyReLU : ElementWiseLayer
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="negativeSlope">The slope below 0.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The slope is negative.</exception>
    public LeakyReLU(float negativeSlope = 0.3f, string? name = null)
        : base(name)
    {
        NegativeSlope = Require(negativeSlope, negativeSlope >= 0, nameof(negativeSlope), "of 0 or more");
    }

    /// <summary>The slope below 0.</summary>
    public float NegativeSlope { get; }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        float slope = NegativeSlope;
        return [inputs[0].Map(x => x >= 0 ? x : slope * x, x => x >= 0 ? 1 : slope)];
    }
}
