namespace NotebookKit.Layers;

/// <summary>
/// Joins tensors along an axis; all other lengths are equal. Their masks are joined in the same way, an input without one
/// counting everywhere, and a step then counts where any of its features does: joined along features, where it counts in any
/// input; joined along time, as it does in its own input.
/// </summary>
/// <remarks>
/// Up to Keras 3.3 a step counted where all of its features did, so where it counted in every input;
/// <see cref="Layer.MaskRule"/> Keras2 is that rule.
/// </remarks>
/// <example>
/// <code>
/// SymbolicTensor y = new Concatenate().Apply([new Input(5, 8), new Input(5, 4)]);   // (None, 5, 12)
/// </code>
/// </example>
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
    protected override TensorList Call(TensorList inputs, CallContext context) => [Tensor.Concat(inputs, Axis)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs, CallContext context)
    {
        if (context.Masks.All(m => m is null))
            return [];
        JoinedMasks.RequireFit(this, context.Masks, inputs);
        int rank = Math.Max(2, context.Masks.Max(m => m?.Rank ?? 0)), along = inputs[0].Shape.NormalizeAxis(Axis);
        bool covers = along < rank;
        Tensor[] masks = [.. inputs.Select((x, i) => Covering(context.Masks[i], x.Shape.Slice(0, rank), fully: covers))];
        Tensor mask = covers ? Tensor.Concat(masks, along)
            : (MaskRule == MaskRule.Keras2 ? JoinedMasks.InAll(masks) : JoinedMasks.InAny(masks))!;
        // A mask with a number for each feature: the steps' is what is made of these.
        if (rank == inputs[0].Rank)
            mask = MaskRule == MaskRule.Keras2 ? 1 - (1 - mask).Max(-1) : mask.Max(-1);
        return [mask];
    }

    /// <summary>
    /// The mask of an input with a number for each place of these axes, where it must cover them: ones where there is none.
    /// </summary>
    private static Tensor Covering(Tensor? mask, Shape axes, bool fully)
    {
        if (mask is null)
            return Tensor.Ones(axes);
        Tensor spread = JoinedMasks.WithRank(mask, axes.Rank);
        return fully ? spread.BroadcastTo(axes) : spread;
    }
}
