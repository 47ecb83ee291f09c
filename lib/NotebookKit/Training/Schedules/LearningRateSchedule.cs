namespace NotebookKit;

/// <summary>How the learning rate depends on the number of updates made. A plain number converts to a constant rate.</summary>
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
