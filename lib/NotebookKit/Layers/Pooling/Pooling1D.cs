namespace NotebookKit.Layers;

/// <summary>
/// What <see cref="MaxPooling1D"/> and <see cref="AveragePooling1D"/> have in common: a window that moves along the time axis
/// and gives one step for what it covers. (batch, time, features) becomes (batch, places, features); the mask is dropped.
/// </summary>
/// <remarks>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</remarks>
public abstract class Pooling1D : Layer
{
    private protected Pooling1D(int poolSize, int? strides, Padding padding, string? name)
        : base(name)
    {
        PoolSize = poolSize > 0 ? poolSize
            : throw new ArgumentException($"{Kind} '{Name}' expects a poolSize of 1 or more; received {poolSize}.", nameof(poolSize));
        Strides = strides is null or > 0 ? strides ?? poolSize
            : throw new ArgumentException($"{Kind} '{Name}' expects strides of 1 or more; received {strides}.", nameof(strides));
        Padding = padding != Padding.Causal ? padding
            : throw new ArgumentException($"{Kind} '{Name}' pads Valid or Same; received Causal.", nameof(padding));
    }

    /// <summary>How many steps the window covers.</summary>
    public int PoolSize { get; }

    /// <summary>How far it moves.</summary>
    public int Strides { get; }

    /// <summary>What is done at the ends.</summary>
    public Padding Padding { get; }

    private protected override bool TakesOneInput => true;

    private protected StepWindow Window => new(PoolSize, Strides, 1, Padding);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        [inputShapes[0].With(1, Window.Count(inputShapes[0][1]))];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        RequireSequence(x);
        if (x[1] != Shape.Unknown && Window.Count(x[1]) == 0)
        {
            throw ShapeError($"at least {PoolSize} time steps for a window of poolSize {PoolSize}", x,
                "Make the window smaller, or pad by Padding.Same.");
        }
    }

    /// <summary>Calls back for each place of the window, sample by sample, with the steps it covers of those that are there.</summary>
    private protected void ForEachPlace(Shape x, Action<int, int, int> visit)
    {
        StepWindow window = Window;
        int places = window.Count(x[1]);
        for (int b = 0; b < x[0]; b++)
        {
            for (int place = 0; place < places; place++)
            {
                int start = window.Start(place, x[1]);
                visit((b * places) + place, (b * x[1]) + Math.Max(0, start), (b * x[1]) + Math.Min(x[1], start + PoolSize));
            }
        }
    }
}

/// <summary>The largest value of each feature within a window that moves along the time axis.</summary>
/// <param name="poolSize">How many steps the window covers.</param>
/// <param name="strides">How far it moves; poolSize unless given.</param>
/// <param name="padding">What is done at the ends.</param>
/// <param name="name">What summaries and errors call the layer.</param>
/// <example>
/// <code>
/// Tensor y = new MaxPooling1D(2).Apply(x);   // x (batch, 7, features), y (batch, 3, features)
/// </code>
/// </example>
public sealed class MaxPooling1D(int poolSize = 2, int? strides = null, Padding padding = Padding.Valid, string? name = null)
    : Pooling1D(poolSize, strides, padding, name)
{
    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0], y = Tensor.Empty(ComputeOutputShapes([x.Shape])[0]);
        int width = x.Shape[2];
        int[] winners = new int[y.Size];
        ForEachPlace(x.Shape, (place, first, end) =>
        {
            for (int f = 0; f < width; f++)
            {
                int best = (first * width) + f;
                for (int step = first + 1; step < end; step++)
                {
                    float candidate = x.Data[(step * width) + f];
                    // As in NumPy, NaN counts as largest.
                    if (candidate > x.Data[best] || (float.IsNaN(candidate) && !float.IsNaN(x.Data[best])))
                    {
                        best = (step * width) + f;
                    }
                }
                winners[(place * width) + f] = best;
                y.Data[(place * width) + f] = x.Data[best];
            }
        });
        return [Tensor.RecordWinners(y, x, winners)];
    }
}

/// <summary>The mean of each feature within a window that moves along the time axis; padding is not counted.</summary>
/// <param name="poolSize">How many steps the window covers.</param>
/// <param name="strides">How far it moves; poolSize unless given.</param>
/// <param name="padding">What is done at the ends.</param>
/// <param name="name">What summaries and errors call the layer.</param>
/// <example>
/// <code>
/// Tensor y = new AveragePooling1D(2, padding: Padding.Same).Apply(x);   // x (batch, 7, features), y (batch, 4, features)
/// </code>
/// </example>
public sealed class AveragePooling1D(int poolSize = 2, int? strides = null, Padding padding = Padding.Valid, string? name = null)
    : Pooling1D(poolSize, strides, padding, name)
{
    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0], y = Tensor.Zeros(ComputeOutputShapes([x.Shape])[0]);
        int width = x.Shape[2];
        Spread(y.Data, x.Data, toWindow: true);
        return [Tensor.Record(y, [x], g =>
        {
            var gradient = Tensor.Zeros(x.Shape);
            Spread(g.Data, gradient.Data, toWindow: false);
            x.Accumulate(gradient);
        })];

        void Spread(float[] windows, float[] steps, bool toWindow) => ForEachPlace(x.Shape, (place, first, end) =>
        {
            float share = 1f / (end - first);
            for (int step = first; step < end; step++)
            {
                for (int f = 0; f < width; f++)
                {
                    if (toWindow)
                    {
                        windows[(place * width) + f] += steps[(step * width) + f] * share;
                    }
                    else
                    {
                        steps[(step * width) + f] += windows[(place * width) + f] * share;
                    }
                }
            }
        });
    }
}
