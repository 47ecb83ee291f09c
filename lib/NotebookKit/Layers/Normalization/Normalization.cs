namespace NotebookKit.Layers;

/// <summary>
/// Scales data by a mean and a variance that are found once, before training, by <see cref="Adapt"/>:
/// y = (x - mean) / √variance, at least 1e-7 below the line. The mask passes on.
/// </summary>
/// <example>
/// <code>
/// var scale = new Normalization();
/// scale.Adapt(samples);                 // (batch, time, features): a mean and a variance for each feature
/// Tensor y = scale.Apply(x);            // x and y (batch, time, features)
/// </code>
/// </example>
public sealed class Normalization : ElementWiseLayer
{
    private const float LeastDeviation = 1e-7f;

    private Weight? _mean, _variance;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="axes">The axes whose places have a mean and a variance each; the last unless given, none for one of all
    /// numbers.</param>
    /// <param name="invert">Whether the layer turns scaled data back: y = mean + x · √variance.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">An axis is the batch.</exception>
    public Normalization(int[]? axes = null, bool invert = false, string? name = null)
        : base(name)
    {
        Axes = axes is null ? [-1] : [.. axes];
        if (Axes.Contains(0))
        {
            throw new ArgumentException(
                $"Normalization '{Name}' expects axes of a sample; axis 0 is the batch. Choose others, for example [-1].", nameof(axes));
        }
        Invert = invert;
    }

    /// <summary>The axes whose places have a mean and a variance each; empty for one of all numbers.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>Whether the layer turns scaled data back.</summary>
    public bool Invert { get; }

    /// <summary>Finds mean and variance in samples, and sets the weights to them.</summary>
    /// <param name="data">The samples, batch axis first.</param>
    /// <exception cref="ArgumentException">The shape does not fit; the message says what would.</exception>
    public void Adapt(Tensor data)
    {
        EnsureBuilt(data.Shape);
        using var noGrad = new NoGrad();
        Tensor mean = Mean(data), variance = Mean((data - mean).Square());
        mean.Values.CopyTo(_mean!.Value.Data);
        variance.Values.CopyTo(_variance!.Value.Data);
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        if (Axes.Any(axis => axis >= x.Rank || axis <= -x.Rank))
        {
            throw ShapeError($"an input with the axes {string.Join(", ", Axes)} after the batch axis", x,
                "Choose other axes, or reshape the input.");
        }
        Shape kept = Kept(x);
        if (!kept.IsKnown)
        {
            throw ShapeError("known lengths of the axes that have a mean each", x, "Say them in the Input.");
        }
        if (_mean is not null && _mean.Shape != kept)
        {
            throw ShapeError($"{_mean.Shape} values along axes {string.Join(", ", Axes)}, as when its weights were made", x,
                "Give it as many, or make a new layer.");
        }
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        Shape kept = Kept(inputShapes[0]);
        _mean = AddWeight("mean", kept, new Zeros(), trainable: false);
        _variance = AddWeight("variance", kept, new Ones(), trainable: false);
        AddWeight("count", Shape.Scalar, new Zeros(), trainable: false);
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0], mean = Along(_mean!.Value, x.Shape),
            deviation = Tensor.Maximum(Along(_variance!.Value, x.Shape).Sqrt(), LeastDeviation);
        return [Invert ? mean + x * deviation : (x - mean) / deviation];
    }

    private IEnumerable<int> KeptAxes(Shape x) => Axes.Select(x.NormalizeAxis).Order();

    private Shape Kept(Shape x) => new([.. KeptAxes(x).Select(axis => x[axis])]);

    private Tensor Along(Tensor weight, Shape x) => Factors.Along(weight, x, [.. KeptAxes(x)]);

    private Tensor Mean(Tensor data)
    {
        int[] kept = [.. KeptAxes(data.Shape)];
        for (int axis = 0; axis < data.Rank; axis++)
        {
            if (!kept.Contains(axis))
            {
                data = data.Mean(axis, keepDims: true);
            }
        }
        return data;
    }
}
