namespace NotebookKit;

/// <summary>
/// How a layer's weights start. Derive from this class to write one of your own: say in <see cref="Fill"/> what every number is.
/// </summary>
/// <example>
/// <code>
/// // He and others, 2015: normal values, wider where a weight adds up fewer inputs.
/// class HeNormal(int? seed = null) : Initializer(seed)
/// {
///     protected override void Fill(Span&lt;float&gt; values, Shape shape, RandomStream random)
///     {
///         float stddev = MathF.Sqrt(2f / Fans(shape).FanIn);
///         foreach (ref float value in values)
///             value = stddev * random.NextNormal();
///     }
/// }
///
/// var layer = new Dense(4, kernelInitializer: new HeNormal(seed: 1));   // kernel (features, 4)
/// </code>
/// </example>
/// <remarks>A file cannot hold code: a model with an initializer of your own is saved by its weights alone, SaveWeights.</remarks>
/// <param name="seed">Makes the same weights every time; without one they come from <see cref="RandomSeed"/>.</param>
public abstract class Initializer(int? seed = null)
{
    /// <summary>The seed of its own, if it has one.</summary>
    public int? Seed { get; } = seed;

    [ThreadStatic]
    private static bool t_skipped;

    [ThreadStatic]
    private static long t_room;

    /// <summary>Starting values of the given shape.</summary>
    /// <param name="shape">The weight's shape, for example (features, units) of a kernel.</param>
    public Tensor Sample(Shape shape)
    {
        if (t_skipped)
            return Tensor.Zeros(shape);
        var values = Tensor.Empty(shape);
        Fill(values.Data, shape, RandomSeed.Stream(Seed));
        return values;
    }

    /// <summary>
    /// For as long as the result lives, weights made on this thread start at zero, and no random numbers are drawn: for a
    /// model that is about to get its weights from a file.
    /// </summary>
    /// <param name="limit">How many numbers all weights may have together; a layer that asks for more throws before memory is
    /// taken.</param>
    public static Skipping Skip(long limit = long.MaxValue)
    {
        (t_skipped, t_room) = (true, limit);
        return default;
    }

    /// <summary>Counts a weight about to be made against the limit of <see cref="Skip"/>.</summary>
    /// <exception cref="ArgumentException">The limit is passed; the message names the layer.</exception>
    internal static void RequireRoom(Layer layer, string weight, Shape shape)
    {
        if (!t_skipped)
            return;
        // Axis lengths may be anything that a file claims: their product need not fit any integer.
        decimal size = 1;
        foreach (int length in shape)
            size = Math.Min(size * length, long.MaxValue);
        t_room -= (long)Math.Min(size, t_room + 1m);
        if (t_room < 0)
        {
            throw new ArgumentException(
                $"{layer.Kind} '{layer.Name}' would have its weight {weight} of shape {shape}; all weights of the model together may have "
                + "fewer numbers. Is its number of units right?");
        }
    }

    /// <summary>Ends the skipping when disposed.</summary>
    public readonly struct Skipping : IDisposable
    {
        /// <summary>Weights are drawn at random again.</summary>
        public void Dispose() => t_skipped = false;
    }

    /// <summary>Sets every value.</summary>
    /// <param name="values">The weight's numbers in row-major order, to be written all: what they hold before is left over.</param>
    /// <param name="shape">The weight's shape.</param>
    /// <param name="random">The only source of random numbers to use, so that seeds hold.</param>
    protected abstract void Fill(Span<float> values, Shape shape, RandomStream random);

    /// <summary>
    /// How many inputs and outputs a weight connects, as Keras counts them: the last two axes, times the product of any
    /// axes before them.
    /// </summary>
    /// <param name="shape">The weight's shape: (inputs, outputs) of a kernel, (steps, inputs, outputs) of a convolution's.</param>
    protected static (int FanIn, int FanOut) Fans(Shape shape)
    {
        if (shape.Rank == 0)
            return (1, 1);
        if (shape.Rank == 1)
            return (shape[0], shape[0]);
        int field = shape.Slice(0, shape.Rank - 2).Size;
        return (shape[-2] * field, shape[-1] * field);
    }
}
