namespace NotebookKit;

/// <summary>rate · decayRate^(step / decaySteps), Keras 3's <c>ExponentialDecay</c>.</summary>
/// <param name="initialLearningRate">The rate at the start.</param>
/// <param name="decaySteps">The number of updates in which the rate falls by the factor.</param>
/// <param name="decayRate">The factor.</param>
/// <param name="staircase">Whether the rate falls in steps, at whole multiples of decaySteps.</param>
/// <exception cref="ArgumentOutOfRangeException">decaySteps is 0 or negative.</exception>
public sealed class ExponentialDecay(float initialLearningRate, int decaySteps, float decayRate,
    bool staircase = false) : LearningRateSchedule
{
    private readonly float _initial = ConstantLearningRate.Check(initialLearningRate);
    private readonly int _steps = decaySteps > 0 ? decaySteps
        : throw new ArgumentOutOfRangeException(nameof(decaySteps), decaySteps, "decaySteps is a number of updates of 1 or more.");

    /// <summary>The rate at the start.</summary>
    public float InitialLearningRate => _initial;

    /// <summary>The number of updates in which the rate falls by the factor.</summary>
    public int DecaySteps => _steps;

    /// <summary>The factor.</summary>
    public float DecayRate => decayRate;

    /// <summary>Whether the rate falls in steps, at whole multiples of <see cref="DecaySteps"/>.</summary>
    public bool Staircase => staircase;

    /// <inheritdoc/>
    public override float At(long step)
    {
        double power = (double)step / _steps;
        return (float)(_initial * Math.Pow(decayRate, staircase ? Math.Floor(power) : power));
    }
}
