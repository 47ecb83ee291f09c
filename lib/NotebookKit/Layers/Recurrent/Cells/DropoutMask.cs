namespace NotebookKit.Layers;

/// <summary>
/// What Dropout multiplies by: 0 with the given probability and else 1 / (1 - rate), so that the expected sum stays the same
/// (Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014, in the inverted form).
/// </summary>
internal static class DropoutMask
{
    /// <param name="shape">The mask's shape.</param>
    /// <param name="rate">The probability of 0.</param>
    /// <param name="random">The layer's own stream, or null to draw from the global one.</param>
    public static Tensor Sample(Shape shape, float rate, RandomStream? random)
    {
        random ??= RandomSeed.Stream();
        float kept = 1 / (1 - rate);
        var mask = Tensor.Empty(shape);
        foreach (ref float value in mask.Data.AsSpan())
            value = random.NextSingle() < rate ? 0 : kept;
        return mask;
    }
}
