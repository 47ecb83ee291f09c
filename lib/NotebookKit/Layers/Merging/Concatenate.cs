namespace NotebookKit.Layers;

/// <summary>
/// Joins tensors along an axis; all other lengths are equal. Masked where any input is masked, if they are joined along
/// features; joined along time, their masks are joined too.
/// </summary>
/// <param name="axis">The axis; the last unless said otherwise.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Concatenate(int axis = -1, string? name = null) : Layer(name)
{
    /// <summary>The axis along which the inputs are joined.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        int along = inputShapes[0].NormalizeAxis(Axis);
        int[] result = inputShapes[0].ToArray();
        for (int axis = 0; axis < result.Length; axis++)
        {
            int[] lengths = [.. inputShapes.Select(s => s[axis])];
            result[axis] = axis != along ? lengths.Max() : lengths.Contains(Shape.Unknown) ? Shape.Unknown : lengths.Sum();
        }
        return [new Shape(result)];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        string received = string.Join(" and ", inputShapes);
        if (inputShapes.Count < 2)
            throw ShapeError("two inputs or more", received, "Apply it to a list, for example Apply([a, b]).");
        Shape first = inputShapes[0];
        if (Axis >= first.Rank || Axis < -first.Rank)
            throw ShapeError($"inputs with an axis {Axis}", received, $"Choose an axis from {-first.Rank} to {first.Rank - 1}.");
        Shape others = first.With(Axis, Shape.Unknown);
        if (inputShapes.Any(s => s.Rank != first.Rank || !others.Accepts(s)))
            throw ShapeError($"shapes equal in all axes but axis {Axis}", received, "Reshape the inputs, or choose another axis.");
    }

    /// <inheritdoc/>
    protected override Tensor[] Call(IReadOnlyList<Tensor> inputs, CallContext context) => [Tensor.Concat(inputs, Axis)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs, CallContext context)
    {
        if (context.Masks.All(m => m is null))
            return [];
        Tensor[] masks = [.. inputs.Select((x, i) => context.Masks[i] ?? Tensor.Ones(x.Shape.Slice(0, 2)))];
        if (inputs[0].Shape.NormalizeAxis(Axis) == 1)
            return [Tensor.Concat(masks, axis: 1)];
        return [masks.Aggregate((a, b) => a * b)];
    }
}
