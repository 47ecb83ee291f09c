namespace NotebookKit;

/// <summary>
/// What training shows beside the loss. The standard ones are in <see cref="Metrics"/>; a Keras name such as
/// <c>"accuracy"</c> converts to them. A metric keeps no state: the mean over batches is the training loop's. Derive from this
/// class to write one of your own: say in <see cref="Measure"/> what is added up and how much it was.
/// </summary>
/// <example>
/// <code>
/// // The mean distance between prediction and target, in the unit of the data.
/// class Distance() : Metric("distance")
/// {
///     public override bool HigherIsBetter => false;
///
///     public override (double Sum, double Count) Measure(Tensor target, Tensor prediction, Tensor? mask = null) =>
///         ((target - prediction).Abs().Sum().Item(), target.Size);
/// }
///
/// model.Compile(new Adam(), Losses.MeanSquaredError, new Distance());
/// </code>
/// </example>
/// <param name="name">The name in logs and history.</param>
public abstract class Metric(string name)
{
    /// <summary>The name in logs and history.</summary>
    public string Name { get; } = name;

    /// <summary>Whether a larger value is a better one, which callbacks that watch a metric need to know.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>Measures a batch.</summary>
    /// <param name="target">What should have come out.</param>
    /// <param name="prediction">What came out, batch axis first.</param>
    /// <param name="mask">Which elements count, (batch, time); null where all do.</param>
    /// <returns>The sum over what is measured, and how much was measured; their quotient is the metric.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what would.</exception>
    public abstract (double Sum, double Count) Measure(Tensor target, Tensor prediction, Tensor? mask = null);

    /// <summary>The metric of a batch.</summary>
    /// <param name="target">What should have come out.</param>
    /// <param name="prediction">What came out, batch axis first; elements its mask leaves out do not count.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what would.</exception>
    public float Compute(Tensor target, Tensor prediction)
    {
        (double sum, double count) = Measure(target, prediction, prediction.Mask);
        return count == 0 ? 0 : (float)(sum / count);
    }

    /// <summary>Finds a standard metric by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static implicit operator Metric(string name) => Metrics.ByName(name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
