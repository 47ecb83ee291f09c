namespace NotebookKit;

/// <summary>
/// The formulas of the activations that no kernel has, of tensor operations, so that each has its derivative. None of them
/// overflows where its value does not: exponentials are taken of what is 0 or below.
/// </summary>
internal static class ActivationFormulas
{
    // G. Klambauer et al., "Self-Normalizing Neural Networks" (2017): the fixed point of mean 0 and variance 1.
    private const float SeluAlpha = 1.67326324f, SeluScale = 1.05070098f;

    // Beyond this the exponential adds nothing to a 32-bit float.
    private const float Far = 60;

    public static Tensor Elu(Tensor x) => x.Relu() + Below(x);

    public static Tensor Selu(Tensor x) => SeluScale * (x.Relu() + SeluAlpha * Below(x));

    public static Tensor Softplus(Tensor x)
    {
        Tensor near = x.Clip(float.MinValue, Far);
        return x - near - (-near).Sigmoid().Log();
    }

    public static Tensor Softsign(Tensor x) => x / (x.Abs() + 1);

    public static Tensor Silu(Tensor x) => x * x.Sigmoid();

    public static Tensor HardSilu(Tensor x) => x * Activations.HardSigmoidKeras3.Apply(x);

    public static Tensor Gelu(Tensor x) => 0.5f * x * (1 + (x * (1 / MathF.Sqrt(2))).Erf());

    public static Tensor Relu6(Tensor x) => Tensor.Minimum(x.Relu(), 6);

    public static Tensor LeakyRelu(Tensor x) => x.Relu() + 0.2f * Tensor.Minimum(x, 0);

    public static Tensor Mish(Tensor x) => x * Softplus(x).Tanh();

    public static Tensor LogSoftmax(Tensor x)
    {
        // The largest is taken away and does not count for the gradient, where it cancels out.
        Tensor centred = x - x.Max(-1, keepDims: true).Detach();
        return centred - centred.Exp().Sum(-1, keepDims: true).Log();
    }

    public static Tensor LogSigmoid(Tensor x) => -Softplus(-x);

    public static Tensor HardTanh(Tensor x) => x.Clip(-1, 1);

    public static Tensor TanhShrink(Tensor x) => x - x.Tanh();

    public static Tensor SoftShrink(Tensor x) => x - x.Clip(-0.5f, 0.5f);

    public static Tensor HardShrink(Tensor x) => Tensor.Where(Outside(x, 0.5f), x, 0);

    public static Tensor Squareplus(Tensor x) => 0.5f * (x + (x.Square() + 4).Sqrt());

    public static Tensor SparsePlus(Tensor x) => 0.25f * (x.Clip(-1, 1) + 1).Square() + (x - 1).Relu();

    public static Tensor SparseSigmoid(Tensor x) => (0.5f * (x + 1)).Clip(0, 1);

    /// <summary>e^x - 1 where x is below 0, else 0.</summary>
    private static Tensor Below(Tensor x) => Tensor.Minimum(x, 0).Exp() - 1;

    private static Tensor Outside(Tensor x, float limit)
    {
        var result = Tensor.Empty(x.Shape);
        for (int i = 0; i < x.Size; i++)
            result.Data[i] = MathF.Abs(x.Data[i]) > limit ? 1 : 0;
        return result;
    }
}
