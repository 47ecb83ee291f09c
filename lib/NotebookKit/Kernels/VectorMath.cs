using System.Runtime.Intrinsics;

namespace NotebookKit.Kernels;

/// <summary>
/// Element-wise functions over arrays of floats, on the machine's vector path or on a named one. Input and output may be the
/// same memory; otherwise they must not overlap. Errors against the exact value are tabulated by VectorMathTests.
/// </summary>
internal static unsafe class VectorMath
{
    /// <summary>y[i] = e^x[i].</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> y) => Exp(Machine.Path, x, y);

    /// <summary>y[i] = tanh(x[i]).</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> y) => Apply(ActivationKind.Tanh, x, y);

    /// <summary>y[i] = 1 / (1 + e^-x[i]).</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y) => Apply(ActivationKind.Sigmoid, x, y);

    /// <summary>y[i] = f(x[i]) for the activation f.</summary>
    public static void Apply(ActivationKind kind, ReadOnlySpan<float> x, Span<float> y) => Apply(Machine.Path, kind, x, y);

    /// <summary>Softmax of each row of <paramref name="columns"/> values.</summary>
    public static void Softmax(ReadOnlySpan<float> x, Span<float> y, int columns) => Softmax(Machine.Path, x, y, columns);

    internal static void Exp(KernelPath path, ReadOnlySpan<float> x, Span<float> y)
    {
        CheckLengths(x, y);
        if (path == KernelPath.Scalar)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = ReferenceMath.Exp(x[i]);
        }
        else
        {
            Map<ExpFunction>(path, x, y);
        }
    }

    internal static void Apply(KernelPath path, ActivationKind kind, ReadOnlySpan<float> x, Span<float> y)
    {
        CheckLengths(x, y);
        if (path == KernelPath.Scalar)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = ReferenceMath.Apply(kind, x[i]);
            return;
        }
        delegate*<KernelPath, ReadOnlySpan<float>, Span<float>, void> map = kind switch
        {
            ActivationKind.Linear => &Map<LinearActivation>,
            ActivationKind.Relu => &Map<ReluActivation>,
            ActivationKind.Tanh => &Map<TanhActivation>,
            ActivationKind.Sigmoid => &Map<SigmoidActivation>,
            ActivationKind.HardSigmoidKeras2 => &Map<HardSigmoidKeras2Activation>,
            ActivationKind.HardSigmoidKeras3 => &Map<HardSigmoidKeras3Activation>,
            _ => throw ReferenceMath.Unknown(kind),
        };
        map(path, x, y);
    }

    internal static void Softmax(KernelPath path, ReadOnlySpan<float> x, Span<float> y, int columns)
    {
        CheckLengths(x, y);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (x.Length % columns != 0)
            throw new ArgumentException($"{x.Length} values do not make whole rows of {columns}.", nameof(columns));
        nint rows = x.Length / columns;
        fixed (float* from = x, to = y)
        {
            switch (path)
            {
                case KernelPath.Vector512:
                    ElementWise<Simd512, Vector512<float>>.Softmax(from, to, rows, columns);
                    break;
                case KernelPath.Vector256:
                    ElementWise<Simd256, Vector256<float>>.Softmax(from, to, rows, columns);
                    break;
                case KernelPath.Vector128:
                    ElementWise<Simd128, Vector128<float>>.Softmax(from, to, rows, columns);
                    break;
                default:
                    for (int start = 0; start < x.Length; start += columns)
                        ReferenceMath.Softmax(x.Slice(start, columns), y.Slice(start, columns));
                    break;
            }
        }
    }

    private static void Map<F>(KernelPath path, ReadOnlySpan<float> x, Span<float> y) where F : struct, IActivation
    {
        fixed (float* from = x, to = y)
        {
            delegate*<float*, float*, nint, void> map = path switch
            {
                KernelPath.Vector512 => &ElementWise<Simd512, Vector512<float>>.Map<F>,
                KernelPath.Vector256 => &ElementWise<Simd256, Vector256<float>>.Map<F>,
                _ => &ElementWise<Simd128, Vector128<float>>.Map<F>,
            };
            map(from, to, x.Length);
        }
    }

    private static void CheckLengths(ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"Input and output need the same length; received {x.Length} and {y.Length}.");
    }
}
