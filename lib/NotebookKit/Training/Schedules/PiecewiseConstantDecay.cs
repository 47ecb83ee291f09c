namespace NotebookKit;

/// <summary>
/// One rate up to and including the first boundary, the next up to the second, and so on: Keras 3's <c>PiecewiseConstantDecay</c>.
/// </summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly int[] _boundaries;
    private readonly float[] _values;

    /// <summary>Checks and keeps the steps of the schedule.</summary>
    /// <param name="boundaries">Numbers of updates, rising.</param>
    /// <param name="values">The rates, one more than boundaries.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or boundaries do not rise.</exception>
    public PiecewiseConstantDecay(int[] boundaries, float[] values)
    {
        if (values.Length != boundaries.Length + 1)
        {
            throw new ArgumentException(
                $"PiecewiseConstantDecay expects one value more than boundaries; received {boundaries.Length} boundaries and "
                + $"{values.Length} values.", nameof(values));
        }

        for (int i = 1; i < boundaries.Length; i++)
        {
            if (boundaries[i] <= boundaries[i - 1])
            {
                throw new ArgumentException($"PiecewiseConstantDecay expects rising boundaries; received {string.Join(", ", boundaries)}.",
                    nameof(boundaries));
            }
        }

        _boundaries = [.. boundaries];
        _values = Array.ConvertAll(values, ConstantLearningRate.Check);
    }

    /// <summary>The numbers of updates up to which a rate holds.</summary>
    public IReadOnlyList<int> Boundaries => _boundaries;

    /// <summary>The rates, one more than boundaries.</summary>
    public IReadOnlyList<float> Values => _values;

    /// <inheritdoc/>
    public override float At(long step)
    {
        int i = 0;
        while (i < _boundaries.Length && step > _boundaries[i])
            i++;
        return _values[i];
    }
}
