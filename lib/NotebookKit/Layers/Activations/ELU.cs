namespace NotebookKit.Layers;

/// <summary>
/// x where x > 0, and alpha · (e^x - 1) below: the exponential linear unit (D.-A. Clevert, T. Unterthiner and S. Hochreiter,
/// "Fast and Accurate Deep Network Learning by Exponential Linear Units", 2015). The shape stays, and the mask passes on.
/// </summary>
/// <param name="alpha">What negative values tend to, with a minus sign.</param>
/// <param name="name">What summaries and errors call the layer.</param>
/// <example>
/// <code>
/// Tensor y = new ELU().Apply(x);   // (batch, time, 8) or any other shape, which stays; values above -1
/// </code>
/// </example>
public sealed class ELU(float alpha = 1, string? name = null) : ElementWiseLayer(name)
{
    /// <summary>What negative values tend to, with a minus sign.</summary>
    public float Alpha { get; } = alpha;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        float alpha = Alpha;
        return [inputs[0].Map(x => x > 0 ? x : alpha * (Math.Exp(x) - 1), x => x > 0 ? 1 : alpha * Math.Exp(x))];
    }
}
