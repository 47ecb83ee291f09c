namespace NotebookKit.Layers;

/// <summary>What <see cref="BinaryOperation"/> computes of two numbers.</summary>
public enum BinaryFunction
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a · b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>a to the power of b.</summary>
    Power,

    /// <summary>The larger.</summary>
    Maximum,

    /// <summary>The smaller.</summary>
    Minimum,

    /// <summary>Whether a = b.</summary>
    Equal,

    /// <summary>Whether a and b differ.</summary>
    NotEqual,

    /// <summary>Whether a is above b.</summary>
    Greater,

    /// <summary>Whether a is b or above.</summary>
    GreaterEqual,

    /// <summary>Whether a is below b.</summary>
    Less,

    /// <summary>Whether a is b or below.</summary>
    LessEqual,

    /// <summary>Whether neither is 0.</summary>
    LogicalAnd,

    /// <summary>Whether one or both are not 0.</summary>
    LogicalOr,

    /// <summary>Whether exactly one is not 0.</summary>
    LogicalXor,
}

/// <summary>
/// Computes one tensor of two, element by element with NumPy's broadcasting, or of a tensor and a constant:
/// <c>new BinaryOperation(BinaryFunction.NotEqual, constant: 0)</c> is Keras's <c>x != 0</c>. Comparisons have no gradient.
/// </summary>
/// <example>
/// <code>
/// var x = new Input(3, 8);                                                                // (None, 3, 8)
/// SymbolicTensor counts = new BinaryOperation(BinaryFunction.NotEqual, 0).Apply(x);       // (None, 3, 8), of 0 and 1
/// SymbolicTensor kept = new BinaryOperation(BinaryFunction.Multiply).Apply([x, counts]);  // (None, 3, 8)
/// </code>
/// </example>
public sealed class BinaryOperation : Operation
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="function">What is computed.</param>
    /// <param name="constant">The second number where it is the same for all; then the operation has one input.</param>
    /// <param name="constantFirst">Whether the constant is the first number instead, as in 1 - x.</param>
    /// <param name="name">What summaries and errors call it.</param>
    public BinaryOperation(BinaryFunction function, float? constant = null, bool constantFirst = false, string? name = null)
        : base(name)
    {
        if (constantFirst && constant is null)
        {
            throw new ArgumentException($"BinaryOperation '{Name}' expects a constant where constantFirst is true; received none.",
                nameof(constant));
        }
        Function = function;
        Constant = constant;
        ConstantFirst = constantFirst;
    }

    /// <summary>What is computed.</summary>
    public BinaryFunction Function { get; }

    /// <summary>The number that is the same for all, if there is one.</summary>
    public float? Constant { get; }

    /// <summary>Whether the constant is the first number.</summary>
    public bool ConstantFirst { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        [inputShapes.Count == 1 ? inputShapes[0] : Broadcast(inputShapes[0], inputShapes[1])];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        int expected = Constant is null ? 2 : 1;
        if (inputShapes.Count != expected)
        {
            throw ShapeError(expected == 1 ? $"one input, since its other number is {Constant}"
                : "two inputs", inputShapes.Count, "Apply it to as many.");
        }
        if (expected == 2)
        {
            Broadcast(inputShapes[0], inputShapes[1]);
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor first = inputs[0], second = Constant is { } constant ? Tensor.Scalar(constant) : inputs[1];
        (Tensor a, Tensor b) = ConstantFirst ? (second, first) : (first, second);
        return [Function switch
        {
            BinaryFunction.Add => a + b,
            BinaryFunction.Subtract => a - b,
            BinaryFunction.Multiply => a * b,
            BinaryFunction.Divide => a / b,
            BinaryFunction.Power => Power(a, b),
            BinaryFunction.Maximum => Tensor.Maximum(a, b),
            BinaryFunction.Minimum => Tensor.Minimum(a, b),
            BinaryFunction.Equal => Tensor.Compare(a, b, static (x, y) => x == y),
            BinaryFunction.NotEqual => Tensor.Compare(a, b, static (x, y) => x != y),
            BinaryFunction.Greater => a > b,
            BinaryFunction.GreaterEqual => a >= b,
            BinaryFunction.Less => a < b,
            BinaryFunction.LessEqual => a <= b,
            BinaryFunction.LogicalAnd => Tensor.Compare(a, b, static (x, y) => x != 0 && y != 0),
            BinaryFunction.LogicalOr => Tensor.Compare(a, b, static (x, y) => x != 0 || y != 0),
            _ => Tensor.Compare(a, b, static (x, y) => (x != 0) != (y != 0)),
        }];
    }

    private Tensor Power(Tensor a, Tensor b) => Constant is { } exponent && !ConstantFirst ? a.Pow(exponent) : (b * a.Log()).Exp();
}
