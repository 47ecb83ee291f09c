namespace NotebookKit.Kernels;

/// <summary>One matrix product C = op(A)·op(B), or C += op(A)·op(B), in memory: what <see cref="MatMul"/> hands to its workers.</summary>
internal unsafe struct MatMulJob
{
    /// <summary>Rows of C, columns of C, and the inner dimension.</summary>
    public nint M, N, K;

    /// <summary>Element (i, p) of op(A) lies at A + i·ARowStep + p·AStep.</summary>
    public float* A;
    public nint ARowStep, AStep;

    /// <summary>op(B) is k × n with rows Ldb apart, or stored n × k when transposed.</summary>
    public float* B;
    public nint Ldb;
    public bool TransposeB;

    public float* C;
    public nint Ldc;
    public bool Accumulate;

    /// <summary>Into how many parts the rows (or, when <see cref="SplitColumns"/>, the columns) are divided among workers.</summary>
    public int Parts;
    public bool SplitColumns;
}
