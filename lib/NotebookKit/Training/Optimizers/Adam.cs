using System.Numerics;
using System.Runtime.InteropServices;

namespace NotebookKit;

/// <summary>
/// Gradient descent along a running mean of the gradients, each weight's step divided by the root of a running mean of its
/// squared gradients (Kingma and Ba, "Adam: A method for stochastic optimization", 2014). As Keras 3, for step t from 1:
/// m += (g - m)(1 - beta1), v += (g² - v)(1 - beta2), w -= lr √(1 - beta2^t) / (1 - beta1^t) · m / (√v + epsilon). The
/// epsilon is added to the root before the bias correction, which the paper calls epsilon hat; PyTorch adds it after.
/// </summary>
public class Adam : Optimizer
{
    private readonly float _beta1, _beta2, _epsilon;

    /// <summary>Makes an optimizer that has seen no gradient yet.</summary>
    /// <param name="learningRate">The rate, or a schedule of it; 0.001 if not given.</param>
    /// <param name="beta1">How slowly the mean of the gradients follows.</param>
    /// <param name="beta2">How slowly the mean of their squares follows.</param>
    /// <param name="epsilon">Keeps the quotient finite.</param>
    /// <param name="clipNorm">The longest allowed gradient of one weight.</param>
    /// <param name="clipValue">The largest allowed element of a gradient.</param>
    /// <param name="globalClipNorm">The longest allowed gradient of all weights together.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or more than one limit is set.</exception>
    public Adam(
        LearningRateSchedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f,
        float? clipNorm = null, float? clipValue = null, float? globalClipNorm = null)
        : this(learningRate ?? 0.001f, beta1, beta2, epsilon, clipNorm, clipValue, globalClipNorm, weightDecay: 0, decays: null)
    {
    }

    private protected Adam(
        LearningRateSchedule learningRate, float beta1, float beta2, float epsilon,
        float? clipNorm, float? clipValue, float? globalClipNorm, float weightDecay, Func<Weight, bool>? decays)
        : base(learningRate, clipNorm, clipValue, globalClipNorm, weightDecay, decays)
    {
        _beta1 = Share(beta1, nameof(beta1));
        _beta2 = Share(beta2, nameof(beta2));
        _epsilon = epsilon >= 0 ? epsilon
            : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"epsilon is 0 or more; received {epsilon}.");
    }

    /// <summary>How slowly the mean of the gradients follows.</summary>
    public float Beta1 => _beta1;

    /// <summary>How slowly the mean of the squared gradients follows.</summary>
    public float Beta2 => _beta2;

    /// <summary>What keeps the quotient finite.</summary>
    public float Epsilon => _epsilon;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames { get; } = ["momentum", "velocity"];

    /// <inheritdoc/>
    protected override void Update(in WeightRange range, float learningRate, long step)
    {
        float alpha = (float)(learningRate * Math.Sqrt(1 - Math.Pow(_beta2, step)) / (1 - Math.Pow(_beta1, step)));
        float follow1 = 1 - _beta1, follow2 = 1 - _beta2;
        Span<float> weight = range.Weight, mean = range.Slot(0), square = range.Slot(1);
        ReadOnlySpan<float> gradient = range.Gradient;
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weight);
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(mean), v = MemoryMarshal.Cast<float, Vector<float>>(square);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var small = new Vector<float>(_epsilon);
        for (int i = 0; i < w.Length; i++)
        {
            // In variables, since the compiler, for which the arrays might overlap, reads again what stands behind an index.
            Vector<float> slope = g[i], oldMean = m[i], oldSquare = v[i];
            Vector<float> newMean = m[i] = oldMean + (slope - oldMean) * follow1;
            Vector<float> newSquare = v[i] = oldSquare + (slope * slope - oldSquare) * follow2;
            w[i] -= newMean * alpha / (Vector.SquareRoot(newSquare) + small);
        }
        for (int i = w.Length * Vector<float>.Count; i < weight.Length; i++)
        {
            mean[i] += (gradient[i] - mean[i]) * follow1;
            square[i] += (gradient[i] * gradient[i] - square[i]) * follow2;
            weight[i] -= mean[i] * alpha / (MathF.Sqrt(square[i]) + _epsilon);
        }
    }

    private static float Share(float value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} lies in [0, 1); received {value}.");
}
