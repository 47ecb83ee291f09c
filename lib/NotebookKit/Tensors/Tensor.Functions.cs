using System.Numerics.Tensors;
using NotebookKit.Kernels;

namespace NotebookKit;

/// <content>Element-wise functions of one operand, each beside its derivative.</content>
public sealed partial class Tensor
{
    /// <summary>e to the power of each element.</summary>
    public Tensor Exp() =>
        Record(Through(VectorMath.Exp), this, static (x, y, g) => x.Accumulate(Combine<Multiplication>(g, y)));

    /// <summary>The natural logarithm of each element; its derivative is 1 / x.</summary>
    public Tensor Log() =>
        Record(Through(TensorPrimitives.Log<float>), this, static (x, _, g) => x.Accumulate(Combine<Division>(g, x)));

    /// <summary>The hyperbolic tangent of each element; its derivative is 1 - y².</summary>
    public Tensor Tanh() => Activate(ActivationKind.Tanh);

    /// <summary>The logistic function 1 / (1 + e^-x) of each element; its derivative is y (1 - y).</summary>
    public Tensor Sigmoid() => Activate(ActivationKind.Sigmoid);

    /// <summary>max(x, 0) of each element; the derivative at 0 is taken as 0.</summary>
    public Tensor Relu() => Activate(ActivationKind.Relu);

    /// <summary>The square root of each element; its derivative is 1 / (2y).</summary>
    public Tensor Sqrt() => Record(Through(TensorPrimitives.Sqrt<float>), this, static (x, y, g) =>
    {
        Tensor result = Combine<Division>(g, y);
        TensorPrimitives.Multiply(result.Data, 0.5f, result.Data);
        x.Accumulate(result);
    });

    /// <summary>Each element multiplied by itself.</summary>
    public Tensor Square() => this * this;

    /// <summary>The absolute value of each element; the derivative at 0 is taken as 0.</summary>
    public Tensor Abs() => RecordEach(Through(TensorPrimitives.Abs<float>), this, new AbsoluteSlope());

    /// <summary>Each element raised to a constant power; its derivative is p x^(p-1).</summary>
    public Tensor Pow(float exponent)
    {
        Tensor y = Empty(Shape);
        TensorPrimitives.Pow(Data, exponent, y.Data);
        return RecordEach(y, this, new PowerSlope(exponent));
    }

    /// <summary>Each element limited to [low, high]; the derivative is 1 inside and 0 outside.</summary>
    /// <exception cref="ArgumentException">low is above high.</exception>
    public Tensor Clip(float low, float high)
    {
        if (!(low <= high))
            throw new ArgumentException($"Clip expects low to be at most high; received {low} and {high}.", nameof(low));
        Tensor y = Empty(Shape);
        TensorPrimitives.Clamp(Data, low, high, y.Data);
        return RecordEach(y, this, new ClipSlope(low, high));
    }

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
        if (Size > 0)
            VectorMath.Softmax(Data, y.Data, Shape[-1]);
        return Record(y, this, static (x, y, g) =>
        {
            // dL/dx = y (g - Σ g y)
            Tensor result = Empty(x.Shape);
            int width = x.Shape[-1];
            for (int at = 0; at < x.Size; at += width)
            {
                ReadOnlySpan<float> row = y.Values.Slice(at, width), gradient = g.Values.Slice(at, width);
                Span<float> to = result.Data.AsSpan(at, width);
                TensorPrimitives.Subtract(gradient, TensorPrimitives.Dot(row, gradient), to);
                TensorPrimitives.Multiply(row, to, to);
            }
            x.Accumulate(result);
        });
    }

    /// <summary>An activation that the kernels know; its derivative is a function of its result.</summary>
    internal Tensor Activate(ActivationKind kind)
    {
        Tensor y = Empty(Shape);
        VectorMath.Apply(kind, Data, y.Data);
        return RecordWith(y, this, kind, static (x, y, kind, g) =>
        {
            Tensor result = Empty(x.Shape);
            Span<float> to = result.Data;
            switch (kind)
            {
                case ActivationKind.Tanh:
                    TensorPrimitives.Multiply(y.Values, y.Values, to);
                    TensorPrimitives.Subtract(1f, to, to);
                    TensorPrimitives.Multiply(to, g.Values, to);
                    break;
                case ActivationKind.Sigmoid:
                    TensorPrimitives.Subtract(1f, y.Values, to);
                    TensorPrimitives.Multiply(to, y.Values, to);
                    TensorPrimitives.Multiply(to, g.Values, to);
                    break;
                default:
                    ReadOnlySpan<float> values = y.Values, gradient = g.Values;
                    for (int i = 0; i < to.Length; i++)
                        to[i] = gradient[i] * ReferenceMath.Derivative(kind, values[i]);
                    break;
            }
            x.Accumulate(result);
        });
    }

    /// <summary>A function of all elements, not recorded.</summary>
    private Tensor Through(Function function)
    {
        Tensor y = Empty(Shape);
        function(Data, y.Data);
        return y;
    }

    /// <summary>Records a function of each element by itself.</summary>
    private static Tensor RecordEach<TSlope>(Tensor y, Tensor x, TSlope slope)
        where TSlope : struct, ISlope => RecordWith(y, x, slope, static (x, _, slope, g) =>
    {
        Tensor result = Empty(x.Shape);
        ReadOnlySpan<float> values = x.Data, gradient = g.Data;
        Span<float> to = result.Data;
        for (int i = 0; i < to.Length; i++)
            to[i] = slope.Along(values[i], gradient[i]);
        x.Accumulate(result);
    });

    private delegate void Function(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>How an element's gradient follows from that of its result; a struct, so that the loop has the formula in it.</summary>
    private interface ISlope
    {
        float Along(float x, float gradient);
    }

    private readonly struct AbsoluteSlope : ISlope
    {
        public float Along(float x, float gradient) => x > 0 ? gradient : x < 0 ? -gradient : 0;
    }

    private readonly struct PowerSlope(float exponent) : ISlope
    {
        // A constant does not change with x, not even at 0, where 0 · x^-1 has no value.
        public float Along(float x, float gradient) => exponent == 0 ? 0 : gradient * exponent * MathF.Pow(x, exponent - 1);
    }

    private readonly struct ClipSlope(float low, float high) : ISlope
    {
        public float Along(float x, float gradient) => x >= low && x <= high ? gradient : 0;
    }
}
