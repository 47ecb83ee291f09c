using System.Numerics.Tensors;

namespace NotebookKit;

/// <content>Element-wise arithmetic of two operands, broadcast as in NumPy. Each operation stands beside its derivative.</content>
public sealed partial class Tensor
{
    /// <summary>a + b.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => Record(Combine<Addition>(a, b).NamedAs(a, b), a, b, static (a, b, _, g) =>
    {
        a.AccumulateFolded(g);
        b.AccumulateFolded(g);
    });

    /// <summary>a - b.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Record(Combine<Subtraction>(a, b).NamedAs(a, b), a, b, static (a, b, _, g) =>
    {
        a.AccumulateFolded(g);
        if (b.RequiresGrad)
            b.AccumulateFolded(Negative(g));
    });

    /// <summary>a · b, element by element (the Hadamard product).</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Record(Combine<Multiplication>(a, b).NamedAs(a, b), a, b, static (a, b, _, g) =>
    {
        if (a.RequiresGrad)
            a.AccumulateFolded(Combine<Multiplication>(g, b));
        if (b.RequiresGrad)
            b.AccumulateFolded(Combine<Multiplication>(g, a));
    });

    /// <summary>a / b, element by element; d/da = 1/b, d/db = -(a/b)/b.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => Record(Combine<Division>(a, b).NamedAs(a, b), a, b, static (a, b, quotient, g) =>
    {
        Tensor overB = Combine<Division>(g, b);
        a.AccumulateFolded(overB);
        if (b.RequiresGrad)
            b.AccumulateFolded(Negative(Combine<Multiplication>(overB, quotient)));
    });

    /// <summary>-a.</summary>
    public static Tensor operator -(Tensor a) => Record(Negative(a), a, static (a, _, g) => a.Accumulate(Negative(g)));

    /// <summary>The larger of a and b, element by element; NaN where either is. Where they are equal the gradient goes to a.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => Choose(a, b, 1);

    /// <summary>The smaller of a and b, element by element; NaN where either is. Where they are equal the gradient goes to a.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => Choose(a, b, -1);

    /// <summary>Where <paramref name="condition"/> is not zero the value of a, elsewhere that of b.</summary>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        var shape = Shape.Broadcast(condition.Shape, Shape.Broadcast(a.Shape, b.Shape));
        Tensor choice = Broadcasting.To(condition, shape);
        Tensor result = Empty(shape);
        ReadOnlySpan<float> c = choice.Data, x = Broadcasting.To(a, shape).Data, y = Broadcasting.To(b, shape).Data;
        Span<float> to = result.Data;
        for (int i = 0; i < to.Length; i++)
            to[i] = c[i] != 0 ? x[i] : y[i];
        result.NamedAs(a, b);
        return Wanted(a) || Wanted(b) ? RecordChoice(result, choice, a, b) : result;
    }

    private static Tensor RecordChoice(Tensor result, Tensor choice, Tensor a, Tensor b) => Record(result, [a, b], g =>
    {
        Tensor toA = Empty(g.Shape), toB = Empty(g.Shape);
        for (int i = 0; i < g.Size; i++)
            (toA.Data[i], toB.Data[i]) = choice.Data[i] != 0 ? (g.Data[i], 0f) : (0f, g.Data[i]);
        a.AccumulateFolded(toA);
        b.AccumulateFolded(toB);
    });

    /// <summary>a where sign · a is at least sign · b or a is NaN, elsewhere b.</summary>
    private static Tensor Choose(Tensor a, Tensor b, int sign)
    {
        var shape = Shape.Broadcast(a.Shape, b.Shape);
        Tensor first = Empty(shape);
        ReadOnlySpan<float> x = Broadcasting.To(a, shape).Data, y = Broadcasting.To(b, shape).Data;
        Span<float> to = first.Data;
        for (int i = 0; i < to.Length; i++)
            to[i] = sign * x[i] >= sign * y[i] || float.IsNaN(x[i]) ? 1 : 0;
        return Where(first, a, b);
    }

    private static Tensor Negative(Tensor x) => x.Through(TensorPrimitives.Negate<float>);

    /// <summary>One operation over two broadcast operands, not recorded.</summary>
    private static Tensor Combine<TOperation>(Tensor a, Tensor b)
        where TOperation : struct, IBinaryOperation
    {
        Tensor result = Empty(Shape.Broadcast(a.Shape, b.Shape));
        ReadOnlySpan<float> x = a.Data, y = b.Data;
        Span<float> to = result.Data;
        if (a.Shape == b.Shape)
            TOperation.Apply(x, y, to);
        else if (x.Length == 1)
            TOperation.Apply(x[0], y, to);
        else if (y.Length == 1)
            TOperation.Apply(x, y[0], to);
        else
            CombineRows<TOperation>(a, b, result);
        return result;
    }

    private static void CombineRows<TOperation>(Tensor a, Tensor b, Tensor result)
        where TOperation : struct, IBinaryOperation
    {
        int rank = result.Rank;
        Span<int> stridesA = stackalloc int[rank], stridesB = stackalloc int[rank];
        Broadcasting.Strides(a.Shape, stridesA);
        Broadcasting.Strides(b.Shape, stridesB);
        var rows = new RowWalk(result.Shape, stridesA, stridesB, stackalloc int[rank]);
        while (rows.MoveNext())
        {
            Span<float> row = result.Data.AsSpan(rows.At, rows.Length);
            if (stridesA[^1] == 0)
                TOperation.Apply(a.Data[rows.A], b.Data.AsSpan(rows.B, rows.Length), row);
            else if (stridesB[^1] == 0)
                TOperation.Apply(a.Data.AsSpan(rows.A, rows.Length), b.Data[rows.B], row);
            else
                TOperation.Apply(a.Data.AsSpan(rows.A, rows.Length), b.Data.AsSpan(rows.B, rows.Length), row);
        }
    }

    /// <summary>Adds a gradient of a broadcast result to this operand's.</summary>
    private void AccumulateFolded(Tensor gradient)
    {
        if (RequiresGrad)
            Accumulate(Broadcasting.SumTo(gradient, Shape));
    }
}
