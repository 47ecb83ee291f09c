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

    private static readonly ActivationFunction[] All = [Linear, Tanh, Sigmoid, Relu, Softmax, HardSigmoidKeras2, HardSigmoidKeras3];

    /// <summary>Whether this is one of the functions here, so that its name alone brings it back.</summary>
    internal static bool Knows(ActivationFunction activation) => Array.IndexOf(All, activation) >= 0;

    /// <summary>
    /// Finds an activation by its Keras name. <c>"hard_sigmoid"</c> is Keras 3's, <see cref="HardSigmoidKeras3"/>; Keras 1 and 2
    /// called another function so, <see cref="HardSigmoidKeras2"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ActivationFunction ByName(string name)
    {
        if (name == "hard_sigmoid")
            return HardSigmoidKeras3;
        return Array.Find(All, a => a.Name == name)
            ?? throw new ArgumentException($"There is no activation '{name}'; expected one of {string.Join(", ", All.Select(a => a.Name))}. For a function of your own: new ActivationFunction(\"{name}\", x => …).", nameof(name));
    }
}
