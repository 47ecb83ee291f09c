using NotebookKit.Layers;

namespace NotebookKit.Keras.Saving;

/// <summary>What Keras would store the tensors of a graph as. All are 32-bit floats here; there tokens are whole numbers
/// and masks true or false.</summary>
internal static class TensorTypes
{
    private const string Real = "float32", Whole = "int32", Truth = "bool";

    /// <summary>A tensor's type.</summary>
    public static string Of(Model model, SymbolicTensor tensor) => tensor.Layer switch
    {
        Input input => Of(model, input),
        BinaryOperation { Function: >= BinaryFunction.Equal } => Truth,
        Reduction { Function: ReductionFunction.Any or ReductionFunction.All } or UnaryOperation { Function: UnaryFunction.LogicalNot } =>
            Truth,
        UnaryOperation { Function: UnaryFunction.ZerosLike or UnaryFunction.OnesLike or UnaryFunction.Identity }
            or ExpandDims or Squeeze or GetItem => Of(model, tensor.Call.Inputs[0]),
        Concatenate when tensor.Call.Masks.Count > 0 => Of(model, tensor.Call.Inputs[0]),
        _ => Real,
    };

    /// <summary>An input's type, by what it is used for.</summary>
    public static string Of(Model model, Input input)
    {
        foreach (LayerCall call in model.Calls)
        {
            if (call.Masks.Any(m => m is not null && ReferenceEquals(m.Layer, input)))
            {
                return Truth;
            }
            int place = call.Inputs.ToList().FindIndex(i => ReferenceEquals(i.Layer, input));
            bool tokens = call.Layer is Embedding or TimeDistributed { Layer: Embedding }
                || (place >= 0 && call.Layer is Model inner && inner.Inputs[place].Layer is Input entrance && Of(inner, entrance) == Whole);
            if (place >= 0 && tokens)
            {
                return Whole;
            }
        }
        return Real;
    }
}
