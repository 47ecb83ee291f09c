namespace NotebookKit.Layers;

/// <summary>
/// Gives every sample another shape with as many elements, in row-major order: (batch, …) becomes (batch, targetShape). It
/// drops the mask.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Reshape(-1, 2).Apply(new Input(6));                 // (None, 6) → (None, 3, 2)
/// </code>
/// </example>
public sealed class Reshape : Layer
{
    /// <summary>Reshapes samples to these axis lengths.</summary>
    /// <param name="targetShape">The axis lengths of one sample, without the batch axis; one may be -1 and is worked out.</param>
    public Reshape(params int[] targetShape)
        : this(targetShape, null)
    {
    }

    /// <summary>Reshapes samples to these axis lengths, with a name.</summary>
    /// <param name="targetShape">The axis lengths of one sample, without the batch axis; one may be -1 and is worked out.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A length is 0 or less and not -1, or several are -1.</exception>
    public Reshape(int[] targetShape, string? name)
        : base(name)
    {
        if (targetShape.Count(n => n == -1) > 1 || targetShape.Any(n => n is 0 or < -1))
        {
            throw new ArgumentException(
                $"Reshape '{Name}' expects axis lengths of 1 or more, and -1 at most once; received ({string.Join(", ", targetShape)}).",
                nameof(targetShape));
        }

        TargetShape = [.. targetShape];
    }

    /// <summary>The axis lengths of one sample; -1 for the one that is worked out.</summary>
    public IReadOnlyList<int> TargetShape { get; }

    /// <summary>The product of the lengths that are given.</summary>
    private int Known => TargetShape.Where(n => n != -1).Aggregate(1, (a, b) => a * b);

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape sample = inputShapes[0].Slice(1, inputShapes[0].Rank);
        return [
            new Shape([inputShapes[0][0], .. TargetShape.Select(n => n != -1 ? n : sample.IsKnown ? sample.Size / Known : Shape.Unknown)])];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0], sample = x.Rank == 0 ? Shape.Scalar : x.Slice(1, x.Rank);
        if (x.Rank == 0)
            throw ShapeError("a batch axis", x, "Reshape the tensor first, for example Reshape(1, -1).");
        if (!sample.IsKnown)
            return;
        if (TargetShape.Contains(-1) ? sample.Size % Known != 0 : sample.Size != Known)
        {
            throw ShapeError($"samples that fill ({string.Join(", ", TargetShape)})", x,
                $"One sample has {sample.Size} elements: choose lengths whose product is {sample.Size}.");
        }
    }

    /// <inheritdoc/>
    protected override bool NamesOutputAxes => false;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [inputs[0].Reshape(ComputeOutputShapes([inputs[0].Shape])[0])];
}
