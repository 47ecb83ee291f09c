using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>Applies a function of one vector to whole arrays and to the rows of a matrix.</summary>
internal static unsafe class ElementWise<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>y[i] = f(x[i]); x and y may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<F>(float* x, float* y, nint count) where F : struct, IActivation
    {
        nint i = 0;
        for (; i <= count - S.Lanes; i += S.Lanes)
            S.Store(F.Apply<S, V>(S.Load(x + i)), y + i);
        if (i == count)
            return;

        float* tail = stackalloc float[S.Lanes];
        S.Store(S.Zero, tail);
        Copy(x + i, tail, count - i);
        S.Store(F.Apply<S, V>(S.Load(tail)), tail);
        Copy(tail, y + i, count - i);
    }

    /// <summary>Each row of y = softmax of the row of x: exp(x - max) divided by its sum. x and y may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(float* x, float* y, nint rows, nint columns)
    {
        nint whole = columns - columns % S.Lanes;
        float* place = stackalloc float[S.Lanes];
        for (int i = 0; i < S.Lanes; i++)
            place[i] = i;
        V places = S.Load(place), filled = S.Create(columns - whole), none = S.Create(float.NegativeInfinity);
        for (nint row = 0; row < rows; row++, x += columns, y += columns)
        {
            // A row's last vector may reach into the next row, which is read and written after it; not where the array ends,
            // nor where writing would destroy what is still to be read.
            if (x != y && (rows - row) * columns >= whole + S.Lanes)
                Softmax(x, y, whole, S.SelectGreater(filled, places, S.Load(x + whole), none), y + whole);
            else
                SoftmaxWithin(x, y, whole, columns);
        }
    }

    /// <summary>A row that neither reads nor writes beyond its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SoftmaxWithin(float* x, float* y, nint whole, nint columns)
    {
        float* tail = stackalloc float[S.Lanes];
        S.Store(S.Create(float.NegativeInfinity), tail);
        Copy(x + whole, tail, columns - whole);
        Softmax(x, y, whole, S.Load(tail), tail);
        Copy(tail, y + whole, columns - whole);
    }

    /// <summary>One row: its whole vectors, and its last lanes with -∞ beyond the end, whose exp adds nothing to the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Softmax(float* x, float* y, nint whole, V last, float* lastTo)
    {
        V max = last;
        for (nint i = 0; i < whole; i += S.Lanes)
            max = S.SelectGreater(S.Load(x + i), max, S.Load(x + i), max);
        V shift = S.Create(S.MaxLane(max));

        last = Transcendental<S, V>.Exp(S.Subtract(last, shift));
        V sum = last;
        for (nint i = 0; i < whole; i += S.Lanes)
        {
            V exp = Transcendental<S, V>.Exp(S.Subtract(S.Load(x + i), shift));
            S.Store(exp, y + i);
            sum = S.Add(sum, exp);
        }
        V scale = S.Create(1f / S.Sum(sum));
        for (nint i = 0; i < whole; i += S.Lanes)
            S.Store(S.Multiply(S.Load(y + i), scale), y + i);
        S.Store(S.Multiply(last, scale), lastTo);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* source, float* destination, nint count)
    {
        for (nint i = 0; i < count; i++)
            destination[i] = source[i];
    }
}

/// <summary>eˣ, for <see cref="ElementWise{S, V}.Map{F}"/>.</summary>
internal readonly struct ExpFunction : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct => Transcendental<S, V>.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct => y;
}
