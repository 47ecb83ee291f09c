namespace NotebookKit;

/// <content>What training has made of the optimizer, so that a file can keep it; and its settings that all kinds have.</content>
public abstract partial class Optimizer
{
    /// <summary>The longest allowed gradient of one weight; null where there is no such limit.</summary>
    public float? ClipNorm => _clipping.Norm;

    /// <summary>The largest allowed element of a gradient; null where there is no such limit.</summary>
    public float? ClipValue => _clipping.Value;

    /// <summary>The longest allowed gradient of all weights together; null where there is no such limit.</summary>
    public float? GlobalClipNorm => _clipping.GlobalNorm;

    /// <summary>The share of each weight, times the rate, that a step takes off.</summary>
    private protected float DecayShare => _weightDecay;

    /// <summary>Whether a step takes a share off this weight.</summary>
    public bool Decays(Weight weight) => _weightDecay > 0 && _decays(weight);

    /// <summary>What is remembered for a weight, slot by slot under Keras's names; nothing before its first update.</summary>
    internal IReadOnlyList<(string Slot, float[] Values)> Remembered(Weight weight) =>
        _slots.TryGetValue(weight, out float[][]? known) ? [.. SlotNames.Zip(known)] : [];

    /// <summary>
    /// How many numbers the optimizer keeps, as Keras counts its variables: the memory of all weights, the number of updates, and a
    /// learning rate that is no schedule.
    /// </summary>
    internal int CountParams() =>
        _slots.Values.Sum(memory => memory.Sum(slot => slot.Length)) + 1 + (Schedule is ConstantLearningRate ? 1 : 0);

    /// <summary>An optimizer of the same settings that has made no update yet.</summary>
    public Optimizer Copy()
    {
        var copy = (Optimizer)MemberwiseClone();
        copy._slots = [];
        copy._ranges = [];
        copy.Iterations = 0;
        return copy;
    }

    /// <summary>Counts an update that another engine made.</summary>
    internal void CountUpdate() => Iterations++;

    /// <summary>Continues where another optimizer with the same settings stopped.</summary>
    /// <param name="iterations">How many updates that one had made.</param>
    /// <param name="memory">What it remembered for each weight that had been updated, in the order of <see cref="SlotNames"/>.</param>
    internal void Resume(long iterations, IEnumerable<(Weight Weight, float[][] Values)> memory)
    {
        Iterations = iterations;
        foreach ((Weight? weight, float[][]? values) in memory)
            _slots[weight] = values;
    }
}
