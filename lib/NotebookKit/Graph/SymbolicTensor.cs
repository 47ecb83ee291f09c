namespace NotebookKit;

/// <summary>
/// A tensor of a model's graph: its shape is known (the batch axis open), its values come when the model runs. Layers
/// applied to it give further ones; see <see cref="Model"/>.
/// </summary>
public sealed class SymbolicTensor
{
    internal SymbolicTensor(LayerCall call, int index, Shape shape)
    {
        Call = call;
        Index = index;
        Shape = shape;
    }

    /// <summary>The axis lengths, the batch axis and others that vary <see cref="Shape.Unknown"/>.</summary>
    public Shape Shape { get; }

    /// <summary>The layer that makes it.</summary>
    public Layer Layer => Call.Layer;

    /// <summary>Which of that layer's outputs it is, from 0.</summary>
    public int Index { get; }

    /// <summary>The application of the layer that makes it.</summary>
    internal LayerCall Call { get; }

    /// <summary>The layer and the shape, for example <c>lstm (None, 3, 1)</c>.</summary>
    public override string ToString() => $"{Layer.Name}{(Call.Outputs.Length > 1 ? $"[{Index}]" : "")} {Shape}";
}

/// <summary>One application of a layer to symbolic tensors. A shared layer has several.</summary>
internal sealed class LayerCall
{
    public LayerCall(Layer layer, SymbolicTensor[] inputs, SymbolicTensor? mask, SymbolicTensor?[]? masks, Shape[] outputShapes)
    {
        Layer = layer;
        Inputs = inputs;
        Mask = mask;
        Masks = masks;
        Outputs = [.. outputShapes.Select((shape, i) => new SymbolicTensor(this, i, shape))];
    }

    public Layer Layer { get; }

    /// <summary>The layer's inputs; for a recurrent layer the sequence, then any initial states.</summary>
    public SymbolicTensor[] Inputs { get; }

    /// <summary>A mask of the first input given explicitly, rather than carried along by the input.</summary>
    public SymbolicTensor? Mask { get; }

    /// <summary>The masks of all inputs given explicitly, null among them where every step counts; null where they are carried along.</summary>
    public SymbolicTensor?[]? Masks { get; }

    /// <summary>The masks given explicitly, in the order of the inputs.</summary>
    public IEnumerable<SymbolicTensor> GivenMasks => (Masks ?? [Mask]).OfType<SymbolicTensor>();

    /// <summary>Everything that must be computed before: the inputs and the masks given explicitly.</summary>
    public IEnumerable<SymbolicTensor> Needs => Inputs.Concat(GivenMasks);

    /// <summary>Computes the outputs.</summary>
    /// <param name="value">The value of each of <see cref="Needs"/>.</param>
    /// <param name="training">Whether the layer acts as in training.</param>
    public Tensor[] Run(Func<SymbolicTensor, Tensor> value, bool training)
    {
        Tensor[] inputs = Array.ConvertAll(Inputs, i => value(i));
        return Masks is null
            ? Layer.Run(inputs, Mask is null ? null : value(Mask), training)
            : Layer.RunWithMasks(inputs, Array.ConvertAll(Masks, m => m is null ? null : value(m)), training);
    }

    public SymbolicTensor[] Outputs { get; }
}
