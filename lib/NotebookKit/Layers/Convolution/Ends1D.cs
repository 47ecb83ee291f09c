namespace NotebookKit.Layers;

/// <summary>
/// Puts zeros before and behind a sequence: (batch, time, features) becomes (batch, left + time + right, features). It
/// drops the mask.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new ZeroPadding1D((2, 1)).Apply(x);   // x (batch, 5, features), y (batch, 8, features)
/// </code>
/// </example>
public sealed class ZeroPadding1D : Ends1D
{
    /// <summary>As many zero steps on both sides.</summary>
    /// <param name="padding">How many on each side.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    public ZeroPadding1D(int padding = 1, string? name = null)
        : this((padding, padding), name)
    {
    }

    /// <summary>Zero steps before and behind.</summary>
    /// <param name="padding">How many before, and how many behind.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public ZeroPadding1D((int Left, int Right) padding, string? name = null)
        : base(padding, nameof(padding), name)
    {
    }

    /// <summary>How many zero steps stand before the sequence, and how many behind.</summary>
    public (int Left, int Right) Padding => Ends;

    private protected override int Sign => 1;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Shape x = inputs[0].Shape;
        return [Tensor.Concat([Tensor.Zeros(x[0], Ends.Left, x[2]), inputs[0], Tensor.Zeros(x[0], Ends.Right, x[2])], axis: 1)];
    }
}

/// <summary>Cuts steps off a sequence: (batch, time, features) becomes (batch, time - left - right, features). It drops the mask.</summary>
/// <example>
/// <code>
/// Tensor y = new Cropping1D((1, 2)).Apply(x);   // x (batch, 5, features), y (batch, 2, features)
/// </code>
/// </example>
public sealed class Cropping1D : Ends1D
{
    /// <summary>As many steps from both sides.</summary>
    /// <param name="cropping">How many from each side.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    public Cropping1D(int cropping = 1, string? name = null)
        : this((cropping, cropping), name)
    {
    }

    /// <summary>Steps from the beginning and the end.</summary>
    /// <param name="cropping">How many from the beginning, and how many from the end.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public Cropping1D((int Left, int Right) cropping, string? name = null)
        : base(cropping, nameof(cropping), name)
    {
    }

    /// <summary>How many steps are cut off at the beginning, and how many at the end.</summary>
    public (int Left, int Right) Cropping => Ends;

    private protected override int Sign => -1;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        if (inputShapes[0][1] is not Shape.Unknown and var time && time <= Ends.Left + Ends.Right)
        {
            throw ShapeError($"more than the {Ends.Left + Ends.Right} time steps that are cut off", inputShapes[0],
                "Cut off fewer, or give longer sequences.");
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [inputs[0][.., Ends.Left..(inputs[0].Shape[1] - Ends.Right)]];
}

/// <summary>What <see cref="ZeroPadding1D"/> and <see cref="Cropping1D"/> have in common: they change a sequence at its ends.</summary>
/// <remarks>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</remarks>
public abstract class Ends1D : Layer
{
    private protected Ends1D((int Left, int Right) ends, string parameter, string? name)
        : base(name)
    {
        Ends = ends is { Left: >= 0, Right: >= 0 } ? ends
            : throw new ArgumentException($"{Kind} '{Name}' expects two numbers of 0 or more; received {ends}.", parameter);
    }

    private protected (int Left, int Right) Ends { get; }

    /// <summary>1 where the ends are added, -1 where they are taken away.</summary>
    private protected abstract int Sign { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        int time = inputShapes[0][1];
        return [inputShapes[0].With(1, time == Shape.Unknown ? time : checked(time + Sign * (Ends.Left + Ends.Right)))];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes) => RequireSequence(inputShapes[0]);
}
