namespace NotebookKit.Kernels;

/// <summary>One matrix product C = op(A)·op(B), or C += op(A)·op(B), in memory: what <see cref="MatMul"/> hands to its workers.</summary>
internal unsafe struct MatMulJob
{
    /// <summary>op(A) and C.</summary>
    public MatMulRows Rows;

    /// <summary>Another product with the same op(B), computed in the same pass over it; no rows when there is none.</summary>
    public MatMulRows Also;

    /// <summary>Columns of C, and the inner dimension.</summary>
    public nint N, K;

    /// <summary>op(B) is k × n with rows Ldb apart, or stored n × k when transposed.</summary>
    public float* B;
    public nint Ldb;
    public bool TransposeB;

    /// <summary>Into how many parts the rows (or, when <see cref="SplitColumns"/>, the columns) are divided among workers.</summary>
    public int Parts;
    public bool SplitColumns;
}

/// <summary>The left matrix of a product, and where the product goes.</summary>
internal unsafe struct MatMulRows
{
    public nint Count;

    /// <summary>Element (i, p) of op(A) lies at A + i·RowStep + p·Step.</summary>
    public float* A;
    public nint RowStep, Step;

    /// <summary>C, with rows Ldc apart.</summary>
    public float* C;
    public nint Ldc;
    public bool Accumulate;

    /// <summary>Rows [first, end) of these.</summary>
    public readonly MatMulRows Slice(nint first, nint end) =>
        this with { Count = end - first, A = A + first * RowStep, C = C + first * Ldc };
}
