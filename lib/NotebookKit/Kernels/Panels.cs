using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// Copies a matrix into panels of <see cref="Tile{S, V}.Width"/> columns, each panel's rows one after another, so that the
/// innermost loop reads memory in order. Columns beyond the matrix are zero.
/// </summary>
internal static unsafe class Panels<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Panels that hold <paramref name="columns"/> columns.</summary>
    public static nint Count(nint columns) => (columns + Tile<S, V>.Width - 1) / Tile<S, V>.Width;

    /// <summary>
    /// Packs the k × n matrix at <paramref name="b"/> (rows ldb apart; transposed: stored n × k). Panel j begins at
    /// packed + j · panelStep.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(float* b, nint ldb, bool transposed, nint k, nint n, float* packed, nint panelStep)
    {
        nint width = Tile<S, V>.Width;
        for (nint column = 0; column < n; column += width, packed += panelStep)
        {
            nint filled = Math.Min(width, n - column);
            if (transposed)
                PackTransposed(b + column * ldb, ldb, k, filled, packed);
            else if (filled == width)
                PackWhole(b + column, ldb, k, packed);
            else
                PackPart(b + column, ldb, k, filled, packed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackWhole(float* b, nint ldb, nint k, float* packed)
    {
        for (nint p = 0; p < k; p++, b += ldb, packed += Tile<S, V>.Width)
        {
            S.Store(S.Load(b), packed);
            S.Store(S.Load(b + S.Lanes), packed + S.Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackPart(float* b, nint ldb, nint k, nint filled, float* packed)
    {
        for (nint p = 0; p < k; p++, b += ldb, packed += Tile<S, V>.Width)
        {
            for (nint j = 0; j < filled; j++) packed[j] = b[j];
            for (nint j = filled; j < Tile<S, V>.Width; j++) packed[j] = 0f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTransposed(float* b, nint ldb, nint k, nint filled, float* packed)
    {
        for (nint p = 0; p < k; p++, b++, packed += Tile<S, V>.Width)
        {
            float* element = b;
            for (nint j = 0; j < filled; j++, element += ldb) packed[j] = *element;
            for (nint j = filled; j < Tile<S, V>.Width; j++) packed[j] = 0f;
        }
    }
}
