using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NotebookKit.Kernels;

/// <summary>
/// Computes a rectangle of C, blocked so that the rows of B in use stay in the second-level cache and one panel of them in the first.
/// </summary>
internal static unsafe class MatMulBlock<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Inner dimension of a block: one panel of it takes half of a 32 KiB or 48 KiB first-level cache.</summary>
    private const int BlockDepth = 192;

    /// <summary>Floats of a cache line.</summary>
    private const int CacheLine = 16;

    /// <summary>Columns of a block of B.</summary>
    private const int BlockColumns = 512;

    /// <summary>Up to this many rows, copying B into panels costs more than it saves.</summary>
    private const int FewRows = 8;

    /// <summary>The part-th share of the product; <paramref name="job"/> points to a <see cref="MatMulJob"/>.</summary>
    public static void RunPart(void* job, int part)
    {
        ref MatMulJob product = ref *(MatMulJob*)job;
        nint unit = product.SplitColumns ? Tile<S, V>.Width : S.TileRows;
        nint size = product.SplitColumns ? product.N : product.Rows.Count;
        nint units = (size + unit - 1) / unit;
        nint start = Math.Min(size, units * part / product.Parts * unit);
        nint end = Math.Min(size, units * (part + 1) / product.Parts * unit);
        if (start == end)
            return;
        if (product.SplitColumns)
            Run(product, product.Rows, start, end);
        else
            Run(product, product.Rows.Slice(start, end), 0, product.N);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(in MatMulJob job, MatMulRows rows, nint firstColumn, nint endColumn)
    {
        nint width = Tile<S, V>.Width;
        nint depth = Math.Min(BlockDepth, job.K);
        nint columns = Math.Min(BlockColumns, (endColumn - firstColumn + width - 1) / width * width);
        bool direct = !job.TransposeB && rows.Count + job.Also.Count <= FewRows;
        // A transposed A is read across its rows: packed into columns of tiles, it is read in order for every panel.
        bool packA = rows.Step != 1 && !direct && endColumn - firstColumn > 2 * width;
        nint packedRows = packA ? Padded(rows.Count) : 0, packedAlso = packA ? Padded(job.Also.Count) : 0;
        using var work = Scratch.Rent(depth * (width + packedRows + packedAlso));
        float* panel = work.Pointer, packed = panel + depth * width, packedSecond = packed + depth * packedRows;

        for (nint column = firstColumn; column < endColumn; column += columns)
        {
            nint end = Math.Min(column + columns, endColumn);
            for (nint p = 0; p < job.K; p += depth)
            {
                nint k = Math.Min(depth, job.K - p);
                MatMulRows block = Block(rows, p), also = Block(job.Also, p);
                if (packA)
                {
                    PackA(block, k, packed);
                    PackA(also, k, packedSecond);
                }
                for (nint j = column; j < end; j += width)
                {
                    float* b = job.TransposeB ? job.B + j * job.Ldb + p : job.B + p * job.Ldb + j;
                    if (direct && block.Count < 4 && also.Count == 0 && end - j >= 4 * width)
                    {
                        SingleRows(block, k, b, job.Ldb, j);
                        j += 3 * width;
                        continue;
                    }
                    nint filled = Math.Min(width, end - j);
                    nint ldb = width;
                    if (direct && filled == width)
                    {
                        ldb = job.Ldb;
                    }
                    else
                    {
                        // The panel stays in the first-level cache until all rows have used it.
                        Panels<S, V>.Pack(b, job.Ldb, job.TransposeB, k, filled, panel, 0);
                        b = panel;
                        if (!direct && !job.TransposeB)
                            PrefetchNext(job, p + depth, column, end, j);
                    }
                    Multiply(block, k, packA ? packed : null, b, ldb, j, filled);
                    Multiply(also, k, packA ? packedSecond : null, b, ldb, j, filled);
                }
            }
        }
    }

    /// <summary>The rows' part of the inner dimension that begins at <paramref name="p"/>.</summary>
    private static MatMulRows Block(in MatMulRows rows, nint p) =>
        rows with { A = rows.A + p * rows.Step, Accumulate = rows.Accumulate || p > 0 };

    private static nint Padded(nint rows) => (rows + S.TileRows - 1) / S.TileRows * S.TileRows;

    /// <summary>All rows times one panel, from the packed A where there is one.</summary>
    private static void Multiply(in MatMulRows rows, nint k, float* packed, float* b, nint ldb, nint column, nint filled)
    {
        if (rows.Count == 0)
            return;
        if (filled < Tile<S, V>.Width)
        {
            PartOfPanel(rows, k, b, column, filled);
        }
        else if (packed != null)
        {
            PackedRows(rows, k, packed, b, column);
        }
        else
        {
            Tile<S, V>.Rows(
                rows.Count, k, rows.A, rows.RowStep, rows.Step, b, ldb, rows.C + column, rows.Ldc, rows.Accumulate);
        }
    }

    /// <summary>Few rows, each with four panels at once: in one panel a row has too few sums to keep the processor busy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SingleRows(in MatMulRows rows, nint k, float* b, nint ldb, nint column)
    {
        for (nint row = 0; row < rows.Count; row++)
        {
            float* c = rows.C + row * rows.Ldc + column;
            Tile<S, V>.Row1Panels4(
                k, rows.A + row * rows.RowStep, rows.Step, b, ldb, Tile<S, V>.Width, rows.Accumulate ? c : null, c, Tile<S, V>.Width);
        }
    }

    /// <summary>
    /// While one panel of a block of B is used, asks for a share of the next block's rows, whole rows at a time as memory likes it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PrefetchNext(in MatMulJob job, nint next, nint column, nint end, nint j)
    {
        if (!Sse.IsSupported || next >= job.K)
            return;
        nint depth = Math.Min(BlockDepth, job.K - next), panels = (end - column + Tile<S, V>.Width - 1) / Tile<S, V>.Width;
        nint part = (j - column) / Tile<S, V>.Width;
        for (nint p = next + depth * part / panels; p < next + depth * (part + 1) / panels; p++)
        {
            for (nint i = column; i < end; i += CacheLine)
                Sse.Prefetch1(job.B + p * job.Ldb + i);
        }
    }

    /// <summary>Copies the transposed A into tiles of rows, each k × TileRows; only the rows there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackA(in MatMulRows rows, nint k, float* packed)
    {
        for (nint row = 0; row < rows.Count; row += S.TileRows)
        {
            nint count = Math.Min(S.TileRows, rows.Count - row);
            for (nint p = 0; p < k; p++, packed += S.TileRows)
            {
                float* from = rows.A + row + p * rows.Step;
                if (count == 8)
                {
                    Vector256.Store(Vector256.Load(from), packed);
                }
                else if (count == 4)
                {
                    Vector128.Store(Vector128.Load(from), packed);
                }
                else
                {
                    for (nint i = 0; i < count; i++)
                        packed[i] = from[i];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackedRows(in MatMulRows rows, nint k, float* packed, float* panel, nint column)
    {
        for (nint row = 0; row < rows.Count; row += S.TileRows, packed += k * S.TileRows)
        {
            Tile<S, V>.Rows(
                Math.Min(S.TileRows, rows.Count - row), k, packed, 1, S.TileRows, panel, Tile<S, V>.Width,
                rows.C + row * rows.Ldc + column, rows.Ldc, rows.Accumulate);
        }
    }

    /// <summary>The last panel when C ends inside it: computed beside C, then its filled columns copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PartOfPanel(in MatMulRows rows, nint k, float* panel, nint column, nint filled)
    {
        nint width = Tile<S, V>.Width;
        float* tile = stackalloc float[S.TileRows * 2 * S.Lanes];
        for (nint row = 0; row < rows.Count; row += S.TileRows)
        {
            nint count = Math.Min(S.TileRows, rows.Count - row);
            float* a = rows.A + row * rows.RowStep;
            if (filled <= S.Lanes)
                NarrowTile<S, V>.Rows8(count, k, a, rows.RowStep, rows.Step, panel, tile, width);
            else
                Tile<S, V>.Rows(count, k, a, rows.RowStep, rows.Step, panel, width, tile, width, accumulate: false);
            for (nint r = 0; r < count; r++)
            {
                float* to = rows.C + (row + r) * rows.Ldc + column, from = tile + r * width;
                if (rows.Accumulate)
                {
                    for (nint j = 0; j < filled; j++)
                        to[j] += from[j];
                }
                else
                {
                    for (nint j = 0; j < filled; j++)
                        to[j] = from[j];
                }
            }
        }
    }
}
