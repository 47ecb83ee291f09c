namespace NotebookKit;

/// <summary>Consecutive elements of one weight with all that an update of them reads and writes: what one worker takes at a time.</summary>
/// <param name="weight">The weight's values, changed in place.</param>
/// <param name="gradient">Its gradient, clipped.</param>
/// <param name="slots">What is remembered for it from step to step, zeros at first.</param>
/// <param name="start">The first element.</param>
/// <param name="count">How many elements.</param>
/// <param name="decays">Whether weight decay applies to the weight.</param>
internal readonly struct WeightRange(float[] weight, float[] gradient, float[][] slots, int start, int count, bool decays)
{
    /// <summary>The weight's values, changed in place.</summary>
    public Span<float> Weight => weight.AsSpan(start, count);

    /// <summary>Their gradients, clipped.</summary>
    public ReadOnlySpan<float> Gradient => gradient.AsSpan(start, count);

    /// <summary>Whether weight decay applies to the weight.</summary>
    public bool Decays => decays;

    /// <summary>The numbers of one kind that are remembered from step to step, zeros at first.</summary>
    public Span<float> Slot(int index) => slots[index].AsSpan(start, count);
}
