using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NotebookKit.Kernels;

/// <summary>
/// Copies a matrix into panels of <see cref="Tile{S, V}.Width"/> columns, each panel's rows one after another, so that the
/// innermost loop reads memory in order. Columns beyond the matrix are zero.
/// </summary>
internal static unsafe class Panels<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Rows of a panel that are transposed together; with the widest vectors they take 8 KiB of the first-level cache.</summary>
    private const nint BlockRows = 64;

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
            for (nint j = 0; j < filled; j++)
                packed[j] = b[j];
            for (nint j = filled; j < Tile<S, V>.Width; j++)
                packed[j] = 0f;
        }
    }

    /// <summary>
    /// Four columns of the panel, rows of b, are read at a time, whole cache lines one after another: b's rows often lie a power
    /// of two apart and share a few sets of the first-level cache, so a line that is left half read is gone when it is read again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTransposed(float* b, nint ldb, nint k, nint filled, float* packed)
    {
        nint width = Tile<S, V>.Width;
        for (nint first = 0; first < k; first += BlockRows)
        {
            nint rows = Math.Min(BlockRows, k - first), j = 0;
            float* from = b + first, to = packed + first * width;
            if (filled < width)
                new Span<float>(to, (int)(rows * width)).Clear();
            for (; j <= filled - 4; j += 4)
                TransposeFour(from + j * ldb, ldb, rows, to + j);
            for (; j < filled; j++)
            {
                for (nint p = 0; p < rows; p++)
                    to[p * width + j] = from[j * ldb + p];
            }
        }
    }

    /// <summary>Four columns of a panel: row p is element p of the four rows that begin at b, b + ldb, ...</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(float* b, nint ldb, nint rows, float* packed)
    {
        nint width = Tile<S, V>.Width, p = 0;
        float* b0 = b, b1 = b + ldb, b2 = b + 2 * ldb, b3 = b + 3 * ldb;
        for (; p <= rows - 4; p += 4, packed += 4 * width)
        {
            Vector128<float> r0 = Vector128.Load(b0 + p), r1 = Vector128.Load(b1 + p);
            Vector128<float> r2 = Vector128.Load(b2 + p), r3 = Vector128.Load(b3 + p);
            Vector128<float> even01 = EvenPairs(r0, r1), odd01 = OddPairs(r0, r1), even23 = EvenPairs(r2, r3), odd23 = OddPairs(r2, r3);
            LowHalves(even01, even23).Store(packed);
            LowHalves(odd01, odd23).Store(packed + width);
            HighHalves(even01, even23).Store(packed + 2 * width);
            HighHalves(odd01, odd23).Store(packed + 3 * width);
        }
        for (; p < rows; p++, packed += width)
            (packed[0], packed[1], packed[2], packed[3]) = (b0[p], b1[p], b2[p], b3[p]);
    }

    /// <summary>a0 b0 a2 b2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> EvenPairs(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, 0, -1, 0).AsSingle(), a, Vector128.Shuffle(b, Vector128.Create(0, 0, 2, 2)));

    /// <summary>a1 b1 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OddPairs(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, 0, -1, 0).AsSingle(), Vector128.Shuffle(a, Vector128.Create(1, 1, 3, 3)), b);

    /// <summary>a0 a1 b0 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowHalves(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), a, Vector128.Shuffle(b, Vector128.Create(0, 1, 0, 1)));

    /// <summary>a2 a3 b2 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HighHalves(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), Vector128.Shuffle(a, Vector128.Create(2, 3, 2, 3)), b);
}
