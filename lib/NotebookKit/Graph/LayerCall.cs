namespace NotebookKit;

/// <summary>
/// One application of a layer in a graph: which tensors go in, which come out. A shared layer has several. A model's are
/// listed by <see cref="Model.Calls"/>, and each tensor knows the one that makes it, <see cref="SymbolicTensor.Call"/>.
/// </summary>
public sealed class LayerCall
{
    internal LayerCall(
        Layer layer, IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<SymbolicTensor?> masks, IReadOnlyList<Shape> outputShapes)
    {
        Layer = layer;
        Inputs = inputs;
        Masks = masks;
        Outputs = [.. outputShapes.Select((shape, i) => new SymbolicTensor(this, i, shape))];
    }

    /// <summary>The layer that is applied.</summary>
    public Layer Layer { get; }

    /// <summary>The layer's inputs; for a recurrent layer the sequence, then any initial states. An Input has none.</summary>
    public IReadOnlyList<SymbolicTensor> Inputs { get; }

    /// <summary>
    /// The masks given explicitly, in the order of the inputs: null for an input whose every step counts. Empty where none was
    /// given; an input beyond the list's end keeps the mask that it carries along.
    /// </summary>
    public IReadOnlyList<SymbolicTensor?> Masks { get; }

    /// <summary>The tensors that come out, in the layer's order.</summary>
    public IReadOnlyList<SymbolicTensor> Outputs { get; }

    /// <summary>Everything that must be computed before: the inputs and the masks given explicitly.</summary>
    public IEnumerable<SymbolicTensor> Needs => Inputs.Concat(Masks.OfType<SymbolicTensor>());

    /// <summary>The layer and what goes in and comes out, for example <c>lstm: input_layer (None, 3, 1) → lstm (None, 2)</c>.</summary>
    public override string ToString() =>
        $"{Layer.Name}: {(Inputs.Count == 0 ? "data" : string.Join(", ", Inputs))} → {string.Join(", ", Outputs)}";

    /// <summary>Computes the outputs.</summary>
    /// <param name="value">The value of each of <see cref="Needs"/>.</param>
    /// <param name="training">Whether the layer acts as in training.</param>
    internal Tensor[] Run(Func<SymbolicTensor, Tensor> value, bool training) => Layer.Run(
        [.. Inputs.Select(value)], [.. Masks.Select(m => m is null ? null : value(m))], training);
}
