namespace NotebookKit;

/// <summary>
/// Half a cosine from the initial rate down to alpha times it, after an optional linear rise: Keras 3's <c>CosineDecay</c>
/// (Loshchilov and Hutter, "SGDR: Stochastic gradient descent with warm restarts", 2016).
/// </summary>
/// <param name="initialLearningRate">The rate at the start.</param>
/// <param name="decaySteps">The number of updates in which the rate falls, after the rise.</param>
/// <param name="alpha">The last rate as a share of the one it falls from.</param>
/// <param name="warmupTarget">Where the rise ends and the fall begins; no rise if not given.</param>
/// <param name="warmupSteps">The number of updates in which the rate rises.</param>
/// <exception cref="ArgumentOutOfRangeException">decaySteps is 0 or negative, or warmupSteps is negative.</exception>
public sealed class CosineDecay(float initialLearningRate, int decaySteps, float alpha = 0, float? warmupTarget = null, int warmupSteps = 0)
    : LearningRateSchedule
{
    private readonly float _initial = ConstantLearningRate.Check(initialLearningRate);
    private readonly int _steps = decaySteps > 0 ? decaySteps
        : throw new ArgumentOutOfRangeException(nameof(decaySteps), decaySteps, "decaySteps is a number of updates of 1 or more.");
    private readonly int _rise = warmupSteps >= 0 ? warmupSteps
        : throw new ArgumentOutOfRangeException(nameof(warmupSteps), warmupSteps, "warmupSteps is a number of updates of 0 or more.");

    /// <summary>The rate at the start.</summary>
    public float InitialLearningRate => _initial;

    /// <summary>The number of updates in which the rate falls, after the rise.</summary>
    public int DecaySteps => _steps;

    /// <summary>The last rate as a share of the one it falls from.</summary>
    public float Alpha => alpha;

    /// <summary>Where the rise ends and the fall begins; null where there is no rise.</summary>
    public float? WarmupTarget => warmupTarget;

    /// <summary>The number of updates in which the rate rises.</summary>
    public int WarmupSteps => _rise;

    /// <inheritdoc/>
    public override float At(long step)
    {
        if (warmupTarget is not { } target)
            return (float)Fall(step, _initial);
        return step < _rise
            ? (float)(_initial + (target - _initial) * ((double)step / _rise))
            : (float)Fall(step - _rise, target);
    }

    private double Fall(long step, float from)
    {
        double cosine = 0.5 * (1 + Math.Cos(Math.PI * Math.Min(step, _steps) / _steps));
        return from * ((1 - alpha) * cosine + alpha);
    }
}
