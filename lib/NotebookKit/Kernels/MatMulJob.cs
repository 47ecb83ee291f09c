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

    /// <summary>
    /// The inner dimension lies in runs of this length, such as the rows that a group of a batch has at each step: within a run one
    /// element follows the other as above, and a run begins BRunStep after the one before; 0 where all of it is one run. K is a whole
    /// number of runs, and op(B) is not transposed.
    /// </summary>
    public nint Run, BRunStep;

    /// <summary>Into how many parts the rows (or, when <see cref="SplitColumns"/>, the columns) are divided among workers.</summary>
    public int Parts;
    public bool SplitColumns;

    /// <summary>Row p of op(B).</summary>
    public readonly float* BRow(nint p) => Run == 0 ? B + p * Ldb : B + p / Run * BRunStep + p % Run * Ldb;

    /// <summary>Column p of op(A).</summary>
    public readonly float* AColumn(in MatMulRows rows, nint p) =>
        Run == 0 ? rows.A + p * rows.Step : rows.A + p / Run * rows.RunStep + p % Run * rows.Step;

    /// <summary>How much of the inner dimension's part [p, end) lies in one run.</summary>
    public readonly nint InRun(nint p, nint end) => Run == 0 ? end - p : Math.Min(end - p, Run - p % Run);
}

/// <summary>The left matrix of a product, and where the product goes.</summary>
internal unsafe struct MatMulRows
{
    public nint Count;

    /// <summary>Element (i, p) of op(A) lies at A + i·RowStep + p·Step.</summary>
    public float* A;
    public nint RowStep, Step;

    /// <summary>How far the runs of the inner dimension lie apart, where it is divided into runs.</summary>
    public nint RunStep;

    /// <summary>C, with rows Ldc apart.</summary>
    public float* C;
    public nint Ldc;
    public bool Accumulate;

    /// <summary>Rows [first, end) of these.</summary>
    public readonly MatMulRows Slice(nint first, nint end) =>
        this with { Count = end - first, A = A + first * RowStep, C = C + first * Ldc };
}
