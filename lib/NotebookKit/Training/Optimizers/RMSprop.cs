using System.Numerics;
using System.Runtime.InteropServices;

namespace NotebookKit;

/// <summary>
/// Gradient descent with each weight's step divided by the root of a running mean of its squared gradients (Hinton, Neural
/// Networks for Machine Learning, lecture 6e, 2012). As Keras 3: s = rho s + (1 - rho) g², w -= lr g / √(s + epsilon), the
/// epsilon inside the root; Keras up to 2.10 had it outside.
/// </summary>
/// <param name="learningRate">The rate, or a schedule of it; 0.001 if not given.</param>
/// <param name="rho">How slowly the running mean follows.</param>
/// <param name="momentum">How much of the last step is kept.</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="centered">Whether the running mean of the gradients, squared, is taken off s.</param>
/// <param name="clipNorm">The longest allowed gradient of one weight.</param>
/// <param name="clipValue">The largest allowed element of a gradient.</param>
/// <param name="globalClipNorm">The longest allowed gradient of all weights together.</param>
/// <exception cref="ArgumentException">A setting is out of range, or more than one limit is set.</exception>
public sealed class RMSprop(
    LearningRateSchedule? learningRate = null, float rho = 0.9f, float momentum = 0, float epsilon = 1e-7f, bool centered = false,
    float? clipNorm = null, float? clipValue = null, float? globalClipNorm = null)
    : Optimizer(learningRate ?? 0.001f, clipNorm, clipValue, globalClipNorm)
{
    /// <summary>How slowly the running mean follows.</summary>
    public float Rho => rho;

    /// <summary>How much of the last step is kept.</summary>
    public float Momentum => momentum;

    /// <summary>What keeps the quotient finite.</summary>
    public float Epsilon => epsilon;

    /// <summary>Whether the running mean of the gradients, squared, is taken off the mean of their squares.</summary>
    public bool Centered => centered;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames { get; } =
        ["velocity", .. momentum > 0 ? new[] { "momentum" } : [], .. centered ? new[] { "average_gradient" } : []];

    /// <inheritdoc/>
    protected override void Update(in WeightRange range, float learningRate, long step)
    {
        // Keras calls the mean of the squares velocity, and keeps the other two only where they are used.
        Span<float> weight = range.Weight, square = range.Slot(0);
        Span<float> mean = centered ? range.Slot(momentum > 0 ? 2 : 1) : [], velocity = momentum > 0 ? range.Slot(1) : [];
        ReadOnlySpan<float> gradient = range.Gradient;
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weight), s = MemoryMarshal.Cast<float, Vector<float>>(square);
        Span<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(mean), m = MemoryMarshal.Cast<float, Vector<float>>(velocity);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> slope = g[i], newSquare = s[i] = rho * s[i] + (1 - rho) * (slope * slope);
            Vector<float> denominator = newSquare + new Vector<float>(epsilon);
            if (centered)
            {
                Vector<float> newMean = a[i] = rho * a[i] + (1 - rho) * slope;
                denominator -= newMean * newMean;
            }
            Vector<float> increment = learningRate * slope / Vector.SquareRoot(denominator);
            if (momentum > 0)
                increment = m[i] = momentum * m[i] + increment;
            w[i] -= increment;
        }
        for (int i = w.Length * Vector<float>.Count; i < weight.Length; i++)
        {
            square[i] = rho * square[i] + (1 - rho) * (gradient[i] * gradient[i]);
            float denominator = square[i] + epsilon;
            if (centered)
            {
                mean[i] = rho * mean[i] + (1 - rho) * gradient[i];
                denominator -= mean[i] * mean[i];
            }
            float increment = learningRate * gradient[i] / MathF.Sqrt(denominator);
            if (momentum > 0)
                increment = velocity[i] = momentum * velocity[i] + increment;
            weight[i] -= increment;
        }
    }
}
