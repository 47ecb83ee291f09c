using System.Numerics;
using System.Runtime.InteropServices;

namespace NotebookKit;

/// <summary>
/// Gradient descent: w -= lr g. With momentum: v = momentum v - lr g, w += v; with Nesterov's momentum
/// w += momentum v - lr g. Formulas as Keras 3's <c>SGD</c>.
/// </summary>
/// <param name="learningRate">The rate, or a schedule of it; 0.01 if not given.</param>
/// <param name="momentum">How much of the last step is kept, in [0, 1].</param>
/// <param name="nesterov">Whether the gradient counts as taken after the momentum's step (Nesterov 1983).</param>
/// <param name="clipNorm">The longest allowed gradient of one weight.</param>
/// <param name="clipValue">The largest allowed element of a gradient.</param>
/// <param name="globalClipNorm">The longest allowed gradient of all weights together.</param>
/// <exception cref="ArgumentException">A setting is out of range, or more than one limit is set.</exception>
public sealed class SGD(
    LearningRateSchedule? learningRate = null, float momentum = 0, bool nesterov = false, float? clipNorm = null, float? clipValue = null,
    float? globalClipNorm = null)
    : Optimizer(learningRate ?? 0.01f, clipNorm, clipValue, globalClipNorm)
{
    private readonly float _keep = momentum is >= 0 and <= 1
        ? momentum
        : throw new ArgumentOutOfRangeException(nameof(momentum), momentum, $"momentum lies between 0 and 1; received {momentum}.");

    /// <summary>How much of the last step is kept.</summary>
    public float Momentum => _keep;

    /// <summary>Whether the gradient counts as taken after the momentum's step.</summary>
    public bool Nesterov => nesterov;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames { get; } = momentum > 0 ? ["momentum"] : [];

    /// <inheritdoc/>
    protected override void Update(in WeightRange range, float learningRate, long step)
    {
        Span<float> weight = range.Weight;
        ReadOnlySpan<float> gradient = range.Gradient;
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weight);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        int rest = w.Length * Vector<float>.Count;
        if (_keep == 0)
        {
            for (int i = 0; i < w.Length; i++)
                w[i] -= learningRate * g[i];
            for (int i = rest; i < weight.Length; i++)
                weight[i] -= learningRate * gradient[i];
            return;
        }
        Span<float> velocity = range.Slot(0);
        Span<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(velocity);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> scaled = learningRate * g[i];
            Vector<float> speed = v[i] = _keep * v[i] - scaled;
            w[i] += nesterov ? _keep * speed - scaled : speed;
        }
        for (int i = rest; i < weight.Length; i++)
        {
            float scaled = learningRate * gradient[i];
            velocity[i] = _keep * velocity[i] - scaled;
            weight[i] += nesterov ? _keep * velocity[i] - scaled : velocity[i];
        }
    }
}
