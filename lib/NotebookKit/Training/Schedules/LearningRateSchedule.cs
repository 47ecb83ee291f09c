namespace NotebookKit;

/// <summary>
/// How the learning rate depends on the number of updates made. A plain number converts to a constant rate. Derive from this class
/// to write a schedule of your own.
/// </summary>
/// <example>
/// <code>
/// // Rises for the first steps, and falls by the root of their number (Vaswani and others, 2017).
/// class Warmup(float rate, int steps) : LearningRateSchedule
/// {
///     public override float At(long step) => rate * MathF.Min((step + 1f) / steps, MathF.Sqrt(steps / (step + 1f)));
/// }
///
/// model.Compile(new Adam(new Warmup(0.001f, steps: 100)), Losses.MeanSquaredError);
/// </code>
/// </example>
/// <remarks>
/// A file cannot hold code: a model whose rate follows a schedule of your own is saved by <c>Save(path, includeOptimizer: false)</c>.
/// </remarks>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of one update.</summary>
    /// <param name="step">How many updates were made before it: 0 for the first.</param>
    public abstract float At(long step);

    /// <summary>A learning rate that stays.</summary>
    public static implicit operator LearningRateSchedule(float learningRate) => new ConstantLearningRate(learningRate);
}

/// <summary>A learning rate that stays, unless <see cref="Optimizer.LearningRate"/> is set.</summary>
/// <param name="learningRate">The rate.</param>
public sealed class ConstantLearningRate(float learningRate) : LearningRateSchedule
{
    /// <summary>The rate.</summary>
    public float LearningRate { get; } = Check(learningRate);

    /// <inheritdoc/>
    public override float At(long step) => LearningRate;

    internal static float Check(float rate) => rate >= 0 && float.IsFinite(rate)
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, $"A learning rate is a finite number of 0 or more; received {rate}.");
}
