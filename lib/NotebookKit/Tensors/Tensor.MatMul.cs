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
        int k = b.Shape[-2], n = b.Shape[-1];
        if (b.Rank == 2)
        {
            int rows = a.Shape.Slice(0, a.Rank - 1).Size;
            Tensor product = Empty(a.Shape.With(-1, n));
            Product(a.Data, b.Data, product.Data, 0, 0, 0, rows, n, k, false, false);
            return Record(product, [a, b], g =>
            {
                if (a.RequiresGrad)
                {
                    Tensor toA = Empty(a.Shape);
                    Product(g.Data, b.Data, toA.Data, 0, 0, 0, rows, k, n, false, true);
                    a.Accumulate(toA);
                }
                if (b.RequiresGrad)
                {
                    Tensor toB = Empty(b.Shape);
                    Product(a.Data, g.Data, toB.Data, 0, 0, 0, k, n, rows, true, false);
                    b.Accumulate(toB);
                }
            });
        }
        if (a.Shape.Slice(0, a.Rank - 2) != b.Shape.Slice(0, b.Rank - 2))
            throw new ArgumentException($"MatMul of stacks of matrices needs equal leading axes; received {a.Shape} and {b.Shape}.");
        int m = a.Shape[-2], count = a.Shape.Slice(0, a.Rank - 2).Size;
        Tensor products = Empty(a.Shape.With(-1, n));
        for (int i = 0; i < count; i++)
            Product(a.Data, b.Data, products.Data, i * m * k, i * k * n, i * m * n, m, n, k, false, false);
        return Record(products, [a, b], g =>
        {
            Tensor toA = Empty(a.Shape), toB = Empty(b.Shape);
            for (int i = 0; i < count; i++)
            {
                Product(g.Data, b.Data, toA.Data, i * m * n, i * k * n, i * m * k, m, k, n, false, true);
                Product(a.Data, g.Data, toB.Data, i * m * k, i * m * n, i * k * n, k, n, m, true, false);
            }
            a.Accumulate(toA);
            b.Accumulate(toB);
        });
    }

    /// <summary>The matrix product with another tensor; see <see cref="MatMul(Tensor, Tensor)"/>.</summary>
    public Tensor MatMul(Tensor right) => MatMul(this, right);

    /// <summary>C (m, n) = op(A) op(B) for matrices that start at an offset of their buffers.</summary>
    private static void Product(float[] a, float[] b, float[] c, int offsetA, int offsetB, int offsetC, int m, int n, int k, bool transposeA, bool transposeB) =>
        Kernels.MatMul.Multiply(
            transposeA, transposeB, m, n, k, a.AsSpan(offsetA, m * k), b.AsSpan(offsetB, k * n), c.AsSpan(offsetC, m * n));
}
