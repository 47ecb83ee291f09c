namespace NotebookKit.Layers;

/// <summary>
/// Puts a sample's axes in another order: with <c>new Permute(2, 1)</c> (batch, time, features) becomes (batch, features,
/// time). It drops the mask.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new Permute(2, 1).Apply(new Input(5, 8));               // (None, 5, 8) → (None, 8, 5)
/// </code>
/// </example>
public sealed class Permute : Layer
{
    /// <summary>Axes in this order.</summary>
    /// <param name="dims">The axes of one sample in their new order, counted from 1 as in Keras.</param>
    /// <exception cref="ArgumentException">They do not name every axis from 1 on once.</exception>
    public Permute(params int[] dims)
        : this(dims, null)
    {
    }

    /// <summary>Axes in this order, with a name.</summary>
    /// <param name="dims">The axes of one sample in their new order, counted from 1 as in Keras.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">They do not name every axis from 1 on once.</exception>
    public Permute(int[] dims, string? name)
        : base(name)
    {
        if (!dims.Order().SequenceEqual(Enumerable.Range(1, dims.Length)))
        {
            throw new ArgumentException(
                $"Permute '{Name}' expects the axes of a sample, counted from 1, each once; received ({string.Join(", ", dims)}). For "
                + "example new Permute(2, 1).", nameof(dims));
        }

        Dims = [.. dims];
    }

    /// <summary>The axes of one sample in their new order, counted from 1.</summary>
    public IReadOnlyList<int> Dims { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        [new Shape([inputShapes[0][0], .. Dims.Select(axis => inputShapes[0][axis])])];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes[0].Rank != Dims.Count + 1)
        {
            throw ShapeError($"{Dims.Count} axes after the batch axis", inputShapes[0],
                "Name each of the sample's axes once in new "
                + $"Permute({string.Join(", ", Enumerable.Range(1, Math.Max(1, inputShapes[0].Rank - 1)).Reverse())}), in the order "
                + "you want.");
        }
    }

    /// <inheritdoc/>
    protected override bool NamesOutputAxes => false;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [inputs[0].Transpose([0, .. Dims])];
}
