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
        if (b.Rank > 2 && a.Shape.Slice(0, a.Rank - 2) != b.Shape.Slice(0, b.Rank - 2))
            throw new ArgumentException($"MatMul of stacks of matrices needs equal leading axes; received {a.Shape} and {b.Shape}.");
        Tensor product = Multiplied(a, false, b, false, a.Shape.With(-1, b.Shape[-1]), b.Rank - 2).NamedAsProduct(a, b);
        return Record(product, a, b, static (a, b, _, g) =>
        {
            if (a.RequiresGrad)
                a.Accumulate(Multiplied(g, false, b, true, a.Shape, b.Rank - 2));
            if (b.RequiresGrad)
                b.Accumulate(Multiplied(a, true, g, false, b.Shape, b.Rank - 2));
        });
    }

    /// <summary>The matrix product with another tensor; see <see cref="MatMul(Tensor, Tensor)"/>.</summary>
    public Tensor MatMul(Tensor right) => MatMul(this, right);

    /// <summary>op(a) op(b) of the matrices at each place of the stacked axes; all axes of a behind these but its last are rows.</summary>
    private static Tensor Multiplied(Tensor a, bool transposeA, Tensor b, bool transposeB, Shape shape, int stacked)
    {
        Tensor result = Empty(shape);
        int count = shape.SizeOf(0, stacked), rows = a.Shape.SizeOf(stacked, a.Rank - 1), n = shape[-1];
        (int m, int k) = transposeA ? (a.Shape[-1], rows) : (rows, a.Shape[-1]);
        for (int i = 0; i < count; i++)
        {
            Kernels.MatMul.Multiply(
                transposeA, transposeB, m, n, k,
                a.Values.Slice(i * m * k, m * k), b.Values.Slice(i * k * n, k * n), result.Data.AsSpan(i * m * n, m * n));
        }
        return result;
    }
}
