using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NotebookKit.Kernels;

/// <summary>
/// The innermost loops of every matrix product: a few rows of the result times one panel of 2 vectors of columns, kept in
/// registers while the inner dimension runs. Each element is summed in the order of the inner dimension by fused multiply-adds,
/// whatever the number of rows, so a result does not depend on how rows are grouped.
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
        if (S.TileRows == 8)
        {
            for (; rows >= 8; rows -= 8, a += 8 * rowStep, start += 8 * startStep, c += 8 * ldc)
                Rows8<NothingAhead>(k, a, rowStep, step, b, ldb, start, startStep, c, ldc, default);
        }

        for (; rows >= 4; rows -= 4, a += 4 * rowStep, start += 4 * startStep, c += 4 * ldc)
            Rows4<NothingAhead>(k, a, rowStep, step, b, ldb, start, startStep, c, ldc, default);
        for (; rows >= 2; rows -= 2, a += 2 * rowStep, start += 2 * startStep, c += 2 * ldc)
            Rows2(k, a, rowStep, step, b, ldb, start, startStep, c, ldc);
        if (rows > 0)
            Rows1(k, a, step, b, ldb, start, c);
    }

    /// <summary>
    /// The same for a panel whose rows lie together. Meanwhile the tiles ask for the panel <paramref name="ahead"/> where it is not
    /// null, and for the rows of c that come next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(
        nint rows, nint k, float* a, nint rowStep, float* b, float* start, nint startStep, float* c, nint ldc, float* ahead)
    {
        nint tiles = ahead == null ? 0 : rows / S.TileRows, share = Width / Math.Clamp(tiles, 1, PanelAhead.Shares);
        if (start == null)
            startStep = 0;
        for (nint tile = 0; tile < tiles; tile++)
        {
            float* nextRow = c + S.TileRows * ldc;
            for (nint r = 0; r < S.TileRows; r++)
                PrefetchPanel(nextRow + r * ldc);
            var next = new PanelAhead(ahead + Math.Min(tile, PanelAhead.Shares - 1) * k * share, share);
            if (S.TileRows == 8)
                Rows8(k, a, rowStep, 1, b, Width, start, startStep, c, ldc, next);
            else
                Rows4(k, a, rowStep, 1, b, Width, start, startStep, c, ldc, next);
            a += S.TileRows * rowStep;
            start += S.TileRows * startStep;
            c = nextRow;
        }
        Rows(rows - tiles * S.TileRows, k, a, rowStep, 1, b, Width, start, startStep, c, ldc);
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

    /// <summary>Eight rows of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8<A>(
        nint k, float* a, nint rowStep, nint step, float* b, nint ldb, float* start, nint startStep, float* c, nint ldc, A ahead)
        where A : struct, IAhead
    {
        V c00 = S.Zero, c01 = S.Zero;
        V c10 = S.Zero, c11 = S.Zero;
        V c20 = S.Zero, c21 = S.Zero;
        V c30 = S.Zero, c31 = S.Zero;
        V c40 = S.Zero, c41 = S.Zero;
        V c50 = S.Zero, c51 = S.Zero;
        V c60 = S.Zero, c61 = S.Zero;
        V c70 = S.Zero, c71 = S.Zero;
        if (start != null)
        {
            c00 = S.Load(start);
            c01 = S.Load(start + S.Lanes);
            c10 = S.Load(start + startStep);
            c11 = S.Load(start + startStep + S.Lanes);
            c20 = S.Load(start + 2 * startStep);
            c21 = S.Load(start + 2 * startStep + S.Lanes);
            c30 = S.Load(start + 3 * startStep);
            c31 = S.Load(start + 3 * startStep + S.Lanes);
            c40 = S.Load(start + 4 * startStep);
            c41 = S.Load(start + 4 * startStep + S.Lanes);
            c50 = S.Load(start + 5 * startStep);
            c51 = S.Load(start + 5 * startStep + S.Lanes);
            c60 = S.Load(start + 6 * startStep);
            c61 = S.Load(start + 6 * startStep + S.Lanes);
            c70 = S.Load(start + 7 * startStep);
            c71 = S.Load(start + 7 * startStep + S.Lanes);
        }
        float* a1 = a + rowStep;
        float* a2 = a1 + rowStep;
        float* a3 = a2 + rowStep;
        float* a4 = a3 + rowStep;
        float* a5 = a4 + rowStep;
        float* a6 = a5 + rowStep;
        float* a7 = a6 + rowStep;
        for (nint p = 0, i = 0; p < k; p++, i += step, b += ldb)
        {
            ahead.Ask(p);
            V b0 = S.Load(b), b1 = S.Load(b + S.Lanes);
            V x0 = S.Create(a[i]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Create(a1[i]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            V x2 = S.Create(a2[i]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            V x3 = S.Create(a3[i]);
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
            V x4 = S.Create(a4[i]);
            c40 = S.MultiplyAdd(x4, b0, c40);
            c41 = S.MultiplyAdd(x4, b1, c41);
            V x5 = S.Create(a5[i]);
            c50 = S.MultiplyAdd(x5, b0, c50);
            c51 = S.MultiplyAdd(x5, b1, c51);
            V x6 = S.Create(a6[i]);
            c60 = S.MultiplyAdd(x6, b0, c60);
            c61 = S.MultiplyAdd(x6, b1, c61);
            V x7 = S.Create(a7[i]);
            c70 = S.MultiplyAdd(x7, b0, c70);
            c71 = S.MultiplyAdd(x7, b1, c71);
        }
        S.Store(c00, c);
        S.Store(c01, c + S.Lanes);
        S.Store(c10, c + ldc);
        S.Store(c11, c + ldc + S.Lanes);
        S.Store(c20, c + 2 * ldc);
        S.Store(c21, c + 2 * ldc + S.Lanes);
        S.Store(c30, c + 3 * ldc);
        S.Store(c31, c + 3 * ldc + S.Lanes);
        S.Store(c40, c + 4 * ldc);
        S.Store(c41, c + 4 * ldc + S.Lanes);
        S.Store(c50, c + 5 * ldc);
        S.Store(c51, c + 5 * ldc + S.Lanes);
        S.Store(c60, c + 6 * ldc);
        S.Store(c61, c + 6 * ldc + S.Lanes);
        S.Store(c70, c + 7 * ldc);
        S.Store(c71, c + 7 * ldc + S.Lanes);
    }

    /// <summary>Four rows of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4<A>(
        nint k, float* a, nint rowStep, nint step, float* b, nint ldb, float* start, nint startStep, float* c, nint ldc, A ahead)
        where A : struct, IAhead
    {
        V c00 = S.Zero, c01 = S.Zero;
        V c10 = S.Zero, c11 = S.Zero;
        V c20 = S.Zero, c21 = S.Zero;
        V c30 = S.Zero, c31 = S.Zero;
        if (start != null)
        {
            c00 = S.Load(start);
            c01 = S.Load(start + S.Lanes);
            c10 = S.Load(start + startStep);
            c11 = S.Load(start + startStep + S.Lanes);
            c20 = S.Load(start + 2 * startStep);
            c21 = S.Load(start + 2 * startStep + S.Lanes);
            c30 = S.Load(start + 3 * startStep);
            c31 = S.Load(start + 3 * startStep + S.Lanes);
        }
        float* a1 = a + rowStep;
        float* a2 = a1 + rowStep;
        float* a3 = a2 + rowStep;
        for (nint p = 0, i = 0; p < k; p++, i += step, b += ldb)
        {
            ahead.Ask(p);
            V b0 = S.Load(b), b1 = S.Load(b + S.Lanes);
            V x0 = S.Create(a[i]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Create(a1[i]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            V x2 = S.Create(a2[i]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            V x3 = S.Create(a3[i]);
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
        }
        S.Store(c00, c);
        S.Store(c01, c + S.Lanes);
        S.Store(c10, c + ldc);
        S.Store(c11, c + ldc + S.Lanes);
        S.Store(c20, c + 2 * ldc);
        S.Store(c21, c + 2 * ldc + S.Lanes);
        S.Store(c30, c + 3 * ldc);
        S.Store(c31, c + 3 * ldc + S.Lanes);
    }

    /// <summary>Two rows of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(
        nint k, float* a, nint rowStep, nint step, float* b, nint ldb, float* start, nint startStep, float* c, nint ldc)
    {
        V c00 = S.Zero, c01 = S.Zero;
        V c10 = S.Zero, c11 = S.Zero;
        if (start != null)
        {
            c00 = S.Load(start);
            c01 = S.Load(start + S.Lanes);
            c10 = S.Load(start + startStep);
            c11 = S.Load(start + startStep + S.Lanes);
        }
        float* a1 = a + rowStep;
        for (nint p = 0, i = 0; p < k; p++, i += step, b += ldb)
        {
            V b0 = S.Load(b), b1 = S.Load(b + S.Lanes);
            V x0 = S.Create(a[i]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Create(a1[i]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
        }
        S.Store(c00, c);
        S.Store(c01, c + S.Lanes);
        S.Store(c10, c + ldc);
        S.Store(c11, c + ldc + S.Lanes);
    }

    /// <summary>One row of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(
        nint k, float* a, nint step, float* b, nint ldb, float* start, float* c)
    {
        V c00 = S.Zero, c01 = S.Zero;
        if (start != null)
        {
            c00 = S.Load(start);
            c01 = S.Load(start + S.Lanes);
        }
        for (nint p = 0, i = 0; p < k; p++, i += step, b += ldb)
        {
            V b0 = S.Load(b), b1 = S.Load(b + S.Lanes);
            V x0 = S.Create(a[i]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
        }
        S.Store(c00, c);
        S.Store(c01, c + S.Lanes);
    }
}
