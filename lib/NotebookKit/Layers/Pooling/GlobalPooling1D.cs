namespace NotebookKit.Layers;

/// <summary>What the global poolings have in common: one vector of all steps, (batch, time, features) becomes (batch, features).</summary>
/// <remarks>Only this library derives from it: a layer of your own derives from <see cref="Layer"/>.</remarks>
public abstract class GlobalPooling1D : Layer
{
    private protected GlobalPooling1D(bool keepDims, string? name)
        : base(name) => KeepDims = keepDims;

    /// <summary>Whether the time axis stays, with length 1.</summary>
    public bool KeepDims { get; }

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        return [KeepDims ? new Shape(x[0], 1, x[2]) : new Shape(x[0], x[2])];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        RequireSequence(inputShapes[0]);
        if (inputShapes[0][1] == 0)
            throw ShapeError("at least one time step", inputShapes[0], "Leave empty sequences out, or pad them and mask the padding.");
    }
}

/// <summary>
/// The mean of all time steps: (batch, time, features) becomes (batch, features). Masked steps do not count, and the mask
/// ends here.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new GlobalAveragePooling1D().Apply(x);   // x (2, 5, 3), y (2, 3)
/// </code>
/// </example>
/// <param name="keepDims">Whether the time axis stays, with length 1.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class GlobalAveragePooling1D(bool keepDims = false, string? name = null) : GlobalPooling1D(keepDims, name)
{
    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        if (context.Mask is not { } mask)
            return [x.Mean(1, KeepDims)];
        if (mask.Shape != x.Shape.Slice(0, 2))
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' expects a mask of shape {x.Shape.Slice(0, 2)}, as (batch, time); received {mask.Shape}. Give 1 where a "
                + "step counts, 0 where it does not.");
        }

        Tensor counts = mask.ExpandDims(-1);
        return [(x * counts).Sum(1, KeepDims) / counts.Sum(1, KeepDims)];
    }
}

/// <summary>
/// The largest value of each feature over all time steps: (batch, time, features) becomes (batch, features). As in Keras
/// masked steps count, and the mask ends here.
/// </summary>
/// <example>
/// <code>
/// Tensor y = new GlobalMaxPooling1D().Apply(x);   // x (2, 5, 3), y (2, 3)
/// </code>
/// </example>
/// <param name="keepDims">Whether the time axis stays, with length 1.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public sealed class GlobalMaxPooling1D(bool keepDims = false, string? name = null) : GlobalPooling1D(keepDims, name)
{
    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => [inputs[0].Max(1, KeepDims)];
}
