namespace NotebookKit.Layers;

/// <summary>Puts in an axis of length 1: at axis -1 (batch, time) becomes (batch, time, 1).</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new ExpandDims(1).Apply(new Input(8));                  // (None, 8) → (None, 1, 8)
/// </code>
/// </example>
/// <param name="axis">Where it stands in the result; negative counts from the last.</param>
/// <param name="name">What summaries and errors call it.</param>
public sealed class ExpandDims(int axis, string? name = null) : Operation(name)
{
    /// <summary>Where the new axis stands in the result.</summary>
    public int Axis { get; } = axis;

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        [inputShapes[0].Insert(Place(inputShapes[0]), 1)];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (Axis > inputShapes[0].Rank || Axis < -inputShapes[0].Rank - 1)
        {
            throw ShapeError($"an input of {Math.Abs(Axis)} axes or more, since the new one is {Axis}", inputShapes[0],
                "Choose another axis.");
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [inputs[0].ExpandDims(Place(inputs[0].Shape))];

    private int Place(Shape shape) => Axis < 0 ? Axis + shape.Rank + 1 : Axis;
}

/// <summary>Takes an axis of length 1 away: at axis -1 (batch, time, 1) becomes (batch, time).</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Squeeze(1).Apply(new Input(1, 8));                  // (None, 1, 8) → (None, 8)
/// </code>
/// </example>
/// <param name="axis">The axis; negative counts from the last.</param>
/// <param name="name">What summaries and errors call it.</param>
public sealed class Squeeze(int axis, string? name = null) : Operation(name)
{
    /// <summary>The axis that is taken away.</summary>
    public int Axis { get; } = axis;

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        [inputShapes[0].RemoveAt(inputShapes[0].NormalizeAxis(Axis))];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        if (Axis >= x.Rank || Axis < -x.Rank || x[Axis] is not (1 or Shape.Unknown))
        {
            throw ShapeError($"an input whose axis {Axis} has length 1", x, "Choose another axis.");
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [inputs[0].Squeeze(inputs[0].Shape.NormalizeAxis(Axis))];
}
