namespace NotebookKit;

/// <summary>How a layer's weights start.</summary>
/// <param name="seed">Makes the same weights every time; without one they come from <see cref="RandomSeed"/>.</param>
public abstract class Initializer(int? seed = null)
{
    /// <summary>The seed of its own, if it has one.</summary>
    public int? Seed { get; } = seed;

    [ThreadStatic]
    private static bool skipped;

    /// <summary>Starting values of the given shape.</summary>
    public Tensor Sample(Shape shape)
    {
        if (skipped)
            return Tensor.Zeros(shape);
        Tensor values = Tensor.Empty(shape);
        Fill(values.Data, shape, RandomSeed.Stream(Seed));
        return values;
    }

    /// <summary>
    /// For as long as the result lives, weights made on this thread start at zero, and no random numbers are drawn: for a
    /// model that is about to get its weights from a file.
    /// </summary>
    public static Skipping Skip()
    {
        skipped = true;
        return default;
    }

    /// <summary>Ends the skipping when disposed.</summary>
    public readonly struct Skipping : IDisposable
    {
        /// <summary>Weights are drawn at random again.</summary>
        public void Dispose() => skipped = false;
    }

    /// <summary>Sets every value.</summary>
    private protected abstract void Fill(Span<float> values, Shape shape, RandomStream random);

    /// <summary>
    /// How many inputs and outputs a weight connects, as Keras counts them: the last two axes, times the product of any
    /// axes before them.
    /// </summary>
    private protected static (int FanIn, int FanOut) Fans(Shape shape)
    {
        if (shape.Rank == 0)
            return (1, 1);
        if (shape.Rank == 1)
            return (shape[0], shape[0]);
        int field = shape.Slice(0, shape.Rank - 2).Size;
        return (shape[-2] * field, shape[-1] * field);
    }
}
