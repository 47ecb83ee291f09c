using System.Runtime.CompilerServices;

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

/// <summary>Computes a rectangle of C, blocked so that a block of B stays in the second-level cache and one panel in the first.</summary>
internal static unsafe class MatMulBlock<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Inner dimension of a block: one panel of it takes half of a 32 KiB or 48 KiB first-level cache.</summary>
    private const int BlockDepth = 192;

    /// <summary>Columns of a block of B.</summary>
    private const int BlockColumns = 512;

    /// <summary>Up to this many rows, copying B into panels costs more than it saves.</summary>
    private const int FewRows = 8;

    /// <summary>The part-th share of the product; <paramref name="job"/> points to a <see cref="MatMulJob"/>.</summary>
    public static void RunPart(void* job, int part)
    {
        ref var product = ref *(MatMulJob*)job;
        nint unit = product.SplitColumns ? Tile<S, V>.Width : S.TileRows;
        nint size = product.SplitColumns ? product.N : product.M;
        nint units = (size + unit - 1) / unit;
        nint start = Math.Min(size, units * part / product.Parts * unit);
        nint end = Math.Min(size, units * (part + 1) / product.Parts * unit);
        if (start == end) return;
        if (product.SplitColumns) Run(product, 0, product.M, start, end);
        else Run(product, start, end, 0, product.N);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(in MatMulJob job, nint firstRow, nint endRow, nint firstColumn, nint endColumn)
    {
        nint width = Tile<S, V>.Width;
        nint rows = endRow - firstRow;
        nint depth = Math.Min(BlockDepth, job.K);
        nint columns = Math.Min(BlockColumns, (endColumn - firstColumn + width - 1) / width * width);
        bool direct = !job.TransposeB && rows <= FewRows;
        using var packed = Scratch.Rent(depth * (direct ? width : columns));
        float* tail = stackalloc float[S.TileRows * 2 * S.Lanes];

        for (nint column = firstColumn; column < endColumn; column += columns)
        {
            nint end = Math.Min(column + columns, endColumn);
            for (nint p = 0; p < job.K; p += depth)
            {
                nint k = Math.Min(depth, job.K - p);
                bool accumulate = job.Accumulate || p > 0;
                float* a = job.A + firstRow * job.ARowStep + p * job.AStep;
                float* b = job.TransposeB ? job.B + column * job.Ldb + p : job.B + p * job.Ldb + column;
                if (!direct) Panels<S, V>.Pack(b, job.Ldb, job.TransposeB, k, end - column, packed.Pointer, k * width);
                for (nint j = column; j < end; j += width)
                {
                    float* c = job.C + firstRow * job.Ldc + j;
                    nint filled = Math.Min(width, end - j);
                    if (!direct)
                    {
                        float* panel = packed.Pointer + (j - column) * k;
                        if (filled == width) Tile<S, V>.Rows(rows, k, a, job.ARowStep, job.AStep, panel, width, c, job.Ldc, accumulate);
                        else PartOfPanel(job, rows, k, a, panel, c, filled, accumulate, tail);
                    }
                    else if (filled == width)
                    {
                        Tile<S, V>.Rows(rows, k, a, job.ARowStep, job.AStep, b + j - column, job.Ldb, c, job.Ldc, accumulate);
                    }
                    else
                    {
                        Panels<S, V>.Pack(b + j - column, job.Ldb, false, k, filled, packed.Pointer, 0);
                        PartOfPanel(job, rows, k, a, packed.Pointer, c, filled, accumulate, tail);
                    }
                }
            }
        }
    }

    /// <summary>The last panel when C ends inside it: computed beside C, then its filled columns copied.</summary>
    private static void PartOfPanel(
        in MatMulJob job, nint rows, nint k, float* a, float* panel, float* c, nint filled, bool accumulate, float* tile)
    {
        nint width = Tile<S, V>.Width;
        for (nint row = 0; row < rows; row += S.TileRows)
        {
            nint count = Math.Min(S.TileRows, rows - row);
            Tile<S, V>.Rows(count, k, a + row * job.ARowStep, job.ARowStep, job.AStep, panel, width, tile, width, false);
            for (nint r = 0; r < count; r++)
            {
                float* to = c + (row + r) * job.Ldc, from = tile + r * width;
                if (accumulate)
                    for (nint j = 0; j < filled; j++) to[j] += from[j];
                else
                    for (nint j = 0; j < filled; j++) to[j] = from[j];
            }
        }
    }
}
