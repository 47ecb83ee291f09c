namespace NotebookKit.Layers;

/// <summary>
/// A fully connected layer: activation(x · kernel + bias) over the last axis. On (batch, time, features) it acts on every
/// time step alike, with the same weights, so that TimeDistributed(Dense) computes the same numbers.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Dense(10, "relu").Apply(new Input(7, 12));         // (None, 7, 12) → (None, 7, 10)
/// </code>
/// </example>
public sealed class Dense : Layer
{
    private Weight? _kernel, _bias;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="units">The number of outputs.</param>
    /// <param name="activation">Applied to the result; linear unless said otherwise.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel (inputs, units) starts; GlorotUniform unless said otherwise.</param>
    /// <param name="biasInitializer">How the bias (units,) starts; Zeros unless said otherwise.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">units is 0 or negative.</exception>
    public Dense(
        int units,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(name)
    {
        Units = units > 0 ? units
            : throw new ArgumentException($"Dense '{Name}' expects units of 1 or more; received {units}.", nameof(units));
        Activation = activation ?? Activations.Linear;
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        BiasInitializer = biasInitializer ?? new Zeros();
    }

    /// <summary>The number of outputs.</summary>
    public int Units { get; }

    /// <summary>Applied to the result.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>How the kernel starts.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0].With(-1, Units)];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape shape = inputShapes[0];
        if (shape.Rank < 2)
            throw ShapeError("(batch, …, features)", shape, "Reshape the input to 2 axes or more, for example Reshape(1, -1).");
        RequireFeatures(_kernel?.Shape[0], shape);
        RequireKnownFeatures(shape);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        _kernel = AddWeight("kernel", new Shape(inputShapes[0][-1], Units), KernelInitializer, axes: ["input", "unit"]);
        if (UseBias)
            _bias = AddWeight("bias", new Shape(Units), BiasInitializer, axes: ["unit"]);
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor y = inputs[0].MatMul(_kernel!.Value);
        if (_bias is not null)
            y += _bias.Value;
        return [Activation.Apply(y)];
    }
}
