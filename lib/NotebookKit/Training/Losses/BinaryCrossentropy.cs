namespace NotebookKit;

/// <summary>
/// -(t log p + (1 - t) log(1 - p)), the mean over the last axis. From probabilities, as Keras computes it, p is limited to
/// [1e-7, 1 - 1e-7]; from logits x it is max(x, 0) - x t + log(1 + e^-|x|), which neither overflows nor cancels.
/// </summary>
/// <param name="fromLogits">Whether predictions come before a sigmoid rather than after.</param>
/// <example>
/// <code>
/// var model = new Sequential(new Input(7, 12), new LSTM(32), new Dense(1));    // (None, 1), no sigmoid at the end
/// model.Compile(new Adam(), new BinaryCrossentropy(fromLogits: true));         // targets (n,) or (n, 1) of 0 and 1
/// </code>
/// </example>
public sealed class BinaryCrossentropy(bool fromLogits = false) : Loss("binary_crossentropy")
{
    /// <summary>Whether predictions come before a sigmoid rather than after.</summary>
    public bool FromLogits => fromLogits;

    /// <inheritdoc/>
    public override Tensor PerElement(Tensor target, Tensor prediction)
    {
        Tensor t = Matched(target, prediction,
            "Targets are 0 or 1 for each output; a network that ends in Dense(1) takes (batch,) or (batch, 1).");
        var losses = Tensor.Empty(prediction.Shape);
        for (int i = 0; i < losses.Size; i++)
            losses.Data[i] = fromLogits ? OfLogit(t.Data[i], prediction.Data[i]) : OfProbability(t.Data[i], prediction.Data[i]);
        Tensor.Record(losses, [prediction], g =>
        {
            var gradient = Tensor.Empty(prediction.Shape);
            for (int i = 0; i < gradient.Size; i++)
            {
                gradient.Data[i] = g.Data[i] * (fromLogits ? SlopeOfLogit(t.Data[i], prediction.Data[i])
                    : SlopeOfProbability(t.Data[i], prediction.Data[i]));
            }

            prediction.Accumulate(gradient);
        });
        return losses.Mean(-1);
    }

    private static float OfProbability(float t, float p)
    {
        p = Math.Clamp(p, Epsilon, 1 - Epsilon);
        return -(t * MathF.Log(p) + (1 - t) * MathF.Log(1 - p));
    }

    private static float SlopeOfProbability(float t, float p) => p is >= Epsilon and <= 1 - Epsilon ? (p - t) / (p * (1 - p)) : 0;

    private static float OfLogit(float t, float x) => MathF.Max(x, 0) - x * t + MathF.Log(1 + MathF.Exp(-MathF.Abs(x)));

    private static float SlopeOfLogit(float t, float x) => 1 / (1 + MathF.Exp(-x)) - t;
}
