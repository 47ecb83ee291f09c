namespace NotebookKit.Layers;

/// <summary>What <see cref="Reduction"/> makes of the numbers along axes.</summary>
public enum ReductionFunction
{
    /// <summary>Whether any is not 0.</summary>
    Any,

    /// <summary>Whether none is 0.</summary>
    All,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,
}

/// <summary>Makes one number of all along some axes, for example whether any feature of a step counts: (batch, time,
/// features) becomes (batch, time).</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Reduction(ReductionFunction.Any, [-1]).Apply(new Input(3, 8));  // (None, 3, 8) → (None, 3)
/// </code>
/// </example>
/// <param name="function">What is made of the numbers.</param>
/// <param name="axes">The axes, the batch being 0; negative ones count from the last. All axes if null.</param>
/// <param name="keepDims">Whether the axes stay, with length 1.</param>
/// <param name="name">What summaries and errors call it.</param>
public sealed class Reduction(ReductionFunction function, int[]? axes = null, bool keepDims = false, string? name = null) : Operation(name)
{
    /// <summary>What is made of the numbers.</summary>
    public ReductionFunction Function { get; } = function;

    /// <summary>The axes, or null for all.</summary>
    public IReadOnlyList<int>? Axes { get; } = axes is null ? null : [.. axes];

    /// <summary>Whether the axes stay, with length 1.</summary>
    public bool KeepDims { get; } = keepDims;

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        int[] axes = AxesOf(inputShapes[0]);
        IEnumerable<int> lengths = inputShapes[0].Select((length, axis) => axes.Contains(axis) ? 1 : length);
        return [new Shape([.. lengths.Where((_, axis) => KeepDims || !axes.Contains(axis))])];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        if (Axes?.Any(a => a >= x.Rank || a < -x.Rank) == true)
        {
            throw ShapeError($"an input with the axes {string.Join(", ", Axes)}", x, $"Choose axes from {-x.Rank} to {x.Rank - 1}.");
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        if (Function is ReductionFunction.Any or ReductionFunction.All)
        {
            x = Tensor.Compare(x, Tensor.Scalar(0), static (a, zero) => a != zero).Named(null);
        }
        // From the last axis to the first, so that those before keep their places.
        foreach (int axis in AxesOf(x.Shape).OrderDescending())
        {
            x = Function switch
            {
                ReductionFunction.Any or ReductionFunction.Max => x.Max(axis, KeepDims),
                ReductionFunction.All or ReductionFunction.Min => -(-x).Max(axis, KeepDims),
                ReductionFunction.Sum => x.Sum(axis, KeepDims),
                _ => x.Mean(axis, KeepDims),
            };
        }
        return [x];
    }

    private int[] AxesOf(Shape shape) => Axes is null ? [.. Enumerable.Range(0, shape.Rank)]
        : [.. Axes.Select(shape.NormalizeAxis).Distinct()];
}
