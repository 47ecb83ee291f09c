namespace NotebookKit.Layers;

/// <summary>Applies an activation function, for example softmax along the last axis. The shape stays, and the mask passes on.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Activation("softmax").Apply(new Input(12));          // (None, 12) → (None, 12)
/// </code>
/// </example>
/// <param name="activation">The function, or its Keras name such as <c>"softmax"</c>.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Activation(ActivationFunction activation, string? name = null) : Layer(name)
{
    /// <summary>The function.</summary>
    public ActivationFunction Function { get; } = activation;

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [Function.Apply(inputs[0])];
}
