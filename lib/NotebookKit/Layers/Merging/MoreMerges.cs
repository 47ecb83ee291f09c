namespace NotebookKit.Layers;

/// <summary>The first of two inputs less the second, element by element.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Subtract().Apply([new Input(8), new Input(8)]);        // (None, 8)
/// </code>
/// </example>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Subtract(string? name = null) : MergeLayer(name)
{
    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes.Count != 2)
            throw ShapeError("two inputs", string.Join(" and ", inputShapes), "Apply it to a pair, for example Apply([a, b]).");
        base.Validate(inputShapes);
    }

    private protected override Tensor Combine(Tensor a, Tensor b) => a - b;
}

/// <summary>The mean of its inputs, element by element, for example of several networks' answers.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Average().Apply([new Input(8), new Input(8)]);         // (None, 8)
/// </code>
/// </example>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Average(string? name = null) : MergeLayer(name)
{
    private protected override Tensor Combine(Tensor a, Tensor b) => a + b;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [inputs.Aggregate(Combine) / inputs.Count];
}

/// <summary>The largest of its inputs, element by element.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Maximum().Apply([new Input(8), new Input(8)]);         // (None, 8)
/// </code>
/// </example>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Maximum(string? name = null) : MergeLayer(name)
{
    private protected override Tensor Combine(Tensor a, Tensor b) => Tensor.Maximum(a, b);
}

/// <summary>The smallest of its inputs, element by element.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Minimum().Apply([new Input(8), new Input(8)]);         // (None, 8)
/// </code>
/// </example>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Minimum(string? name = null) : MergeLayer(name)
{
    private protected override Tensor Combine(Tensor a, Tensor b) => Tensor.Minimum(a, b);
}
