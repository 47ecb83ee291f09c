namespace NotebookKit;

/// <summary>One application of a layer to symbolic tensors: a node of a model's graph. A shared layer has several.</summary>
public sealed class LayerCall
{
    internal LayerCall(Layer layer, SymbolicTensor[] inputs, SymbolicTensor? mask, SymbolicTensor?[]? masks, Shape[] outputShapes)
    {
        Layer = layer;
        Inputs = inputs;
        Mask = mask;
        Masks = masks;
        Outputs = [.. outputShapes.Select((shape, i) => new SymbolicTensor(this, i, shape))];
    }

    /// <summary>What is applied.</summary>
    public Layer Layer { get; }

    /// <summary>The layer's inputs; for a recurrent layer the sequence, then any initial states. An Input has none.</summary>
    public IReadOnlyList<SymbolicTensor> Inputs { get; }

    /// <summary>A mask of the first input given explicitly, rather than carried along by the input.</summary>
    public SymbolicTensor? Mask { get; }

    /// <summary>The masks of all inputs given explicitly, null among them where every step counts; null where they are carried along.</summary>
    public IReadOnlyList<SymbolicTensor?>? Masks { get; }

    /// <summary>What the layer returns here.</summary>
    public IReadOnlyList<SymbolicTensor> Outputs { get; }

    /// <summary>The masks given explicitly, in the order of the inputs.</summary>
    internal IEnumerable<SymbolicTensor> GivenMasks => (Masks ?? [Mask]).OfType<SymbolicTensor>();

    /// <summary>Everything that must be computed before: the inputs and the masks given explicitly.</summary>
    internal IEnumerable<SymbolicTensor> Needs => Inputs.Concat(GivenMasks);

    /// <summary>Computes the outputs.</summary>
    /// <param name="value">The value of each of <see cref="Needs"/>.</param>
    /// <param name="training">Whether the layer acts as in training.</param>
    internal Tensor[] Run(Func<SymbolicTensor, Tensor> value, bool training)
    {
        Tensor[] inputs = [.. Inputs.Select(value)];
        return Masks is null
            ? Layer.Run(inputs, Mask is null ? null : value(Mask), training)
            : Layer.RunWithMasks(inputs, [.. Masks.Select(m => m is null ? null : value(m))], training);
    }
}
