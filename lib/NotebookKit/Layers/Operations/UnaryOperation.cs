namespace NotebookKit.Layers;

/// <summary>What <see cref="UnaryOperation"/> computes of a number.</summary>
public enum UnaryFunction
{
    /// <summary>The number itself; Keras's conversions and casts, since all tensors here are of 32-bit floats.</summary>
    Identity,

    /// <summary>-x.</summary>
    Negative,

    /// <summary>x without its sign.</summary>
    Absolute,

    /// <summary>x · x.</summary>
    Square,

    /// <summary>The square root of x.</summary>
    Sqrt,

    /// <summary>e to the power of x.</summary>
    Exp,

    /// <summary>The natural logarithm of x.</summary>
    Log,

    /// <summary>Whether x is 0.</summary>
    LogicalNot,

    /// <summary>0 for every number.</summary>
    ZerosLike,

    /// <summary>1 for every number.</summary>
    OnesLike,
}

/// <summary>Computes a tensor of another, element by element; the shape stays.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new UnaryOperation(UnaryFunction.Square).Apply(new Input(3, 8));   // (None, 3, 8) → (None, 3, 8)
/// </code>
/// </example>
/// <param name="function">What is computed.</param>
/// <param name="name">What summaries and errors call it.</param>
public sealed class UnaryOperation(UnaryFunction function, string? name = null) : Operation(name)
{
    /// <summary>What is computed.</summary>
    public UnaryFunction Function { get; } = function;

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        return [Function switch
        {
            UnaryFunction.Identity => x,
            UnaryFunction.Negative => -x,
            UnaryFunction.Absolute => x.Abs(),
            UnaryFunction.Square => x.Square(),
            UnaryFunction.Sqrt => x.Sqrt(),
            UnaryFunction.Exp => x.Exp(),
            UnaryFunction.Log => x.Log(),
            UnaryFunction.LogicalNot => Tensor.Compare(x, Tensor.Scalar(0), static (a, zero) => a == zero).Named(null),
            UnaryFunction.ZerosLike => Tensor.Zeros(x.Shape),
            _ => Tensor.Ones(x.Shape),
        }];
    }
}
