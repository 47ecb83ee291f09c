using NotebookKit.Kernels;

namespace NotebookKit;

/// <summary>
/// A function that a layer applies to its result. The standard ones are in <see cref="Activations"/>; a name such as
/// <c>"tanh"</c> converts to them, as in Keras.
/// </summary>
/// <param name="name">How error messages, summaries and saved models call it.</param>
/// <param name="apply">The function, built from tensor operations so that it can be differentiated.</param>
public sealed class ActivationFunction(string name, Func<Tensor, Tensor> apply)
{
    /// <summary>A function that the kernels know, under its Keras name.</summary>
    internal ActivationFunction(string name, ActivationKind kind)
        : this(name, kind == ActivationKind.Linear ? x => x : x => x.Activate(kind)) => Kind = kind;

    /// <summary>How error messages, summaries and saved models call it.</summary>
    public string Name { get; } = name;

    /// <summary>Which of the kernels' functions it is, for fused layers; null where it is none of them.</summary>
    internal ActivationKind? Kind { get; }

    /// <summary>The function of a tensor, element by element (softmax: along the last axis).</summary>
    public Tensor Apply(Tensor x) => apply(x);

    /// <summary>Finds a standard activation by its Keras name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static implicit operator ActivationFunction(string name) => Activations.ByName(name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
