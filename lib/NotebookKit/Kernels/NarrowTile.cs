using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// As <see cref="Tile{S, V}"/>, for the last columns of a product when one vector holds them: half of a panel would be wasted.
/// The panel is packed with <see cref="Tile{S, V}.Width"/> columns all the same, of which the first half is read.
/// </summary>
internal static unsafe class NarrowTile<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>
    /// Up to eight rows: c[r, 0..Lanes) = the sum over p &lt; k of a[r, p] · b[p, 0..Lanes); rows beyond the last are not written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows8(nint rows, nint k, float* a, nint rowStep, nint step, float* b, float* c, nint ldc)
    {
        // Rows that do not exist repeat the last one; their sums are dropped.
        nint last = rows - 1;
        float* a1 = a + Math.Min(1, last) * rowStep, a2 = a + Math.Min(2, last) * rowStep, a3 = a + Math.Min(3, last) * rowStep;
        float* a4 = a + Math.Min(4, last) * rowStep, a5 = a + Math.Min(5, last) * rowStep, a6 = a + Math.Min(6, last) * rowStep;
        float* a7 = a + Math.Min(7, last) * rowStep;
        V c0 = S.Zero, c1 = S.Zero, c2 = S.Zero, c3 = S.Zero, c4 = S.Zero, c5 = S.Zero, c6 = S.Zero, c7 = S.Zero;
        for (nint p = 0, i = 0; p < k; p++, i += step, b += Tile<S, V>.Width)
        {
            V x = S.Load(b);
            c0 = S.MultiplyAdd(S.Create(a[i]), x, c0);
            c1 = S.MultiplyAdd(S.Create(a1[i]), x, c1);
            c2 = S.MultiplyAdd(S.Create(a2[i]), x, c2);
            c3 = S.MultiplyAdd(S.Create(a3[i]), x, c3);
            c4 = S.MultiplyAdd(S.Create(a4[i]), x, c4);
            c5 = S.MultiplyAdd(S.Create(a5[i]), x, c5);
            c6 = S.MultiplyAdd(S.Create(a6[i]), x, c6);
            c7 = S.MultiplyAdd(S.Create(a7[i]), x, c7);
        }
        S.Store(c0, c);
        if (rows > 1)
            S.Store(c1, c + ldc);
        if (rows > 2)
            S.Store(c2, c + 2 * ldc);
        if (rows > 3)
            S.Store(c3, c + 3 * ldc);
        if (rows > 4)
            S.Store(c4, c + 4 * ldc);
        if (rows > 5)
            S.Store(c5, c + 5 * ldc);
        if (rows > 6)
            S.Store(c6, c + 6 * ldc);
        if (rows > 7)
            S.Store(c7, c + 7 * ldc);
    }
}
