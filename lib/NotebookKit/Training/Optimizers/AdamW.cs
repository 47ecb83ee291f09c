namespace NotebookKit;

/// <summary>
/// <see cref="Adam"/> with decoupled weight decay: before each step w -= lr weightDecay w (Loshchilov and Hutter,
/// "Decoupled weight decay regularization", 2017). Formulas and defaults as Keras 3.
/// </summary>
/// <param name="learningRate">The rate, or a schedule of it; 0.001 if not given.</param>
/// <param name="weightDecay">The share of each weight, times the rate, that a step takes off.</param>
/// <param name="beta1">How slowly the mean of the gradients follows.</param>
/// <param name="beta2">How slowly the mean of their squares follows.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="clipNorm">The longest allowed gradient of one weight.</param>
/// <param name="clipValue">The largest allowed element of a gradient.</param>
/// <param name="globalClipNorm">The longest allowed gradient of all weights together.</param>
/// <param name="decays">Which weights decay, for example <c>w =&gt; w.Name != "bias"</c>; all if not given.</param>
/// <exception cref="ArgumentException">A setting is out of range, or more than one limit is set.</exception>
public sealed class AdamW(
    LearningRateSchedule? learningRate = null, float weightDecay = 0.004f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f,
    float? clipNorm = null, float? clipValue = null, float? globalClipNorm = null, Func<Weight, bool>? decays = null)
    : Adam(learningRate ?? 0.001f, beta1, beta2, epsilon, clipNorm, clipValue, globalClipNorm, weightDecay, decays)
{
    /// <summary>The share of each weight, times the rate, that a step takes off.</summary>
    public float WeightDecay => DecayShare;
}
