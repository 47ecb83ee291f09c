namespace NotebookKit.Layers;

/// <summary>
/// Hands its input on, and adds to the model's loss what its size costs: (l1 · Σ|x| + l2 · Σx²) / batch size. The mask passes
/// on.
/// </summary>
/// <remarks>Keras 3 divides by the batch size in 3.15, as Keras 2 did, and does not in 3.12 and before.</remarks>
/// <example>
/// <code>
/// Tensor y = new ActivityRegularization(l2: 0.01f).Apply(x);   // (batch, time, 8) → the same; y is x
/// </code>
/// </example>
public sealed class ActivityRegularization : ElementWiseLayer
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="l1">What a unit of |x| costs.</param>
    /// <param name="l2">What a unit of x² costs.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">A cost is negative.</exception>
    public ActivityRegularization(float l1 = 0, float l2 = 0, string? name = null)
        : base(name)
    {
        L1 = Require(l1, l1 >= 0, nameof(l1), "of 0 or more");
        L2 = Require(l2, l2 >= 0, nameof(l2), "of 0 or more");
    }

    /// <summary>What a unit of |x| costs.</summary>
    public float L1 { get; }

    /// <summary>What a unit of x² costs.</summary>
    public float L2 { get; }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        if (Penalties.IsCollecting && x.Shape[0] > 0 && (L1 > 0 || L2 > 0))
        {
            Tensor cost = x.Abs().Sum() * L1 + x.Square().Sum() * L2;
            Penalties.Add(cost / x.Shape[0]);
        }
        return [x];
    }
}
