using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NotebookKit.Kernels;

/// <summary>
/// The products that every matrix product consists of: rows of the result times one panel of 2 vectors of columns, a few rows at a
/// time. A result does not depend on how rows are grouped.
/// </summary>
internal static unsafe class Tile<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Columns of one panel.</summary>
    public static int Width => 2 * S.Lanes;

    /// <summary>
    /// c[r, 0..Width) = (or +=) the sum over p &lt; k of a[r, p] · b[p, 0..Width), for all rows r.
    /// Element a[r, p] lies at a + r·rowStep + p·step, so a may be transposed; b's rows lie ldb apart, c's ldc.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows(
        nint rows, nint k, float* a, nint rowStep, nint step, float* b, nint ldb, float* c, nint ldc, bool accumulate) =>
        Rows(rows, k, a, rowStep, step, b, ldb, accumulate ? c : null, ldc, c, ldc);

    /// <summary>
    /// The same with sums that begin at the values of <paramref name="start"/>, whose rows lie startStep apart, or at zero when it
    /// is null.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(
        nint rows, nint k, float* a, nint rowStep, nint step, float* b, nint ldb, float* start, nint startStep, float* c, nint ldc)
    {
        if (start == null)
            startStep = 0;
        for (nint count; rows > 0; rows -= count, a += count * rowStep, start += count * startStep, c += count * ldc)
        {
            count = Height(rows);
            TileSums<S, V>.Add<NothingAhead>(count, k, a, rowStep, step, b, ldb, start, startStep, c, ldc, default);
        }
    }

    /// <summary>
    /// The same for a panel whose rows lie together. Meanwhile the tiles ask for the panel <paramref name="ahead"/> where it is not
    /// null, and for the rows of c that come next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(
        nint rows, nint k, float* a, nint rowStep, float* b, float* start, nint startStep, float* c, nint ldc, float* ahead)
    {
        if (start == null)
            startStep = 0;
        nint shares = rows >= 5 * S.TileRows ? 4 : rows >= 2 * S.TileRows ? 2 : 1, share = Width / shares;
        for (nint count; ahead != null && rows >= S.TileRows; rows -= count, a += count * rowStep, start += count * startStep)
        {
            count = Height(rows);
            float* nextRow = c + count * ldc;
            for (nint r = 0; r < count; r++)
                PrefetchPanel(nextRow + r * ldc);
            if (shares-- > 0)
            {
                TileSums<S, V>.Add(count, k, a, rowStep, 1, b, Width, start, startStep, c, ldc, new PanelAhead(ahead, share));
                ahead += k * share;
            }
            else
            {
                TileSums<S, V>.Add<NothingAhead>(count, k, a, rowStep, 1, b, Width, start, startStep, c, ldc, default);
            }
            c = nextRow;
        }
        Rows(rows, k, a, rowStep, 1, b, Width, start, startStep, c, ldc);
    }

    /// <summary>
    /// Rows of the next tile. The more they are the less often the panel is read, so they are twelve where the registers hold their
    /// sums and what is left then divides into tiles of twelve and eight as well as it can.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Height(nint rows)
    {
        if (S.TileRows == 8 && (rows >= 24 || (rows >= 12 && rows % 8 >= 4)))
            return 12;
        if (S.TileRows == 8 && rows >= 8)
            return 8;
        return rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    }

    /// <summary>
    /// For each of a few gates the product of all rows with that gate's panel, added to <paramref name="start"/> (null: zero):
    /// gate q's panel begins at b + q·panelStep, and its columns lie q·gateStep after those of the first in start and c.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gates(
        int gates, nint rows, nint k, float* a, nint rowStep, float* b, nint panelStep,
        float* start, nint startStep, float* c, nint ldc, nint gateStep, float* ahead = null)
    {
        nint startGate = gateStep;
        if (start == null)
            startStep = startGate = 0;
        nint single = gates == 4 ? rows % 4 : 0, whole = rows - single;
        for (nint gate = 0; gate < gates; gate++)
        {
            Panel(
                whole, k, a, rowStep, b + gate * panelStep, start + gate * startGate, startStep, c + gate * gateStep, ldc,
                ahead == null ? null : ahead + gate * panelStep);
        }
        // A single row has too few sums in one panel to keep the processor busy.
        for (nint row = whole; row < rows; row++)
            Row1Panels4(k, a + row * rowStep, 1, b, Width, panelStep, start + row * startStep, c + row * ldc, gateStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyPanel(float* source, float* destination)
    {
        S.Store(S.Load(source), destination);
        S.Store(S.Load(source + S.Lanes), destination + S.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchPanel(float* row)
    {
        Sse.Prefetch0(row);
        Sse.Prefetch0(row + S.Lanes);
    }

    /// <summary>The sum of two panels; null stands for zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPanels(float* first, float* second, float* destination)
    {
        V a = first == null ? S.Zero : S.Load(first), b = first == null ? S.Zero : S.Load(first + S.Lanes);
        if (second != null)
            (a, b) = (S.Add(a, S.Load(second)), S.Add(b, S.Load(second + S.Lanes)));
        S.Store(a, destination);
        S.Store(b, destination + S.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClearPanel(float* destination)
    {
        S.Store(S.Zero, destination);
        S.Store(S.Zero, destination + S.Lanes);
    }

    /// <summary>
    /// One row of four panels that lie panelStep apart in b and cStep apart in start and c: enough sums in flight for one row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row1Panels4(nint k, float* a, nint step, float* b, nint ldb, nint panelStep, float* start, float* c, nint cStep)
    {
        float* second = b + panelStep, third = second + panelStep, fourth = third + panelStep;
        V c0 = S.Zero, c1 = S.Zero, c2 = S.Zero, c3 = S.Zero, c4 = S.Zero, c5 = S.Zero, c6 = S.Zero, c7 = S.Zero;
        if (start != null)
        {
            c0 = S.Load(start);
            c1 = S.Load(start + S.Lanes);
            c2 = S.Load(start + cStep);
            c3 = S.Load(start + cStep + S.Lanes);
            c4 = S.Load(start + 2 * cStep);
            c5 = S.Load(start + 2 * cStep + S.Lanes);
            c6 = S.Load(start + 3 * cStep);
            c7 = S.Load(start + 3 * cStep + S.Lanes);
        }
        for (nint p = 0, i = 0, j = 0; p < k; p++, i += step, j += ldb)
        {
            V x = S.Create(a[i]);
            c0 = S.MultiplyAdd(x, S.Load(b + j), c0);
            c1 = S.MultiplyAdd(x, S.Load(b + j + S.Lanes), c1);
            c2 = S.MultiplyAdd(x, S.Load(second + j), c2);
            c3 = S.MultiplyAdd(x, S.Load(second + j + S.Lanes), c3);
            c4 = S.MultiplyAdd(x, S.Load(third + j), c4);
            c5 = S.MultiplyAdd(x, S.Load(third + j + S.Lanes), c5);
            c6 = S.MultiplyAdd(x, S.Load(fourth + j), c6);
            c7 = S.MultiplyAdd(x, S.Load(fourth + j + S.Lanes), c7);
        }
        S.Store(c0, c);
        S.Store(c1, c + S.Lanes);
        S.Store(c2, c + cStep);
        S.Store(c3, c + cStep + S.Lanes);
        S.Store(c4, c + 2 * cStep);
        S.Store(c5, c + 2 * cStep + S.Lanes);
        S.Store(c6, c + 3 * cStep);
        S.Store(c7, c + 3 * cStep + S.Lanes);
    }
}
