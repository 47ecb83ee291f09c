namespace NotebookKit.Layers;

/// <summary>What the convolutions along the time axis have in common: window, bias and activation.</summary>
/// <remarks>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</remarks>
public abstract class WindowedLayer : Layer
{
    private protected WindowedLayer(
        int kernelSize, int strides, Padding padding, int dilationRate, ActivationFunction? activation, bool useBias,
        Initializer? biasInitializer, string? name)
        : base(name)
    {
        KernelSize = RequirePositive(kernelSize, nameof(kernelSize));
        Strides = RequirePositive(strides, nameof(strides));
        DilationRate = RequirePositive(dilationRate, nameof(dilationRate));
        if (strides > 1 && dilationRate > 1)
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' expects strides or a dilationRate above 1, not both, as Keras does; received {strides} and "
                + $"{dilationRate}.", nameof(dilationRate));
        }
        Padding = padding;
        Activation = activation ?? Activations.Linear;
        UseBias = useBias;
        BiasInitializer = biasInitializer ?? new Zeros();
    }

    /// <summary>How many steps the window covers.</summary>
    public int KernelSize { get; }

    /// <summary>How far it moves.</summary>
    public int Strides { get; }

    /// <summary>What is done at the ends.</summary>
    public Padding Padding { get; }

    /// <summary>The distance of the steps it covers.</summary>
    public int DilationRate { get; }

    /// <summary>Applied to the result.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer { get; }

    private protected override bool TakesOneInput => true;

    private protected StepWindow Window => new(KernelSize, Strides, DilationRate, Padding);

    /// <summary>The number of outputs a place, for so many features.</summary>
    private protected abstract int Channels(int features);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        return [new Shape(x[0], Window.Count(x[1]), Channels(x[2]))];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        RequireSequence(x);
        RequireKnownFeatures(x, "Say it in the Input, for example new Input(Shape.Unknown, 1) for one feature.");
        if (x[1] != Shape.Unknown && Window.Count(x[1]) == 0)
        {
            throw ShapeError($"at least {(KernelSize - 1) * DilationRate + 1} time steps for its window", x,
                "Make the window smaller, or pad by Padding.Same.");
        }
    }

    /// <summary>A number that must be 1 or more.</summary>
    private protected int RequirePositive(int value, string parameter) => value > 0
        ? value
        : throw new ArgumentException($"{Kind} '{Name}' expects {parameter} of 1 or more; received {value}.", parameter);

    private protected Tensor Finished(Tensor y, Weight? bias) => Activation.Apply(bias is null ? y : y + bias.Value);
}
