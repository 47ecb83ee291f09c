namespace NotebookKit.Layers;

/// <summary>
/// A layer that combines tensors of one shape element by element. A step counts where it counts in any input, and there is
/// no mask where an input has none.
/// </summary>
/// <remarks>
/// Up to Keras 3.3 a step counted where it counted in every input that had a mask; <see cref="Layer.MaskRule"/> Keras2 is
/// that rule.
/// <para>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</para>
/// </remarks>
public abstract class MergeLayer : Layer
{
    private protected MergeLayer(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes.Aggregate(Join)];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        string received = string.Join(" and ", inputShapes);
        if (inputShapes.Count < 2)
            throw ShapeError("two inputs or more", received, "Apply it to a list, for example Apply([a, b]).");
        Shape joined = inputShapes[0];
        foreach (Shape shape in inputShapes.Skip(1))
        {
            bool fits = shape.Rank == joined.Rank && Enumerable.Range(0, shape.Rank).All(axis => Fits(shape[axis], joined[axis]));
            if (!fits)
            {
                throw ShapeError("inputs of one shape, or with lengths of 1 where they differ", received,
                    "Reshape the inputs, or give the layers before them as many units.");
            }

            joined = Join(joined, shape);
        }

        static bool Fits(int a, int b) => a == b || a == 1 || b == 1 || a == Shape.Unknown || b == Shape.Unknown;
    }

    /// <summary>Combines two of the inputs.</summary>
    private protected abstract Tensor Combine(Tensor a, Tensor b);

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [inputs.Aggregate(Combine)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs, CallContext context)
    {
        JoinedMasks.RequireFit(this, context.Masks, inputs);
        Tensor? mask = MaskRule == MaskRule.Keras2 ? JoinedMasks.InAll(context.Masks)
            : context.Masks.Any(m => m is null) ? null
            : JoinedMasks.InAny(context.Masks);
        // A single step that is stretched over the time of another input counts or not at every one of its steps.
        return [mask?.BroadcastTo(outputs[0].Shape.Slice(0, mask.Rank))];
    }

    private static Shape Join(Shape a, Shape b) => new([.. Enumerable.Range(0, a.Rank).Select(axis =>
        a[axis] == 1 ? b[axis] : b[axis] == 1 || b[axis] == Shape.Unknown ? a[axis] : b[axis])]);
}

/// <summary>The sum of its inputs, element by element, for example of a layer's input and output (a residual connection).</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Add().Apply([new Input(5, 8), new Input(5, 8)]);      // (None, 5, 8)
/// </code>
/// </example>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Add(string? name = null) : MergeLayer(name)
{
    private protected override Tensor Combine(Tensor a, Tensor b) => a + b;
}

/// <summary>The product of its inputs, element by element, for example of values and a gate.</summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Multiply().Apply([new Input(5, 8), new Input(5, 8)]); // (None, 5, 8)
/// </code>
/// </example>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Multiply(string? name = null) : MergeLayer(name)
{
    private protected override Tensor Combine(Tensor a, Tensor b) => a * b;
}
