using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NotebookKit.Kernels;

/// <summary>Computes a rectangle of C, blocked so that the rows of B in use stay in the second-level cache and one panel of them in the first.</summary>
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
        // A transposed A is read across its rows: packed into columns of tiles, it is read in order for every panel.
        bool packA = job.AStep != 1 && !direct && endColumn - firstColumn > 2 * width;
        nint tiles = (rows + S.TileRows - 1) / S.TileRows;
        using var work = Scratch.Rent(depth * width + (packA ? depth * tiles * S.TileRows : 0));
        float* panel = work.Pointer, packedA = panel + depth * width;
        float* tail = stackalloc float[S.TileRows * 2 * S.Lanes];

        for (nint column = firstColumn; column < endColumn; column += columns)
        {
            nint end = Math.Min(column + columns, endColumn);
            for (nint p = 0; p < job.K; p += depth)
            {
                nint k = Math.Min(depth, job.K - p);
                bool accumulate = job.Accumulate || p > 0;
                float* a = job.A + firstRow * job.ARowStep + p * job.AStep;
                if (packA) PackA(a, job.AStep, rows, k, packedA);
                for (nint j = column; j < end; j += width)
                {
                    float* b = job.TransposeB ? job.B + j * job.Ldb + p : job.B + p * job.Ldb + j;
                    float* c = job.C + firstRow * job.Ldc + j;
                    nint filled = Math.Min(width, end - j);
                    if (direct && rows < 4 && end - j >= 4 * width)
                    {
                        // One row has too few sums in one panel to keep the processor busy.
                        for (nint row = 0; row < rows; row++, a += job.ARowStep, c += job.Ldc)
                            Tile<S, V>.Row1Panels4(k, a, job.AStep, b, job.Ldb, width, accumulate ? c : null, c, width);
                        a -= rows * job.ARowStep;
                        j += 3 * width;
                        continue;
                    }
                    if (direct && filled == width)
                    {
                        Tile<S, V>.Rows(rows, k, a, job.ARowStep, job.AStep, b, job.Ldb, c, job.Ldc, accumulate);
                        continue;
                    }
                    // The panel stays in the first-level cache until all rows have used it.
                    Panels<S, V>.Pack(b, job.Ldb, job.TransposeB, k, filled, panel, 0);
                    if (!direct && !job.TransposeB) PrefetchNext(job, p + depth, column, end, j);
                    if (filled < width) PartOfPanel(job, rows, k, a, panel, c, filled, accumulate, tail);
                    else if (packA) PackedRows(rows, k, packedA, panel, c, job.Ldc, accumulate);
                    else Tile<S, V>.Rows(rows, k, a, job.ARowStep, job.AStep, panel, width, c, job.Ldc, accumulate);
                }
            }
        }
    }

    /// <summary>
    /// While one panel of a block of B is used, asks for a share of the next block's rows, whole rows at a time as memory likes it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PrefetchNext(in MatMulJob job, nint next, nint column, nint end, nint j)
    {
        if (!Sse.IsSupported || next >= job.K) return;
        nint depth = Math.Min(BlockDepth, job.K - next), panels = (end - column + Tile<S, V>.Width - 1) / Tile<S, V>.Width;
        nint part = (j - column) / Tile<S, V>.Width;
        for (nint p = next + depth * part / panels; p < next + depth * (part + 1) / panels; p++)
            for (nint i = column; i < end; i += CacheLine)
                Sse.Prefetch1(job.B + p * job.Ldb + i);
    }

    /// <summary>Copies the transposed A into tiles of rows, each k × TileRows; only the rows there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackA(float* a, nint step, nint rows, nint k, float* packed)
    {
        for (nint row = 0; row < rows; row += S.TileRows, a += S.TileRows)
        {
            nint count = Math.Min(S.TileRows, rows - row);
            for (nint p = 0; p < k; p++, packed += S.TileRows)
            {
                float* from = a + p * step;
                if (count == 8) Vector256.Store(Vector256.Load(from), packed);
                else if (count == 4) Vector128.Store(Vector128.Load(from), packed);
                else for (nint i = 0; i < count; i++) packed[i] = from[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackedRows(nint rows, nint k, float* packed, float* panel, float* c, nint ldc, bool accumulate)
    {
        for (nint row = 0; row < rows; row += S.TileRows, packed += k * S.TileRows)
            Tile<S, V>.Rows(
                Math.Min(S.TileRows, rows - row), k, packed, 1, S.TileRows, panel, Tile<S, V>.Width, c + row * ldc, ldc, accumulate);
    }

    /// <summary>The last panel when C ends inside it: computed beside C, then its filled columns copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PartOfPanel(
        in MatMulJob job, nint rows, nint k, float* a, float* panel, float* c, nint filled, bool accumulate, float* tile)
    {
        nint width = Tile<S, V>.Width;
        for (nint row = 0; row < rows; row += S.TileRows)
        {
            nint count = Math.Min(S.TileRows, rows - row);
            float* rowsOfA = a + row * job.ARowStep;
            if (filled <= S.Lanes) NarrowTile<S, V>.Rows8(count, k, rowsOfA, job.ARowStep, job.AStep, panel, tile, width);
            else Tile<S, V>.Rows(count, k, rowsOfA, job.ARowStep, job.AStep, panel, width, tile, width, accumulate: false);
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
