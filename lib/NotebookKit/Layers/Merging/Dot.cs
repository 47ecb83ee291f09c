namespace NotebookKit.Layers;

/// <summary>
/// For every sample the sums of products of two inputs along one axis of each: (batch, n, d) and (batch, m, d) along axes
/// (2, 2) give (batch, n, m). The remaining axes of the first come before those of the second; two vectors give (batch, 1).
/// It drops the mask.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Dot(2).Apply([new Input(4, 8), new Input(6, 8)]);   // (None, 4, 6)
/// </code>
/// </example>
public sealed class Dot : Layer
{
    private const float SmallestSquare = 1e-12f;

    /// <summary>A product along the same axis of both inputs.</summary>
    /// <param name="axis">The axis; 0 is the batch, which cannot be one.</param>
    /// <param name="normalize">Whether the inputs are first scaled to length 1 along the axis, so that the result is the cosine.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    public Dot(int axis, bool normalize = false, string? name = null)
        : this((axis, axis), normalize, name)
    {
    }

    /// <summary>A product along an axis of each input.</summary>
    /// <param name="axes">The axis of the first and of the second input; 0 is the batch, which cannot be one.</param>
    /// <param name="normalize">Whether the inputs are first scaled to length 1 along the axis, so that the result is the cosine.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">An axis is the batch axis.</exception>
    public Dot((int First, int Second) axes, bool normalize = false, string? name = null)
        : base(name)
    {
        if (axes.First == 0 || axes.Second == 0)
        {
            throw new ArgumentException($"Dot '{Name}' expects axes of a sample, from 1; received {axes}, where 0 is the batch.",
                nameof(axes));
        }

        Axes = axes;
        Normalize = normalize;
    }

    /// <summary>The axis of the first and of the second input.</summary>
    public (int First, int Second) Axes { get; }

    /// <summary>Whether the inputs are first scaled to length 1 along the axis.</summary>
    public bool Normalize { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        int[] rest = [.. Rest(inputShapes[0], Axes.First), .. Rest(inputShapes[1], Axes.Second)];
        return [new Shape([inputShapes[0][0], .. rest.Length == 0 ? [1] : rest])];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        string received = string.Join(" and ", inputShapes);
        if (inputShapes.Count != 2)
            throw ShapeError("two inputs", received, "Apply it to a pair, for example Apply([a, b]).");
        int a = Length(inputShapes[0], Axes.First), b = Length(inputShapes[1], Axes.Second);
        if (a != b && a != Shape.Unknown && b != Shape.Unknown)
        {
            throw ShapeError($"inputs of equal length along axes {Axes}", received,
                $"They are {a} and {b} long there: choose other axes, or permute an input.");
        }

        int Length(Shape shape, int axis) => axis < shape.Rank && axis > -shape.Rank
            ? shape[axis]
            : throw ShapeError($"inputs with an axis {axis} after the batch axis", received, "Choose other axes.");
    }

    /// <inheritdoc/>
    protected override bool NamesOutputAxes => false;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor a = inputs[0], b = inputs[1];
        Shape result = ComputeOutputShapes([a.Shape, b.Shape])[0];
        if (Normalize)
            (a, b) = (UnitLength(a, Axes.First), UnitLength(b, Axes.Second));
        int batch = a.Shape[0], length = a.Shape[Axes.First];
        a = MoveAxis(a, Axes.First, a.Rank - 1).Reshape(batch, -1, length);
        b = MoveAxis(b, Axes.Second, 1).Reshape(batch, length, -1);
        return [a.MatMul(b).Reshape(result)];
    }

    private static Tensor UnitLength(Tensor x, int axis) => x / Tensor.Maximum(x.Square().Sum(axis, keepDims: true), SmallestSquare).Sqrt();

    private static Tensor MoveAxis(Tensor x, int from, int to)
    {
        List<int> order = [.. Enumerable.Range(0, x.Rank)];
        from = x.Shape.NormalizeAxis(from);
        order.RemoveAt(from);
        order.Insert(to, from);
        return x.Transpose([.. order]);
    }

    private static IEnumerable<int> Rest(Shape shape, int axis) => shape.Where((_, i) => i != 0 && i != shape.NormalizeAxis(axis));
}
