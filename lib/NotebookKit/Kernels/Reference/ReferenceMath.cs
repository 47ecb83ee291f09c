namespace NotebookKit.Kernels;

/// <summary>The plain element-wise functions, one element at a time: what the vector paths are tested against.</summary>
internal static class ReferenceMath
{
    public static float Exp(float x) => MathF.Exp(x);

    public static float Apply(ActivationKind kind, float x) => kind switch
    {
        ActivationKind.Linear => x,
        ActivationKind.Relu => MathF.Max(0f, x),
        ActivationKind.Tanh => MathF.Tanh(x),
        ActivationKind.Sigmoid => Sigmoid(x),
        ActivationKind.HardSigmoidKeras2 => MathF.Min(1f, MathF.Max(0f, 0.2f * x + 0.5f)),
        ActivationKind.HardSigmoidKeras3 => MathF.Min(1f, MathF.Max(0f, x * (1f / 6f) + 0.5f)),
        _ => throw Unknown(kind),
    };

    /// <summary>The derivative as a function of the output y.</summary>
    public static float Derivative(ActivationKind kind, float y) => kind switch
    {
        ActivationKind.Linear => 1f,
        ActivationKind.Relu => y > 0f ? 1f : 0f,
        ActivationKind.Tanh => 1f - y * y,
        ActivationKind.Sigmoid => y * (1f - y),
        ActivationKind.HardSigmoidKeras2 => y is > 0f and < 1f ? 0.2f : 0f,
        ActivationKind.HardSigmoidKeras3 => y is > 0f and < 1f ? 1f / 6f : 0f,
        _ => throw Unknown(kind),
    };

    public static void Softmax(ReadOnlySpan<float> x, Span<float> y)
    {
        float max = float.NegativeInfinity;
        foreach (float value in x)
            max = MathF.Max(max, value);
        float sum = 0f;
        for (int i = 0; i < x.Length; i++)
            sum += y[i] = MathF.Exp(x[i] - max);
        for (int i = 0; i < x.Length; i++)
            y[i] /= sum;
    }

    private static float Sigmoid(float x)
    {
        float z = MathF.Exp(-MathF.Abs(x));
        return (x > 0f ? 1f : z) / (1f + z);
    }

    public static ArgumentOutOfRangeException Unknown(ActivationKind kind) =>
        new(nameof(kind), kind, "The kernels know linear, relu, tanh, sigmoid and the two hard sigmoids.");
}
