namespace NotebookKit.Layers;

/// <summary>
/// A convolution along the time axis: at every place of a window the steps it covers, side by side, times the kernel, plus
/// the bias; then the activation. (batch, time, features) becomes (batch, places, filters); the mask is dropped.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new Conv1D(8, kernelSize: 3, padding: Padding.Same).Apply(x);   // x (batch, 7, features), y (batch, 7, 8)
/// </code>
/// </example>
public sealed class Conv1D : WindowedLayer
{
    private Weight? _kernel, _bias;

    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="filters">The number of outputs a place.</param>
    /// <param name="kernelSize">How many steps the window covers.</param>
    /// <param name="strides">How far it moves.</param>
    /// <param name="padding">What is done at the ends.</param>
    /// <param name="dilationRate">The distance of the steps it covers.</param>
    /// <param name="groups">Into how many parts features and filters are divided, each with a kernel of its own.</param>
    /// <param name="activation">Applied to the result; linear unless said otherwise.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel (kernelSize, features / groups, filters) starts; GlorotUniform unless said
    /// otherwise.</param>
    /// <param name="biasInitializer">How the bias (filters,) starts; Zeros unless said otherwise.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A number is 0 or negative, or the filters do not divide into the groups.</exception>
    public Conv1D(
        int filters, int kernelSize, int strides = 1, Padding padding = Padding.Valid, int dilationRate = 1, int groups = 1,
        ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(kernelSize, strides, padding, dilationRate, activation, useBias, biasInitializer, name)
    {
        Filters = RequirePositive(filters, nameof(filters));
        Groups = RequirePositive(groups, nameof(groups));
        if (filters % groups != 0)
        {
            throw new ArgumentException($"Conv1D '{Name}' expects filters that divide into its {groups} groups; received {filters}.",
                nameof(filters));
        }
        KernelInitializer = kernelInitializer ?? new GlorotUniform();
    }

    /// <summary>The number of outputs a place.</summary>
    public int Filters { get; }

    /// <summary>Into how many parts features and filters are divided.</summary>
    public int Groups { get; }

    /// <summary>How the kernel starts.</summary>
    public Initializer KernelInitializer { get; }

    private protected override int Channels(int features) => Filters;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        int features = inputShapes[0][2];
        if (features % Groups != 0)
        {
            throw ShapeError($"features that divide into its {Groups} groups", inputShapes[0],
                "Change the number of groups or of features.");
        }
        RequireFeatures(_kernel?.Shape[1] * Groups, inputShapes[0]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        _kernel = AddWeight("kernel", new Shape(KernelSize, inputShapes[0][2] / Groups, Filters), KernelInitializer,
            axes: ["step", "input", "unit"]);
        if (UseBias)
        {
            _bias = AddWeight("bias", new Shape(Filters), BiasInitializer, axes: ["unit"]);
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0], kernel = _kernel!.Value;
        int features = x.Shape[2] / Groups, filters = Filters / Groups;
        Tensor y = Groups == 1 ? Convolve(x, kernel) : Tensor.Concat([.. Enumerable.Range(0, Groups).Select(g => Convolve(
            x[.., .., (g * features)..((g + 1) * features)], kernel[.., .., (g * filters)..((g + 1) * filters)]))]);
        return [Finished(y, _bias)];
    }

    private Tensor Convolve(Tensor x, Tensor kernel) => Window.Covered(x).MatMul(kernel.Reshape(-1, kernel.Shape[2]));
}
