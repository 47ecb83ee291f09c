using NotebookKit.Kernels;

namespace NotebookKit;

/// <summary>The activation functions that Keras documents for recurrent and dense layers.</summary>
public static class Activations
{
    /// <summary>The identity: no activation.</summary>
    public static ActivationFunction Linear { get; } = new("linear", ActivationKind.Linear);

    /// <summary>The hyperbolic tangent, the default of recurrent layers for candidates and outputs.</summary>
    public static ActivationFunction Tanh { get; } = new("tanh", ActivationKind.Tanh);

    /// <summary>1 / (1 + e^-x), the default of recurrent layers' gates since Keras 2.3.</summary>
    public static ActivationFunction Sigmoid { get; } = new("sigmoid", ActivationKind.Sigmoid);

    /// <summary>max(x, 0).</summary>
    public static ActivationFunction Relu { get; } = new("relu", ActivationKind.Relu);

    /// <summary>e^x over its sum along the last axis.</summary>
    public static ActivationFunction Softmax { get; } = new("softmax", x => x.Softmax());

    /// <summary>
    /// clip(0.2 x + 0.5, 0, 1): the hard sigmoid of Keras 1 and 2, the gates' default there until 2.3. The figures published
    /// in 2018 come from it.
    /// </summary>
    public static ActivationFunction HardSigmoidKeras2 { get; } = new("hard_sigmoid_keras2", ActivationKind.HardSigmoidKeras2);

    /// <summary>relu6(x + 3) / 6 = clip(x / 6 + 0.5, 0, 1): what Keras 3 calls hard_sigmoid.</summary>
    public static ActivationFunction HardSigmoidKeras3 { get; } = new("hard_sigmoid_keras3", ActivationKind.HardSigmoidKeras3);

    /// <summary>x above 0, else e^x - 1 (D.-A. Clevert et al., 2015).</summary>
    public static ActivationFunction Elu { get; } = new("elu", ActivationFormulas.Elu);

    /// <summary>1.0507 times x above 0, else 1.7581 (e^x - 1) (G. Klambauer et al., 2017).</summary>
    public static ActivationFunction Selu { get; } = new("selu", ActivationFormulas.Selu);

    /// <summary>ln(1 + e^x).</summary>
    public static ActivationFunction Softplus { get; } = new("softplus", ActivationFormulas.Softplus);

    /// <summary>x / (|x| + 1).</summary>
    public static ActivationFunction Softsign { get; } = new("softsign", ActivationFormulas.Softsign);

    /// <summary>e^x.</summary>
    public static ActivationFunction Exponential { get; } = new("exponential", x => x.Exp());

    /// <summary>x / 2 (1 + erf(x / √2)), the exact form (D. Hendrycks and K. Gimpel, 2016).</summary>
    public static ActivationFunction Gelu { get; } = new("gelu", ActivationFormulas.Gelu);

    /// <summary>x times its sigmoid; Keras knows it as swish too.</summary>
    public static ActivationFunction Silu { get; } = new("silu", ActivationFormulas.Silu);

    /// <summary>x times Keras 3's hard sigmoid of it; Keras knows it as hard_swish too.</summary>
    public static ActivationFunction HardSilu { get; } = new("hard_silu", ActivationFormulas.HardSilu);

    /// <summary>min(max(x, 0), 6).</summary>
    public static ActivationFunction Relu6 { get; } = new("relu6", ActivationFormulas.Relu6);

    /// <summary>x above 0, else 0.2 x.</summary>
    public static ActivationFunction LeakyRelu { get; } = new("leaky_relu", ActivationFormulas.LeakyRelu);

    /// <summary>x tanh(ln(1 + e^x)) (D. Misra, 2019).</summary>
    public static ActivationFunction Mish { get; } = new("mish", ActivationFormulas.Mish);

    /// <summary>The logarithm of the softmax along the last axis.</summary>
    public static ActivationFunction LogSoftmax { get; } = new("log_softmax", ActivationFormulas.LogSoftmax);

    /// <summary>The logarithm of the sigmoid.</summary>
    public static ActivationFunction LogSigmoid { get; } = new("log_sigmoid", ActivationFormulas.LogSigmoid);

    /// <summary>x limited to -1 to 1.</summary>
    public static ActivationFunction HardTanh { get; } = new("hard_tanh", ActivationFormulas.HardTanh);

    /// <summary>x - tanh(x).</summary>
    public static ActivationFunction TanhShrink { get; } = new("tanh_shrink", ActivationFormulas.TanhShrink);

    /// <summary>x drawn towards 0 by 0.5, and 0 within.</summary>
    public static ActivationFunction SoftShrink { get; } = new("soft_shrink", ActivationFormulas.SoftShrink);

    /// <summary>x, and 0 within -0.5 to 0.5.</summary>
    public static ActivationFunction HardShrink { get; } = new("hard_shrink", ActivationFormulas.HardShrink);

    /// <summary>(x + √(x² + 4)) / 2.</summary>
    public static ActivationFunction Squareplus { get; } = new("squareplus", ActivationFormulas.Squareplus);

    /// <summary>0 up to -1, (x + 1)² / 4 up to 1, x beyond.</summary>
    public static ActivationFunction SparsePlus { get; } = new("sparse_plus", ActivationFormulas.SparsePlus);

    /// <summary>(x + 1) / 2 limited to 0 to 1.</summary>
    public static ActivationFunction SparseSigmoid { get; } = new("sparse_sigmoid", ActivationFormulas.SparseSigmoid);

    private static readonly ActivationFunction[] s_all =
    [
        Linear, Tanh, Sigmoid, Relu, Softmax, HardSigmoidKeras2, HardSigmoidKeras3, Elu, Selu, Softplus, Softsign, Exponential, Gelu, Silu,
        HardSilu,
        Relu6, LeakyRelu, Mish, LogSoftmax, LogSigmoid, HardTanh, TanhShrink, SoftShrink, HardShrink, Squareplus, SparsePlus, SparseSigmoid,
    ];

    /// <summary>Whether this is one of the functions here, so that its name alone brings it back.</summary>
    internal static bool Knows(ActivationFunction activation) => Array.IndexOf(s_all, activation) >= 0;

    /// <summary>
    /// Finds an activation by its Keras name. <c>"hard_sigmoid"</c> is Keras 3's, <see cref="HardSigmoidKeras3"/>; Keras 1 and 2
    /// called another function so, <see cref="HardSigmoidKeras2"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ActivationFunction ByName(string name)
    {
        name = name switch { "hard_sigmoid" => HardSigmoidKeras3.Name, "swish" => Silu.Name, "hard_swish" => HardSilu.Name, _ => name };
        return Array.Find(s_all, a => a.Name == name)
            ?? throw new ArgumentException(
                $"There is no activation '{name}'; expected one of {string.Join(", ", s_all.Select(a => a.Name))}. For a function of your "
                + $"own: new ActivationFunction(\"{name}\", x => …).", nameof(name));
    }
}
