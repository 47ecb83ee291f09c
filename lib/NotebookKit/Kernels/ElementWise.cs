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
        for (; i <= count - S.Lanes; i += S.Lanes) S.Store(F.Apply<S, V>(S.Load(x + i)), y + i);
        if (i == count) return;

        float* tail = stackalloc float[S.Lanes];
        S.Store(S.Zero, tail);
        Copy(x + i, tail, count - i);
        S.Store(F.Apply<S, V>(S.Load(tail)), tail);
        Copy(tail, y + i, count - i);
    }

    /// <summary>y = softmax(x) of one row: exp(x - max) divided by its sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(float* x, float* y, nint count)
    {
        nint whole = count - count % S.Lanes;
        float* tail = stackalloc float[S.Lanes];
        S.Store(S.Create(float.NegativeInfinity), tail);
        Copy(x + whole, tail, count - whole);

        V max = S.Load(tail);
        for (nint i = 0; i < whole; i += S.Lanes) max = S.SelectGreater(S.Load(x + i), max, S.Load(x + i), max);
        V shift = S.Create(S.MaxLane(max));

        // exp(-∞) = 0: the lanes beyond the row's end add nothing to the sum.
        V last = Transcendental<S, V>.Exp(S.Subtract(S.Load(tail), shift));
        V sum = last;
        for (nint i = 0; i < whole; i += S.Lanes)
        {
            V exp = Transcendental<S, V>.Exp(S.Subtract(S.Load(x + i), shift));
            S.Store(exp, y + i);
            sum = S.Add(sum, exp);
        }
        V scale = S.Create(1f / S.Sum(sum));
        for (nint i = 0; i < whole; i += S.Lanes) S.Store(S.Multiply(S.Load(y + i), scale), y + i);
        S.Store(S.Multiply(last, scale), tail);
        Copy(tail, y + whole, count - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* source, float* destination, nint count)
    {
        for (nint i = 0; i < count; i++) destination[i] = source[i];
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
