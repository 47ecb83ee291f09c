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

    /// <summary>Rows of a transposed A that are copied into tiles together: two halves of a cache line each.</summary>
    private const int PackedTogether = 4;

    /// <summary>Up to this many rows, copying B into panels costs more than it saves.</summary>
    private const int FewRows = 8;

    /// <summary>The task-th share of some products; <paramref name="jobs"/> points to a <see cref="MatMulJob"/> for each.</summary>
    public static void RunPart(void* jobs, int task)
    {
        int parts = ((MatMulJob*)jobs)->Parts, part = task % parts;
        ref MatMulJob product = ref ((MatMulJob*)jobs)[task / parts];
        if (product.K == 0)
        {
            // Nothing to add up, but C is to be zero.
            if (part == 0)
                ReferenceMatMul.Run(product);
            return;
        }
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
        bool direct = !job.TransposeB && job.Run == 0 && rows.Count + job.Also.Count <= FewRows;
        // A transposed A is read across its rows: packed into columns of tiles, it is read in order for every panel. So are runs.
        bool packA = job.Run != 0 || (rows.Step != 1 && !direct && endColumn - firstColumn > 2 * width);
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
                    PackA(job, rows, p, k, packed);
                    PackA(job, job.Also, p, k, packedSecond);
                }
                for (nint j = column; j < end; j += width)
                {
                    float* b = job.TransposeB ? job.B + j * job.Ldb + p : job.BRow(p) + j;
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
                        if (job.TransposeB)
                            Panels<S, V>.Pack(b, job.Ldb, true, k, filled, panel, 0);
                        else
                            PackB(job, p, k, j, filled, panel);
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
            PartOfPanel(rows, k, packed, b, column, filled);
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
            float* row = job.BRow(p);
            for (nint i = column; i < end; i += CacheLine)
                Sse.Prefetch1(row + i);
        }
    }

    /// <summary>Copies the columns [j, j + filled) of B's rows [first, first + k) into a panel.</summary>
    private static void PackB(in MatMulJob job, nint first, nint k, nint j, nint filled, float* panel)
    {
        for (nint done = 0, count; done < k; done += count)
        {
            count = job.InRun(first + done, first + k);
            Panels<S, V>.Pack(job.BRow(first + done) + j, job.Ldb, false, count, filled, panel + done * Tile<S, V>.Width, 0);
        }
    }

    /// <summary>Copies the transposed A's part [first, first + k) into tiles of rows, each k × TileRows, the rows there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackA(in MatMulJob job, in MatMulRows rows, nint first, nint k, float* packed)
    {
        for (nint done = 0, count; done < k; done += count)
        {
            // A few of A's rows at a time: they stay in the first-level cache however far apart they lie.
            count = Math.Min(PackedTogether, job.InRun(first + done, first + k));
            PackA(job.AColumn(rows, first + done), rows.Step, rows.Count, count, packed + done * S.TileRows, k * S.TileRows);
        }
    }

    /// <summary>The same for k of A's rows that lie step apart; the tiles begin tileStep apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackA(float* a, nint step, nint rows, nint k, float* packed, nint tileStep)
    {
        for (nint row = 0; row < rows; row += S.TileRows, packed += tileStep)
        {
            nint count = Math.Min(S.TileRows, rows - row);
            float* to = packed;
            for (nint p = 0; p < k; p++, to += S.TileRows)
            {
                float* from = a + row + p * step;
                if (count == 8)
                {
                    Vector256.Store(Vector256.Load(from), to);
                }
                else if (count == 4)
                {
                    Vector128.Store(Vector128.Load(from), to);
                }
                else
                {
                    for (nint i = 0; i < count; i++)
                        to[i] = from[i];
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
    private static void PartOfPanel(in MatMulRows rows, nint k, float* packed, float* panel, nint column, nint filled)
    {
        nint width = Tile<S, V>.Width, rowStep = packed == null ? rows.RowStep : 1, step = packed == null ? rows.Step : S.TileRows;
        float* tile = stackalloc float[S.TileRows * 2 * S.Lanes];
        for (nint row = 0; row < rows.Count; row += S.TileRows)
        {
            nint count = Math.Min(S.TileRows, rows.Count - row);
            float* a = packed == null ? rows.A + row * rowStep : packed + row * k;
            if (filled <= S.Lanes)
                NarrowTile<S, V>.Rows8(count, k, a, rowStep, step, panel, tile, width);
            else
                Tile<S, V>.Rows(count, k, a, rowStep, step, panel, width, tile, width, accumulate: false);
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
