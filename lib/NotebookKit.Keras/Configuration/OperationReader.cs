namespace NotebookKit.Keras.Configuration;

/// <summary>Makes the operations between tensors that Keras 3 writes as nodes of a graph.</summary>
internal static class OperationReader
{
    /// <summary>Applies an operation.</summary>
    public static SymbolicTensor[] Apply(LayerEntry entry, GraphNode node, Func<TensorReference, SymbolicTensor> find)
    {
        _ = (node, find);
        throw new RefusedException($"The graph applies the operation {entry.ClassName} ('{entry.Name}'), which this library does not have.");
    }
}
