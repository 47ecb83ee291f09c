namespace NotebookKit.Layers;

/// <summary>
/// A convolution along the time axis that keeps features apart: each has depthMultiplier kernels of its own.
/// (batch, time, features) becomes (batch, places, features · depthMultiplier); the mask is dropped.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new DepthwiseConv1D(3).Apply(x);   // x (batch, 7, 4), y (batch, 5, 4)
/// </code>
/// </example>
public sealed class DepthwiseConv1D : WindowedLayer
{
    private Weight? _kernel, _bias;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="kernelSize">How many steps the window covers.</param>
    /// <param name="strides">How far it moves.</param>
    /// <param name="padding">What is done at the ends.</param>
    /// <param name="depthMultiplier">How many outputs a feature has.</param>
    /// <param name="dilationRate">The distance of the steps it covers.</param>
    /// <param name="activation">Applied to the result; linear unless said otherwise.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="depthwiseInitializer">How the kernel (kernelSize, features, depthMultiplier) starts; GlorotUniform unless said
    /// otherwise.</param>
    /// <param name="biasInitializer">How the bias starts; Zeros unless said otherwise.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A number is 0 or negative.</exception>
    public DepthwiseConv1D(
        int kernelSize, int strides = 1, Padding padding = Padding.Valid, int depthMultiplier = 1, int dilationRate = 1,
        ActivationFunction? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(kernelSize, strides, padding, dilationRate, activation, useBias, biasInitializer, name)
    {
        DepthMultiplier = RequirePositive(depthMultiplier, nameof(depthMultiplier));
        DepthwiseInitializer = depthwiseInitializer ?? new GlorotUniform();
    }

    /// <summary>How many outputs a feature has.</summary>
    public int DepthMultiplier { get; }

    /// <summary>How the kernel starts.</summary>
    public Initializer DepthwiseInitializer { get; }

    private protected override int Channels(int features) => checked(features * DepthMultiplier);

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        RequireFeatures(_kernel?.Shape[1], inputShapes[0]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        int features = inputShapes[0][2];
        _kernel = AddWeight("kernel", new Shape(KernelSize, features, DepthMultiplier), DepthwiseInitializer,
            axes: ["step", "input", "unit"]);
        if (UseBias)
        {
            _bias = AddWeight("bias", new Shape(Channels(features)), BiasInitializer, axes: ["unit"]);
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [Finished(Depthwise(Window, inputs[0], _kernel!.Value), _bias)];

    /// <summary>
    /// (batch, time, features) with a kernel (size, features, multiplier) becomes (batch, places, features · multiplier).
    /// </summary>
    internal static Tensor Depthwise(StepWindow window, Tensor x, Tensor kernel)
    {
        int features = kernel.Shape[1];
        Tensor covered = window.Covered(x);
        int places = covered.Shape[1];
        return (covered.Reshape(x.Shape[0], places, window.Size, features, 1) * kernel).Sum(2)
            .Reshape(x.Shape[0], places, features * kernel.Shape[2]);
    }
}

/// <summary>
/// A depthwise convolution followed by a mix of its outputs at every place: fewer weights than <see cref="Conv1D"/> has
/// (F. Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", 2017). (batch, time, features) becomes
/// (batch, places, filters); the mask is dropped.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new SeparableConv1D(8, kernelSize: 3).Apply(x);   // x (batch, 7, 4), y (batch, 5, 8)
/// </code>
/// </example>
public sealed class SeparableConv1D : WindowedLayer
{
    private Weight? _depthwise, _pointwise, _bias;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="filters">The number of outputs a place.</param>
    /// <param name="kernelSize">How many steps the window covers.</param>
    /// <param name="strides">How far it moves.</param>
    /// <param name="padding">What is done at the ends.</param>
    /// <param name="dilationRate">The distance of the steps it covers.</param>
    /// <param name="depthMultiplier">How many values a feature has between the two parts.</param>
    /// <param name="activation">Applied to the result; linear unless said otherwise.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="depthwiseInitializer">How the first kernel (kernelSize, features, depthMultiplier) starts; GlorotUniform unless said
    /// otherwise.</param>
    /// <param name="pointwiseInitializer">How the second (1, features · depthMultiplier, filters) starts; GlorotUniform unless said
    /// otherwise.</param>
    /// <param name="biasInitializer">How the bias (filters,) starts; Zeros unless said otherwise.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A number is 0 or negative.</exception>
    public SeparableConv1D(
        int filters, int kernelSize, int strides = 1, Padding padding = Padding.Valid, int dilationRate = 1, int depthMultiplier = 1,
        ActivationFunction? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
        Initializer? pointwiseInitializer = null, Initializer? biasInitializer = null, string? name = null)
        : base(kernelSize, strides, padding, dilationRate, activation, useBias, biasInitializer, name)
    {
        Filters = RequirePositive(filters, nameof(filters));
        DepthMultiplier = RequirePositive(depthMultiplier, nameof(depthMultiplier));
        DepthwiseInitializer = depthwiseInitializer ?? new GlorotUniform();
        PointwiseInitializer = pointwiseInitializer ?? new GlorotUniform();
    }

    /// <summary>The number of outputs a place.</summary>
    public int Filters { get; }

    /// <summary>How many values a feature has between the two parts.</summary>
    public int DepthMultiplier { get; }

    /// <summary>How the first kernel starts.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>How the second kernel starts.</summary>
    public Initializer PointwiseInitializer { get; }

    private protected override int Channels(int features) => Filters;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        RequireFeatures(_depthwise?.Shape[1], inputShapes[0]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        int features = inputShapes[0][2];
        _depthwise = AddWeight("depthwise_kernel", new Shape(KernelSize, features, DepthMultiplier), DepthwiseInitializer, axes: ["step",
            "input", "unit"]);
        _pointwise = AddWeight("pointwise_kernel", new Shape(1, checked(features * DepthMultiplier), Filters), PointwiseInitializer,
            axes: ["step", "input", "unit"]);
        if (UseBias)
        {
            _bias = AddWeight("bias", new Shape(Filters), BiasInitializer, axes: ["unit"]);
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [Finished(DepthwiseConv1D.Depthwise(Window, inputs[0], _depthwise!.Value).MatMul(_pointwise!.Value.Squeeze(0)), _bias)];
}
