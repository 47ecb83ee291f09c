namespace NotebookKit.Kernels;

/// <summary>
/// The vector operations that the kernels are written in, so that one source serves every vector width.
/// Implemented by empty structs: the just-in-time compiler resolves each call to one instruction.
/// </summary>
/// <typeparam name="V">The vector of floats, for example <c>Vector512&lt;float&gt;</c>.</typeparam>
internal unsafe interface ISimd<V> where V : struct
{
    /// <summary>Floats in one vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>Rows of a matrix-product tile whose accumulators, two vectors each, fit into the registers.</summary>
    static abstract int TileRows { get; }

    static abstract V Zero { get; }
    static abstract V Create(float value);
    static abstract V Load(float* source);
    static abstract void Store(V value, float* destination);
    static abstract V Add(V a, V b);
    static abstract V Subtract(V a, V b);
    static abstract V Multiply(V a, V b);
    static abstract V Divide(V a, V b);

    /// <summary>a·b + c, rounded once where the processor has a fused multiply-add.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The greater of a bound and x; NaN when x is NaN (the bound must not be NaN).</summary>
    static abstract V AtLeast(V bound, V x);

    /// <summary>The smaller of a bound and x; NaN when x is NaN (the bound must not be NaN).</summary>
    static abstract V AtMost(V bound, V x);

    static abstract V Abs(V x);

    /// <summary>The magnitude of the first with the sign of the second.</summary>
    static abstract V CopySign(V magnitude, V sign);

    /// <summary>Per lane: a &gt; b ? whenTrue : whenFalse.</summary>
    static abstract V SelectGreater(V a, V b, V whenTrue, V whenFalse);

    /// <summary>The float made of x's lowest 8 bits as its exponent field: 2ⁿ for x = 1.5·2²³ + 127 + n with n in [-126, 127].</summary>
    static abstract V FromExponent(V x);

    /// <summary>x·2ⁿ for integral n in [-252, 254], exact also where 2ⁿ alone or the result is not a normal float.</summary>
    static abstract V Scale(V x, V n);

    static abstract float Sum(V x);

    /// <summary>The largest lane; undefined when a lane is NaN.</summary>
    static abstract float MaxLane(V x);
}
