namespace NotebookKit.Layers;

/// <summary>
/// Masks the time steps whose features all equal one value, as padding does: recurrent layers after it skip them. The values
/// of masked steps become 0. The input has any number of axes, features last: of (batch, time, features) the mask is
/// (batch, time).
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor x = new Masking(maskValue: 0).Apply(new Input(5, 2));       // (None, 5, 2), steps of zeros do not count
/// SymbolicTensor h = new LSTM(4).Apply(x);                                   // (None, 4)
/// </code>
/// </example>
/// <param name="maskValue">The value that marks a masked step.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class Masking(float maskValue = 0, string? name = null) : Layer(name)
{
    /// <summary>The value that marks a masked step.</summary>
    public float MaskValue { get; } = maskValue;

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [inputShapes[0]];

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes[0].Rank < 2)
        {
            throw ShapeError("features on the last axis, as (batch, time, features)", inputShapes[0],
                "Reshape the input, or for token numbers use Embedding with maskZero: true.");
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) =>
        [Tensor.Where(StepMask(inputs[0]).ExpandDims(-1), inputs[0], 0)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs,
        CallContext context) => [StepMask(inputs[0])];

    private Tensor StepMask(Tensor x)
    {
        int features = x.Shape[-1];
        Tensor mask = Tensor.Empty(x.Shape.Slice(0, x.Rank - 1)).Named(x.Rank == 3 ? ["batch", "time"] : null);
        for (int i = 0; i < mask.Size; i++)
            mask.Data[i] = x.Values.Slice(i * features, features).ContainsAnyExcept(MaskValue) ? 1 : 0;
        return mask;
    }
}
