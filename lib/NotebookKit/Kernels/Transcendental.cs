using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// exp, tanh and sigmoid of one vector. All three reduce the argument to r = x - n·ln 2 with |r| ≤ ln 2 / 2 (Cody and Waite's
/// split of ln 2 into two floats) and use one polynomial: exp(r) - 1 = r + r²·q(r), q of degree 4 fitted to a relative error of
/// 3e-9, a twentieth of a float's rounding.
/// </summary>
internal static class Transcendental<S, V> where S : struct, ISimd<V> where V : struct
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>Below this, exp is under half of the smallest subnormal float.</summary>
    private const float ExpUnderflow = -104f;

    /// <summary>Above this, exp is infinite in float.</summary>
    private const float ExpOverflow = 89f;

    /// <summary>Above this, tanh is 1 in float.</summary>
    private const float TanhSaturation = 9.1f;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x) => ExpBelowOverflow(S.AtMost(S.Create(ExpOverflow), x));

    /// <summary>eˣ for x ≤ <see cref="ExpOverflow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpBelowOverflow(V x)
    {
        x = S.AtLeast(S.Create(ExpUnderflow), x);
        V n = S.Round(S.Multiply(x, S.Create(Log2E)));
        return S.Scale(S.Add(S.Create(1f), ExpMinusOneReduced(x, n)), n);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        // With z = exp(-|x|) ≤ 1 nothing overflows, and small results keep their relative precision.
        V z = ExpBelowOverflow(S.Subtract(S.Zero, S.Abs(x)));
        V one = S.Create(1f);
        return S.Divide(S.SelectGreater(x, S.Zero, one, z), S.Add(one, z));
    }

    /// <summary>Hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        // tanh|x| = -m / (2 + m) with m = exp(-2|x|) - 1 computed without cancellation, so that small x keep their precision.
        V t = S.Multiply(S.AtMost(S.Create(TanhSaturation), S.Abs(x)), S.Create(-2f));
        V n = S.Round(S.Multiply(t, S.Create(Log2E)));
        V power = S.PowerOfTwo(n);
        V m = S.MultiplyAdd(power, ExpMinusOneReduced(t, n), S.Subtract(power, S.Create(1f)));
        return S.CopySign(S.Divide(m, S.Add(S.Create(2f), m)), x);
    }

    /// <summary>exp(x - n·ln 2) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusOneReduced(V x, V n)
    {
        V r = S.MultiplyAdd(n, S.Create(-Ln2High), x);
        r = S.MultiplyAdd(n, S.Create(-Ln2Low), r);
        V q = S.Create(0.00138138805f);
        q = S.MultiplyAdd(q, r, S.Create(0.00836906303f));
        q = S.MultiplyAdd(q, r, S.Create(0.0416684225f));
        q = S.MultiplyAdd(q, r, S.Create(0.166665182f));
        q = S.MultiplyAdd(q, r, S.Create(0.49999994f));
        return S.MultiplyAdd(q, S.Multiply(r, r), r);
    }
}
