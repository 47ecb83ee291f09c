using System.Numerics.Tensors;

namespace NotebookKit;

/// <content>Element-wise functions of one operand, each beside its derivative.</content>
public sealed partial class Tensor
{
    private delegate void SpanFunction(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>e to the power of each element.</summary>
    public Tensor Exp()
    {
        Tensor y = Map(this, TensorPrimitives.Exp);
        return Record(y, [this], g => Accumulate(Combine(g, y, TensorPrimitives.Multiply)));
    }

    /// <summary>The natural logarithm of each element.</summary>
    public Tensor Log() => Record(Map(this, TensorPrimitives.Log), [this], g => Accumulate(Combine(g, this, TensorPrimitives.Divide)));

    /// <summary>The hyperbolic tangent of each element; its derivative is 1 - y².</summary>
    public Tensor Tanh() => FromResult(Map(this, TensorPrimitives.Tanh), static y => 1 - y * y);

    /// <summary>The logistic function 1 / (1 + e^-x) of each element; its derivative is y (1 - y).</summary>
    public Tensor Sigmoid() => FromResult(Map(this, TensorPrimitives.Sigmoid), static y => y * (1 - y));

    /// <summary>max(x, 0) of each element.</summary>
    public Tensor Relu() => FromResult(Map(this, static (x, y) => TensorPrimitives.Max(x, 0f, y)), static y => y > 0 ? 1 : 0);

    /// <summary>The square root of each element; its derivative is 1 / (2y).</summary>
    public Tensor Sqrt() => FromResult(Map(this, TensorPrimitives.Sqrt), static y => 0.5f / y);

    /// <summary>Each element multiplied by itself.</summary>
    public Tensor Square() => this * this;

    /// <summary>The absolute value of each element; the derivative at 0 is taken as 0.</summary>
    public Tensor Abs() => Record(Map(this, TensorPrimitives.Abs), [this], g =>
        Accumulate(Combine(g, this, static (gradient, x, to) =>
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = x[i] == 0 ? 0 : gradient[i] * MathF.CopySign(1, x[i]);
        })));

    /// <summary>Each element raised to a constant power; its derivative is p x^(p-1).</summary>
    public Tensor Pow(float exponent) => Record(Map(this, (x, y) => TensorPrimitives.Pow(x, exponent, y)), [this], g =>
        Accumulate(Combine(g, this, (gradient, x, to) =>
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = gradient[i] * exponent * MathF.Pow(x[i], exponent - 1);
        })));

    /// <summary>Each element limited to [low, high]; the derivative is 1 inside and 0 outside.</summary>
    public Tensor Clip(float low, float high) => Record(Map(this, (x, y) => TensorPrimitives.Clamp(x, low, high, y)), [this], g =>
        Accumulate(Combine(g, this, (gradient, x, to) =>
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = x[i] >= low && x[i] <= high ? gradient[i] : 0;
        })));

    /// <summary>
    /// e^x over the sum of e^x along an axis, so that the elements along it are positive and sum to 1. Computed from
    /// x - max(x), which changes nothing and cannot overflow.
    /// </summary>
    /// <param name="axis">The axis that sums to 1; the last unless said otherwise.</param>
    public Tensor Softmax(int axis = -1)
    {
        axis = Shape.NormalizeAxis(axis);
        if (axis != Rank - 1)
            return SwapAxes(axis, -1).Softmax().SwapAxes(axis, -1);
        Tensor y = Empty(Shape);
        int width = Shape[-1];
        for (int at = 0; at < Size; at += width)
        {
            ReadOnlySpan<float> x = Values.Slice(at, width);
            Span<float> row = y.Data.AsSpan(at, width);
            TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum(row), row);
        }
        return Record(y, [this], g =>
        {
            // dL/dx = y (g - Σ g y)
            Tensor result = Empty(Shape);
            for (int at = 0; at < Size; at += width)
            {
                ReadOnlySpan<float> row = y.Values.Slice(at, width), gradient = g.Values.Slice(at, width);
                Span<float> to = result.Data.AsSpan(at, width);
                TensorPrimitives.Subtract(gradient, TensorPrimitives.Dot(row, gradient), to);
                TensorPrimitives.Multiply(row, to, to);
            }
            Accumulate(result);
        });
    }

    /// <summary>One function over all elements, not recorded.</summary>
    private static Tensor Map(Tensor x, SpanFunction function)
    {
        Tensor y = Empty(x.Shape);
        function(x.Data, y.Data);
        return y;
    }

    /// <summary>Records a function whose derivative is known from its result.</summary>
    private Tensor FromResult(Tensor y, Func<float, float> derivative) => Record(y, [this], g =>
    {
        Tensor result = Empty(Shape);
        float[] values = y.Data, gradient = g.Data, to = result.Data;
        for (int i = 0; i < to.Length; i++)
            to[i] = gradient[i] * derivative(values[i]);
        Accumulate(result);
    });
}
