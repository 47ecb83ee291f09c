using System.Numerics.Tensors;

namespace NotebookKit;

/// <content>Element-wise arithmetic of two operands, broadcast as in NumPy. Each operation stands beside its derivative.</content>
public sealed partial class Tensor
{
    private delegate void SpanOperation(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result);

    /// <summary>a + b.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => Record(Combine(a, b, TensorPrimitives.Add), [a, b], g =>
    {
        a.AccumulateFolded(g);
        b.AccumulateFolded(g);
    });

    /// <summary>a - b.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Record(Combine(a, b, TensorPrimitives.Subtract), [a, b], g =>
    {
        a.AccumulateFolded(g);
        if (b.RequiresGrad)
            b.AccumulateFolded(Map(g, TensorPrimitives.Negate));
    });

    /// <summary>a · b, element by element (the Hadamard product).</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Record(Combine(a, b, TensorPrimitives.Multiply), [a, b], g =>
    {
        if (a.RequiresGrad)
            a.AccumulateFolded(Combine(g, b, TensorPrimitives.Multiply));
        if (b.RequiresGrad)
            b.AccumulateFolded(Combine(g, a, TensorPrimitives.Multiply));
    });

    /// <summary>a / b, element by element.</summary>
    public static Tensor operator /(Tensor a, Tensor b)
    {
        Tensor quotient = Combine(a, b, TensorPrimitives.Divide);
        return Record(quotient, [a, b], g =>
        {
            Tensor overB = Combine(g, b, TensorPrimitives.Divide);
            a.AccumulateFolded(overB);
            if (b.RequiresGrad)
                b.AccumulateFolded(Map(Combine(overB, quotient, TensorPrimitives.Multiply), TensorPrimitives.Negate));
        });
    }

    /// <summary>-a.</summary>
    public static Tensor operator -(Tensor a) => Record(Map(a, TensorPrimitives.Negate), [a], g => a.Accumulate(Map(g, TensorPrimitives.Negate)));

    /// <summary>The larger of a and b, element by element. Where they are equal the gradient goes to a.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => Select(a, b, static (x, y) => x >= y || float.IsNaN(x));

    /// <summary>The smaller of a and b, element by element. Where they are equal the gradient goes to a.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => Select(a, b, static (x, y) => x <= y || float.IsNaN(x));

    /// <summary>Where <paramref name="condition"/> is not zero the value of a, elsewhere that of b.</summary>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        Shape shape = Shape.Broadcast(condition.Shape, Shape.Broadcast(a.Shape, b.Shape));
        float[] c = Broadcasting.To(condition, shape).Data, x = Broadcasting.To(a, shape).Data, y = Broadcasting.To(b, shape).Data;
        Tensor result = Empty(shape);
        for (int i = 0; i < result.Size; i++)
            result.Data[i] = c[i] != 0 ? x[i] : y[i];
        return Record(result, [a, b], g =>
        {
            Tensor toA = Empty(shape), toB = Empty(shape);
            for (int i = 0; i < g.Size; i++)
                (toA.Data[i], toB.Data[i]) = c[i] != 0 ? (g.Data[i], 0f) : (0f, g.Data[i]);
            a.AccumulateFolded(toA);
            b.AccumulateFolded(toB);
        });
    }

    private static Tensor Select(Tensor a, Tensor b, Func<float, float, bool> takesFirst)
    {
        Shape shape = Shape.Broadcast(a.Shape, b.Shape);
        float[] x = Broadcasting.To(a, shape).Data, y = Broadcasting.To(b, shape).Data;
        Tensor first = Empty(shape);
        for (int i = 0; i < first.Size; i++)
            first.Data[i] = takesFirst(x[i], y[i]) ? 1 : 0;
        return Where(first, a, b);
    }

    /// <summary>One operation over two broadcast operands, not recorded.</summary>
    private static Tensor Combine(Tensor a, Tensor b, SpanOperation operation)
    {
        Tensor result = Empty(Shape.Broadcast(a.Shape, b.Shape));
        float[] x = a.Data, y = b.Data, to = result.Data;
        if (a.Shape == b.Shape)
        {
            operation(x, y, to);
            return result;
        }
        int[] stridesA = Broadcasting.Strides(a.Shape, result.Shape), stridesB = Broadcasting.Strides(b.Shape, result.Shape);
        int length = result.Rank == 0 ? 1 : result.Shape[-1];
        bool wideA = length == 1 || stridesA[^1] != 0, wideB = length == 1 || stridesB[^1] != 0;
        float[] stretched = wideA && wideB ? [] : new float[length];
        Broadcasting.ForEachRow(result.Shape, stridesA, stridesB, (at, fromA, fromB) =>
        {
            Span<float> row = to.AsSpan(at, length);
            if (wideA && wideB)
                operation(x.AsSpan(fromA, length), y.AsSpan(fromB, length), row);
            else if (wideA)
            {
                stretched.AsSpan().Fill(y[fromB]);
                operation(x.AsSpan(fromA, length), stretched, row);
            }
            else
            {
                stretched.AsSpan().Fill(x[fromA]);
                operation(stretched, y.AsSpan(fromB, length), row);
            }
        });
        return result;
    }

    /// <summary>Adds a gradient of a broadcast result to this operand's.</summary>
    private void AccumulateFolded(Tensor gradient)
    {
        if (RequiresGrad)
            Accumulate(Broadcasting.SumTo(gradient, Shape));
    }
}
