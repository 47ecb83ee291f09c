using NotebookKit.Layers;

namespace NotebookKit.Keras.Configuration;

/// <summary>The operations between tensors that Keras 3 writes as nodes of a graph, masks among them, and what they are here.</summary>
internal static class Operations
{
    /// <summary>Operations of two tensors, or of one and a number, by Keras's class.</summary>
    public static IReadOnlyDictionary<string, BinaryFunction> Binary { get; } = new Dictionary<string, BinaryFunction>(
        Enum.GetValues<BinaryFunction>().Select(f => KeyValuePair.Create(f.ToString(), f)))
    { ["TrueDivide"] = BinaryFunction.Divide };

    /// <summary>Operations of one tensor, by Keras's class.</summary>
    public static IReadOnlyDictionary<string, UnaryFunction> Unary { get; } = new Dictionary<string, UnaryFunction>(
        Enum.GetValues<UnaryFunction>().Where(f => f != UnaryFunction.Identity).Select(f => KeyValuePair.Create(f.ToString(), f)))
    {
        ["Abs"] = UnaryFunction.Absolute,
        ["ConvertToTensor"] = UnaryFunction.Identity,
    };

    /// <summary>Operations along axes, by Keras's class.</summary>
    public static IReadOnlyDictionary<string, ReductionFunction> Reductions { get; } = new Dictionary<string, ReductionFunction>(
        Enum.GetValues<ReductionFunction>().Select(f => KeyValuePair.Create(f.ToString(), f)));

    private static readonly HashSet<string> s_others = ["Cast", "ExpandDims", "Squeeze", "GetItem", "Concatenate", "Tanh", "Sigmoid",
        "Relu", "Softmax", "Elu", "Softplus"];

    /// <summary>Whether Keras has an operation of this class that is read.</summary>
    public static bool Knows(string className) =>
        Binary.ContainsKey(className) || Unary.ContainsKey(className) || Reductions.ContainsKey(className) || s_others.Contains(className);

    /// <summary>Whether a class of this library is such an operation rather than a layer of Keras.</summary>
    public static bool Is(Type type) => type.IsAssignableTo(typeof(Operation));
}
