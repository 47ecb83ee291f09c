using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>The element-wise functions that the kernels know.</summary>
internal enum ActivationKind
{
    Linear,
    Relu,
    Tanh,
    Sigmoid,

    /// <summary>Keras 2 and tfjs: clip(0.2x + 0.5, 0, 1).</summary>
    HardSigmoidKeras2,

    /// <summary>Keras 3: relu6(x + 3) / 6.</summary>
    HardSigmoidKeras3,
}

/// <summary>
/// One activation for all vector widths. The derivative is expressed by the output y, since that is what a layer keeps.
/// </summary>
internal interface IActivation
{
    static abstract V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct;

    /// <summary>dy/dx written as a function of y.</summary>
    static abstract V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct;
}

internal readonly struct LinearActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct => S.Create(1f);
}

internal readonly struct ReluActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct => S.AtLeast(S.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct =>
        S.SelectGreater(y, S.Zero, S.Create(1f), S.Zero);
}

internal readonly struct TanhActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct => Transcendental<S, V>.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct =>
        S.Subtract(S.Create(1f), S.Multiply(y, y));
}

internal readonly struct SigmoidActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct => Transcendental<S, V>.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct =>
        S.Multiply(y, S.Subtract(S.Create(1f), y));
}

internal readonly struct HardSigmoidKeras2Activation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct =>
        HardSigmoid<S, V>.Clip(S.MultiplyAdd(x, S.Create(0.2f), S.Create(0.5f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct => HardSigmoid<S, V>.Slope(y, 0.2f);
}

internal readonly struct HardSigmoidKeras3Activation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(V x) where S : struct, ISimd<V> where V : struct =>
        HardSigmoid<S, V>.Clip(S.MultiplyAdd(x, S.Create(1f / 6f), S.Create(0.5f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : struct, ISimd<V> where V : struct => HardSigmoid<S, V>.Slope(y, 1f / 6f);
}

/// <summary>What the two hard sigmoids share.</summary>
internal static class HardSigmoid<S, V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clip(V x) => S.AtMost(S.Create(1f), S.AtLeast(S.Zero, x));

    /// <summary>The slope strictly between the two clipped ends, 0 at and beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope(V y, float slope) =>
        S.SelectGreater(y, S.Zero, S.SelectGreater(S.Create(1f), y, S.Create(slope), S.Zero), S.Zero);
}
