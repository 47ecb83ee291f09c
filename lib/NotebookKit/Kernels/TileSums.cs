using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// The innermost loops of every matrix product: a few rows of the result times one panel of 2 vectors of columns, kept in
/// registers while the inner dimension runs. Each element is summed in the order of the inner dimension by fused multiply-adds,
/// whatever the number of rows.
/// </summary>
internal static unsafe class TileSums<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>
    /// 12, 8 (where the vectors' tiles have so many), 4, 2 or 1 rows of one panel. Parameters as in <see cref="Tile{S, V}"/>;
    /// <paramref name="ahead"/> is asked for each row of the panel, unless there are only two rows or one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<A>(
        nint rows, nint k, float* a, nint rowStep, nint step, float* b, nint ldb, float* start, nint startStep, float* c, nint ldc, A ahead)
        where A : struct, IAhead
    {
        if (S.TileRows == 8 && rows == 12)
            Rows12(k, a, rowStep, step, b, ldb, start, startStep, c, ldc, ahead);
        else if (S.TileRows == 8 && rows == 8)
            Rows8(k, a, rowStep, step, b, ldb, start, startStep, c, ldc, ahead);
        else if (rows == 4)
            Rows4(k, a, rowStep, step, b, ldb, start, startStep, c, ldc, ahead);
        else if (rows == 2)
            Rows2(k, a, rowStep, step, b, ldb, start, startStep, c, ldc);
        else
            Rows1(k, a, step, b, ldb, start, c);
    }

    /// <summary>Twelve rows of one panel: as many sums as thirty-two registers hold beside what is multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12<A>(
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
        V c80 = S.Zero, c81 = S.Zero;
        V c90 = S.Zero, c91 = S.Zero;
        V cA0 = S.Zero, cA1 = S.Zero;
        V cB0 = S.Zero, cB1 = S.Zero;
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
            c80 = S.Load(start + 8 * startStep);
            c81 = S.Load(start + 8 * startStep + S.Lanes);
            c90 = S.Load(start + 9 * startStep);
            c91 = S.Load(start + 9 * startStep + S.Lanes);
            cA0 = S.Load(start + 10 * startStep);
            cA1 = S.Load(start + 10 * startStep + S.Lanes);
            cB0 = S.Load(start + 11 * startStep);
            cB1 = S.Load(start + 11 * startStep + S.Lanes);
        }
        float* a3 = a + 3 * rowStep;
        float* a6 = a3 + 3 * rowStep;
        float* a9 = a6 + 3 * rowStep;
        for (nint p = 0; p < k; p++, a += step, a3 += step, a6 += step, a9 += step, b += ldb)
        {
            ahead.Ask(p);
            V b0 = S.Load(b), b1 = S.Load(b + S.Lanes);
            V x0 = S.Create(a[0]);
            c00 = S.MultiplyAdd(x0, b0, c00);
            c01 = S.MultiplyAdd(x0, b1, c01);
            V x1 = S.Create(a[rowStep]);
            c10 = S.MultiplyAdd(x1, b0, c10);
            c11 = S.MultiplyAdd(x1, b1, c11);
            V x2 = S.Create(a[2 * rowStep]);
            c20 = S.MultiplyAdd(x2, b0, c20);
            c21 = S.MultiplyAdd(x2, b1, c21);
            V x3 = S.Create(a3[0]);
            c30 = S.MultiplyAdd(x3, b0, c30);
            c31 = S.MultiplyAdd(x3, b1, c31);
            V x4 = S.Create(a3[rowStep]);
            c40 = S.MultiplyAdd(x4, b0, c40);
            c41 = S.MultiplyAdd(x4, b1, c41);
            V x5 = S.Create(a3[2 * rowStep]);
            c50 = S.MultiplyAdd(x5, b0, c50);
            c51 = S.MultiplyAdd(x5, b1, c51);
            V x6 = S.Create(a6[0]);
            c60 = S.MultiplyAdd(x6, b0, c60);
            c61 = S.MultiplyAdd(x6, b1, c61);
            V x7 = S.Create(a6[rowStep]);
            c70 = S.MultiplyAdd(x7, b0, c70);
            c71 = S.MultiplyAdd(x7, b1, c71);
            V x8 = S.Create(a6[2 * rowStep]);
            c80 = S.MultiplyAdd(x8, b0, c80);
            c81 = S.MultiplyAdd(x8, b1, c81);
            V x9 = S.Create(a9[0]);
            c90 = S.MultiplyAdd(x9, b0, c90);
            c91 = S.MultiplyAdd(x9, b1, c91);
            V xA = S.Create(a9[rowStep]);
            cA0 = S.MultiplyAdd(xA, b0, cA0);
            cA1 = S.MultiplyAdd(xA, b1, cA1);
            V xB = S.Create(a9[2 * rowStep]);
            cB0 = S.MultiplyAdd(xB, b0, cB0);
            cB1 = S.MultiplyAdd(xB, b1, cB1);
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
        S.Store(c80, c + 8 * ldc);
        S.Store(c81, c + 8 * ldc + S.Lanes);
        S.Store(c90, c + 9 * ldc);
        S.Store(c91, c + 9 * ldc + S.Lanes);
        S.Store(cA0, c + 10 * ldc);
        S.Store(cA1, c + 10 * ldc + S.Lanes);
        S.Store(cB0, c + 11 * ldc);
        S.Store(cB1, c + 11 * ldc + S.Lanes);
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
