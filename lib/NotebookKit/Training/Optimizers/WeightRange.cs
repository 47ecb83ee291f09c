namespace NotebookKit;

/// <summary>Consecutive elements of one weight with all that an update of them reads and writes: what one worker takes at a time.</summary>
public readonly struct WeightRange
{
    private readonly float[] _weight, _gradient;
    private readonly float[][] _slots;
    private readonly int _start, _count;

    /// <param name="weight">The weight's values.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    /// <param name="slots">What is remembered for it from step to step, zeros at first.</param>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many elements.</param>
    /// <param name="decays">Whether weight decay applies to the weight.</param>
    internal WeightRange(float[] weight, float[] gradient, float[][] slots, int start, int count, bool decays)
    {
        (_weight, _gradient, _slots) = (weight, gradient, slots);
        (_start, _count) = (start, count);
        Decays = decays;
    }

    /// <summary>Where the middle of the range lies in its weight, from 0 to 1.</summary>
    internal float Place => (_start + 0.5f * _count) / _weight.Length;

    /// <summary>The weight's values, changed in place.</summary>
    public Span<float> Weight => _weight.AsSpan(_start, _count);

    /// <summary>Their gradients, clipped.</summary>
    public ReadOnlySpan<float> Gradient => _gradient.AsSpan(_start, _count);

    /// <summary>Whether weight decay applies to the weight.</summary>
    internal bool Decays { get; }

    /// <summary>The numbers of one kind that are remembered from step to step, zeros at first.</summary>
    /// <param name="index">The kind's place in <see cref="Optimizer.SlotNames"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The optimizer names no such slot.</exception>
    public Span<float> Slot(int index) => (uint)index < (uint)_slots.Length
        ? _slots[index].AsSpan(_start, _count)
        : throw new ArgumentOutOfRangeException(nameof(index), index,
            $"The optimizer names {_slots.Length} slots; expected is an index from 0 to below that. Name one more in SlotNames.");
}
