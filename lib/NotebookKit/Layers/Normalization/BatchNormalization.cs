namespace NotebookKit.Layers;

/// <summary>
/// Scales every feature to mean 0 and variance 1, then by learned factors:
/// y = gamma ∗ (x - mean) / √(variance + epsilon) + beta (S. Ioffe and C. Szegedy, "Batch Normalization", 2015). In training
/// mean and variance are those of the batch, and moving averages of them are kept; otherwise the moving averages are used.
/// The mask passes on, and steps that do not count are left out of the batch's mean and variance.
/// </summary>
/// <remarks>Keras 2 counted masked steps in the batch's mean and variance.</remarks>
/// <example>
/// <code>
/// Tensor y = new BatchNormalization().Apply(x);   // x and y (batch, time, features); four weights (features,)
/// </code>
/// </example>
public sealed class BatchNormalization : ElementWiseLayer
{
    private Weight? _gamma, _beta, _mean, _variance;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="axis">The axis of the features; the last unless said otherwise.</param>
    /// <param name="momentum">How much of the moving averages a batch leaves.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    /// <param name="center">Whether beta is added.</param>
    /// <param name="scale">Whether the result is multiplied by gamma.</param>
    /// <param name="betaInitializer">How beta starts; Zeros unless said otherwise.</param>
    /// <param name="gammaInitializer">How gamma starts; Ones unless said otherwise.</param>
    /// <param name="movingMeanInitializer">How the moving mean starts; Zeros unless said otherwise.</param>
    /// <param name="movingVarianceInitializer">How the moving variance starts; Ones unless said otherwise.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The axis is the batch, or a number lies outside its range.</exception>
    public BatchNormalization(
        int axis = -1, float momentum = 0.99f, float epsilon = 1e-3f, bool center = true, bool scale = true,
        Initializer? betaInitializer = null, Initializer? gammaInitializer = null, Initializer? movingMeanInitializer = null,
        Initializer? movingVarianceInitializer = null, string? name = null)
        : base(name)
    {
        Axis = axis != 0 ? axis
            : throw new ArgumentException(
                $"BatchNormalization '{Name}' normalises each feature over the batch; axis 0 is the batch. Choose another axis, for "
                + "example -1.", nameof(axis));
        Momentum = Require(momentum, momentum is >= 0 and <= 1, nameof(momentum), "from 0 to 1");
        Epsilon = Require(epsilon, epsilon >= 0, nameof(epsilon), "of 0 or more");
        Center = center;
        Scale = scale;
        BetaInitializer = betaInitializer ?? new Zeros();
        GammaInitializer = gammaInitializer ?? new Ones();
        MovingMeanInitializer = movingMeanInitializer ?? new Zeros();
        MovingVarianceInitializer = movingVarianceInitializer ?? new Ones();
    }

    /// <summary>The axis of the features.</summary>
    public int Axis { get; }

    /// <summary>How much of the moving averages a batch leaves.</summary>
    public float Momentum { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public float Epsilon { get; }

    /// <summary>Whether beta is added.</summary>
    public bool Center { get; }

    /// <summary>Whether the result is multiplied by gamma.</summary>
    public bool Scale { get; }

    /// <summary>How beta starts.</summary>
    public Initializer BetaInitializer { get; }

    /// <summary>How gamma starts.</summary>
    public Initializer GammaInitializer { get; }

    /// <summary>How the moving mean starts.</summary>
    public Initializer MovingMeanInitializer { get; }

    /// <summary>How the moving variance starts.</summary>
    public Initializer MovingVarianceInitializer { get; }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes) => RequireAxis(Axis, _mean?.Shape[0], inputShapes[0]);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        var shape = new Shape(inputShapes[0][Axis]);
        if (Scale)
        {
            _gamma = AddWeight("gamma", shape, GammaInitializer, axes: ["unit"]);
        }
        if (Center)
        {
            _beta = AddWeight("beta", shape, BetaInitializer, axes: ["unit"]);
        }
        _mean = AddWeight("moving_mean", shape, MovingMeanInitializer, trainable: false, axes: ["unit"]);
        _variance = AddWeight("moving_variance", shape, MovingVarianceInitializer, trainable: false, axes: ["unit"]);
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0], mean = Along(_mean!.Value, x.Shape), variance = Along(_variance!.Value, x.Shape);
        if (context.Training && Trainable)
        {
            (mean, variance) = Moments(x, context.Mask);
            Move(_mean.Value, mean);
            Move(_variance.Value, variance);
        }
        Tensor y = (x - mean) / (variance + Epsilon).Sqrt();
        if (_gamma is not null)
        {
            y *= Along(_gamma.Value, x.Shape);
        }
        if (_beta is not null)
        {
            y += Along(_beta.Value, x.Shape);
        }
        return [y];
    }

    /// <summary>Mean and variance of the batch along all axes but that of the features, which keep length 1.</summary>
    private (Tensor Mean, Tensor Variance) Moments(Tensor x, Tensor? mask)
    {
        if (mask is null)
        {
            Tensor plain = Over(x) / (x.Size / Math.Max(1, x.Shape[Axis]));
            return (plain, Over((x - plain).Square()) / (x.Size / Math.Max(1, x.Shape[Axis])));
        }
        if (mask.Rank >= x.Rank || !mask.Shape.BroadcastsTo(x.Shape.Slice(0, mask.Rank)))
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' expects a mask of shape {x.Shape.Slice(0, x.Rank - 1)}, with an axis less than its input; received "
                + $"{mask.Shape}. Give 1 where a step counts, 0 where it does not.");
        }
        Tensor counts = JoinedMasks.WithRank(mask, x.Rank).BroadcastTo(x.Shape);
        // As Keras does: an epsilon keeps a batch that is masked as a whole finite.
        const float Least = 1e-7f;
        Tensor number = Over(counts) + Least, mean = Over(counts * x) / number;
        return (mean, Over(counts * (x - mean).Square()) / number);
    }

    private Tensor Over(Tensor x)
    {
        int feature = x.Shape.NormalizeAxis(Axis);
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (axis != feature)
            {
                x = x.Sum(axis, keepDims: true);
            }
        }
        return x;
    }

    private void Move(Tensor moving, Tensor batch)
    {
        ReadOnlySpan<float> values = batch.Values;
        for (int i = 0; i < values.Length; i++)
        {
            moving.Data[i] = (moving.Data[i] * Momentum) + (values[i] * (1 - Momentum));
        }
    }

    private Tensor Along(Tensor weight, Shape x) => Factors.Along(weight, x, x.NormalizeAxis(Axis));
}
