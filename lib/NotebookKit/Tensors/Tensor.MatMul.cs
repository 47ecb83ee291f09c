namespace NotebookKit;

public sealed partial class Tensor
{
    /// <summary>
    /// The matrix product over the last two axes: (…, m, k) times (k, n) or (…, k, n) gives (…, m, n). A right operand of
    /// rank 2 serves all leading axes of the left one, as a Dense layer's kernel does.
    /// </summary>
    /// <exception cref="ArgumentException">The inner lengths differ, or the leading axes do not match.</exception>
    public static Tensor MatMul(Tensor a, Tensor b)
    {
        if (a.Rank < 2 || b.Rank < 2 || a.Shape[-1] != b.Shape[-2])
            throw new ArgumentException($"MatMul multiplies (…, m, k) by (…, k, n); received {a.Shape} and {b.Shape}.");
        Tensor product = Empty(a.Shape.With(-1, b.Shape[-1])).NamedAsProduct(a, b);
        if (b.Rank > 2)
            return MatMulOfStacks(a, b, product);
        int rows = a.Shape.SizeOf(0, a.Rank - 1), k = b.Shape[0], n = b.Shape[1];
        Kernels.MatMul.Multiply(false, false, rows, n, k, a.Data, b.Data, product.Data);
        return Record(product, a, b, static (a, b, _, g) =>
        {
            int rows = a.Shape.SizeOf(0, a.Rank - 1), k = b.Shape[0], n = b.Shape[1];
            if (a.RequiresGrad)
            {
                Tensor toA = Empty(a.Shape);
                Kernels.MatMul.Multiply(false, true, rows, k, n, g.Data, b.Data, toA.Data);
                a.Accumulate(toA);
            }
            if (b.RequiresGrad)
            {
                Tensor toB = Empty(b.Shape);
                Kernels.MatMul.Multiply(true, false, k, n, rows, a.Data, g.Data, toB.Data);
                b.Accumulate(toB);
            }
        });
    }

    /// <summary>The matrix product with another tensor; see <see cref="MatMul(Tensor, Tensor)"/>.</summary>
    public Tensor MatMul(Tensor right) => MatMul(this, right);

    private static Tensor MatMulOfStacks(Tensor a, Tensor b, Tensor product)
    {
        if (a.Shape.Slice(0, a.Rank - 2) != b.Shape.Slice(0, b.Rank - 2))
            throw new ArgumentException($"MatMul of stacks of matrices needs equal leading axes; received {a.Shape} and {b.Shape}.");
        MultiplyStacks(a, false, b, false, product);
        return Record(product, a, b, static (a, b, _, g) =>
        {
            if (a.RequiresGrad)
            {
                Tensor toA = Empty(a.Shape);
                MultiplyStacks(g, false, b, true, toA);
                a.Accumulate(toA);
            }
            if (b.RequiresGrad)
            {
                Tensor toB = Empty(b.Shape);
                MultiplyStacks(a, true, g, false, toB);
                b.Accumulate(toB);
            }
        });
    }

    /// <summary>Each matrix of c is op(a) op(b) of the matrices at its place.</summary>
    private static void MultiplyStacks(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor c)
    {
        int m = c.Shape[-2], n = c.Shape[-1], k = transposeA ? a.Shape[-2] : a.Shape[-1];
        int count = c.Shape.SizeOf(0, c.Rank - 2);
        for (int i = 0; i < count; i++)
        {
            Kernels.MatMul.Multiply(
                transposeA, transposeB, m, n, k,
                a.Values.Slice(i * m * k, m * k), b.Values.Slice(i * k * n, k * n), c.Data.AsSpan(i * m * n, m * n));
        }
    }
}
