using System.Numerics.Tensors;
using NotebookKit.Kernels;

namespace NotebookKit;

/// <summary>
/// -Σ t log p over the last axis. From probabilities, as Keras computes it: p divided by its sum, then limited to
/// [1e-7, 1 - 1e-7], where the limits hold no gradient flows. From logits x: Σ t (log Σ e^x - x).
/// </summary>
/// <param name="fromLogits">Whether predictions come before a softmax rather than after.</param>
/// <example>
/// <code>
/// var model = new Sequential(new Input(7, 12), new LSTM(32), new Dense(10));   // (None, 10), no softmax at the end
/// model.Compile(new Adam(), new CategoricalCrossentropy(fromLogits: true));    // targets (n, 10), one-hot
/// </code>
/// </example>
public sealed class CategoricalCrossentropy(bool fromLogits = false) : Loss("categorical_crossentropy")
{
    /// <summary>Whether predictions come before a softmax rather than after.</summary>
    public bool FromLogits => fromLogits;

    /// <inheritdoc/>
    public override Tensor PerElement(Tensor target, Tensor prediction)
    {
        if (prediction.Rank < 2 || target.Shape != prediction.Shape)
        {
            throw new ArgumentException(
                $"The loss {Name} expects one-hot targets of the same shape as the predictions, {prediction.Shape}; received "
                + $"{target.Shape}. For class numbers instead of one-hot rows use the sparse variant, for example "
                + "Losses.SparseCategoricalCrossentropy.", nameof(target));
        }

        return OfRows(target, prediction, fromLogits);
    }

    /// <summary>The loss of each row along the last axis, one operation with its own derivative.</summary>
    internal static Tensor OfRows(Tensor target, Tensor prediction, bool fromLogits)
    {
        int width = prediction.Shape[-1];
        var losses = Tensor.Empty(prediction.Shape.Slice(0, prediction.Rank - 1));
        for (int i = 0; i < losses.Size; i++)
        {
            ReadOnlySpan<float> t = target.Values.Slice(i * width, width), y = prediction.Values.Slice(i * width, width);
            losses.Data[i] = fromLogits ? LossOfLogits(t, y) : LossOfProbabilities(t, y);
        }
        return Tensor.Record(losses, [prediction], g =>
        {
            var gradient = Tensor.Empty(prediction.Shape);
            for (int i = 0; i < losses.Size; i++)
            {
                ReadOnlySpan<float> t = target.Values.Slice(i * width, width), y = prediction.Values.Slice(i * width, width);
                Span<float> to = gradient.Data.AsSpan(i * width, width);
                if (fromLogits)
                    GradientOfLogits(t, y, to, g.Data[i]);
                else
                    GradientOfProbabilities(t, y, to, g.Data[i]);
            }
            prediction.Accumulate(gradient);
        });
    }

    private static float LossOfProbabilities(ReadOnlySpan<float> t, ReadOnlySpan<float> p)
    {
        float sum = TensorPrimitives.Sum(p), loss = 0;
        // A probability that is not a number makes the sum not a number, so terms with t = 0 can be left out.
        for (int j = 0; j < t.Length; j++)
        {
            if (t[j] != 0)
                loss -= t[j] * MathF.Log(Math.Clamp(p[j] / sum, Epsilon, 1 - Epsilon));
        }

        return float.IsNaN(sum) ? sum : loss;
    }

    /// <summary>With q = p / s and a = dL/dq: dL/dp = (a - Σ a q) / s.</summary>
    private static void GradientOfProbabilities(ReadOnlySpan<float> t, ReadOnlySpan<float> p, Span<float> to, float g)
    {
        float sum = TensorPrimitives.Sum(p), along = 0;
        to.Clear();
        for (int j = 0; j < t.Length; j++)
        {
            if (t[j] != 0 && p[j] / sum is >= Epsilon and <= 1 - Epsilon and var q)
            {
                to[j] = -t[j] / q;
                along += to[j] * q;
            }
        }

        TensorPrimitives.Subtract(to, along, to);
        TensorPrimitives.Multiply(to, g / sum, to);
    }

    private static float LossOfLogits(ReadOnlySpan<float> t, ReadOnlySpan<float> x)
    {
        float largest = TensorPrimitives.Max(x), sum = 0, loss = 0;
        foreach (float value in x)
            sum += MathF.Exp(value - largest);
        float logSum = MathF.Log(sum) + largest;
        for (int j = 0; j < t.Length; j++)
        {
            if (t[j] != 0)
                loss += t[j] * (logSum - x[j]);
        }

        return float.IsNaN(logSum) ? logSum : loss;
    }

    /// <summary>dL/dx = softmax(x) Σ t - t.</summary>
    private static void GradientOfLogits(ReadOnlySpan<float> t, ReadOnlySpan<float> x, Span<float> to, float g)
    {
        VectorMath.Softmax(x, to, x.Length);
        TensorPrimitives.Multiply(to, TensorPrimitives.Sum(t), to);
        TensorPrimitives.Subtract(to, t, to);
        TensorPrimitives.Multiply(to, g, to);
    }
}
