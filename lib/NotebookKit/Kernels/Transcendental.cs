using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// exp, tanh and sigmoid of one vector. All three reduce the argument to r = x - n·ln 2 with |r| ≤ ln 2 / 2 (Cody and Waite's
/// split of ln 2 into two floats) and use one polynomial: exp(r) = 1 + r + r²·q(r), q of degree 4 fitted to a relative error of
/// 3e-9, a twentieth of a float's rounding.
/// </summary>
internal static class Transcendental<S, V> where S : struct, ISimd<V> where V : struct
{
    private const float Log2E = 1.44269504f;
    private const float Ln2 = 0.693147181f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>The coefficients of q, that of the constant first.</summary>
    private const float Q0 = 0.49999994f, Q1 = 0.166665182f, Q2 = 0.0416684225f, Q3 = 0.00836906303f, Q4 = 0.00138138805f;

    /// <summary>
    /// 1.5·2²³ leaves no fraction bits: a sum with it is rounded to nearest even, holds the integer in its lowest bits, and gives
    /// it back as a float when this is subtracted.
    /// </summary>
    private const float Shift = 12582912f;

    /// <summary>What is added to the exponent of a float in its exponent field.</summary>
    private const float ExponentBias = 127f;

    /// <summary>Below this, exp is under half of the smallest subnormal float.</summary>
    private const float ExpUnderflow = -104f;

    /// <summary>Above this, exp is infinite in float.</summary>
    private const float ExpOverflow = 89f;

    /// <summary>Above this, sigmoid is 1 in float.</summary>
    private const float SigmoidSaturation = 18f;

    /// <summary>Above this, tanh is 1 in float.</summary>
    private const float TanhSaturation = 9.1f;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        x = S.AtMost(S.Create(ExpOverflow), S.AtLeast(S.Create(ExpUnderflow), x));
        V n = S.Subtract(S.MultiplyAdd(x, S.Create(Log2E), S.Create(Shift)), S.Create(Shift));
        V r = Reduced(x, n);
        V q = S.MultiplyAdd(S.Create(Q4), r, S.Create(Q3));
        q = S.MultiplyAdd(q, r, S.Create(Q2));
        q = S.MultiplyAdd(q, r, S.Create(Q1));
        q = S.MultiplyAdd(q, r, S.Create(Q0));
        V minusOne = S.MultiplyAdd(q, S.Multiply(r, r), r);
        return S.Scale(S.Add(S.Create(1f), minusOne), n);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        // With x = n·ln 2 + r it is 2ⁿ / (2ⁿ + exp(-r)). Both sides of the fraction carry a factor of 2⁶⁴: so they are normal floats
        // for all n in [-150, 26], and only the quotient of a very negative x is rounded to a subnormal float.
        const float factor = 18446744073709551616f, shift = Shift + ExponentBias + 64f;
        x = S.AtMost(S.Create(SigmoidSaturation), S.AtLeast(S.Create(ExpUnderflow), x));
        V sum = S.MultiplyAdd(x, S.Create(Log2E), S.Create(shift));
        V power = S.FromExponent(sum);
        V r = Reduced(x, S.Subtract(sum, S.Create(shift)));
        V exp = S.MultiplyAdd(S.Create(Q4), r, S.Create(-Q3));
        exp = S.MultiplyAdd(exp, r, S.Create(Q2));
        exp = S.MultiplyAdd(exp, r, S.Create(-Q1));
        exp = S.MultiplyAdd(exp, r, S.Create(Q0));
        exp = S.MultiplyAdd(exp, r, S.Create(-1f));
        exp = S.MultiplyAdd(exp, r, S.Create(1f));
        return S.Divide(power, S.MultiplyAdd(exp, S.Create(factor), power));
    }

    /// <summary>Hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        // tanh u = m / (2 - m) for u = |x| and m = 1 - exp(-2u), computed without cancellation, so that small x keep their precision.
        // With -2u = n·ln 2 - 2h it is 1 - exp(-2u) = 1 - 2ⁿ + 2ⁿ·e with e = 1 - exp(-2h) = 2h - 4h²·q(-2h). One float of ln 2 is
        // enough: where n is large, exp(-2u) counts little.
        const float shift = Shift + ExponentBias;
        V u = S.AtMost(S.Create(TanhSaturation), S.Abs(x));
        V sum = S.MultiplyAdd(u, S.Create(-2f * Log2E), S.Create(shift));
        V power = S.FromExponent(sum);
        V h = S.MultiplyAdd(S.Subtract(sum, S.Create(shift)), S.Create(0.5f * Ln2), u);
        V q = S.MultiplyAdd(S.Create(-64f * Q4), h, S.Create(32f * Q3));
        q = S.MultiplyAdd(q, h, S.Create(-16f * Q2));
        q = S.MultiplyAdd(q, h, S.Create(8f * Q1));
        q = S.MultiplyAdd(q, h, S.Create(-4f * Q0));
        V e = S.MultiplyAdd(q, S.Multiply(h, h), S.Add(h, h));
        V m = S.MultiplyAdd(power, e, S.Subtract(S.Create(1f), power));
        return S.CopySign(S.Divide(m, S.Subtract(S.Create(2f), m)), x);
    }

    /// <summary>x - n·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduced(V x, V n) =>
        S.MultiplyAdd(n, S.Create(-Ln2Low), S.MultiplyAdd(n, S.Create(-Ln2High), x));
}
