namespace NotebookKit.Keras.Configuration;

/// <summary>The operations between tensors that Keras 3 writes as nodes of a graph, masks among them.</summary>
internal static class Operations
{
    private static readonly HashSet<string> s_names =
    [
        "NotEqual", "Equal", "Greater", "GreaterEqual", "Less", "LessEqual", "LogicalOr", "LogicalAnd", "LogicalNot", "Any", "All", "ExpandDims",
        "Squeeze", "ZerosLike", "OnesLike", "Concatenate", "ConvertToTensor", "Cast", "GetItem", "Add", "Subtract", "Multiply", "Divide", "TrueDivide",
        "Negative", "Reshape", "Transpose", "Mean", "Sum", "Max", "Min", "Maximum", "Minimum", "Stack", "Matmul", "Tanh", "Sigmoid", "Relu", "Softmax",
        "Exp", "Log", "Sqrt", "Square", "Abs", "Absolute", "Power", "BroadcastTo", "Repeat", "Tile", "Where", "Flip", "SwapAxes",
    ];

    /// <summary>Whether Keras has an operation of this class.</summary>
    public static bool Knows(string className) => s_names.Contains(className);

    /// <summary>Whether a class of this library is such an operation rather than a layer of Keras.</summary>
    public static bool Is(Type type) => type.Namespace?.EndsWith(".Operations", StringComparison.Ordinal) == true;
}
