namespace NotebookKit.Layers;

/// <summary>
/// A function of tensors as a layer: <c>new Lambda(x => x.Reverse(1))</c>. It has no weights, drops the mask, and cannot be
/// saved with a model, since a function is not data.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Lambda(x =&gt; x * 2f).Apply(new Input(3));            // (None, 3) → (None, 3)
/// </code>
/// </example>
public sealed class Lambda : Layer
{
    private readonly Func<TensorList, Tensor> _function;
    private readonly int _inputCount;

    /// <summary>A function of one tensor.</summary>
    /// <param name="function">Made of tensor operations, so that it can be differentiated; the batch axis comes first.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    public Lambda(Func<Tensor, Tensor> function, string? name = null)
        : base(name)
    {
        _function = inputs => function(inputs[0]);
        _inputCount = 1;
    }

    /// <summary>A function of two tensors.</summary>
    /// <param name="function">Made of tensor operations, so that it can be differentiated; the batch axis comes first.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    public Lambda(Func<Tensor, Tensor, Tensor> function, string? name = null)
        : base(name)
    {
        _function = inputs => function(inputs[0], inputs[1]);
        _inputCount = 2;
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes.Count != _inputCount)
        {
            throw ShapeError($"{_inputCount} input{(_inputCount == 1 ? "" : "s")}, as its function takes", inputShapes.Count,
                "Apply it to as many tensors.");
        }
    }

    /// <summary>
    /// The shape of the result, found by running the function on zeros: twice where axes are open, to see which axes of the result follow
    /// them.
    /// </summary>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape small = Probe(inputShapes, 2), large = Probe(inputShapes, 3);
        if (small.Rank != large.Rank)
        {
            throw new ArgumentException(
                $"Lambda '{Name}' expects a function whose result has as many axes for any batch size; it has {small.Rank} for 2 samples "
                + $"and {large.Rank} for 3. Keep the batch axis first.");
        }

        return [new Shape([.. small.Select((length, axis) => length == large[axis] ? length : Shape.Unknown)])];
    }

    /// <inheritdoc/>
    protected override bool NamesOutputAxes => false;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [_function(inputs)];

    private Shape Probe(IReadOnlyList<Shape> inputShapes, int open)
    {
        using var noGrad = new NoGrad();
        return _function([.. inputShapes.Select(s => Tensor.Zeros([.. s.Select(n => n == Shape.Unknown ? open : n)]))]).Shape;
    }
}
