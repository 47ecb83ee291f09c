using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>
/// A stack of layers, each applied to the one output of the layer before. Begun with an <see cref="Input"/> its weights
/// exist at once; otherwise they are made when the first data arrives.
/// </summary>
/// <example>
/// <code>
/// var model = new Sequential(
///     new Input(7, 12), new LSTM(128),                             // (None, 7, 12) → (None, 128)
///     new RepeatVector(4), new LSTM(128, returnSequences: true),   // (None, 4, 128)
///     new TimeDistributed(new Dense(12, "softmax")));              // (None, 4, 12)
/// </code>
/// </example>
public sealed class Sequential : Model
{
    private readonly List<Layer> _stack = [];

    /// <summary>A stack of these layers, first to last.</summary>
    /// <exception cref="ArgumentException">Two neighbours do not fit; the message says what would.</exception>
    public Sequential(params Layer[] layers)
        : this(layers, null)
    {
    }

    /// <summary>A stack of these layers with a name.</summary>
    /// <exception cref="ArgumentException">Two neighbours do not fit; the message says what would.</exception>
    public Sequential(IEnumerable<Layer> layers, string? name)
        : base(name)
    {
        _stack.AddRange(layers);
        if (_stack.FirstOrDefault() is Input)
            Connect();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => _stack;

    /// <summary>Puts a further layer on top.</summary>
    /// <exception cref="ArgumentException">It does not fit on what is there; the stack stays as it was.</exception>
    public void Add(Layer layer) => Insert(_stack.Count, layer);

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (!HasGraph)
        {
            if (_stack.Count == 0)
                throw new InvalidOperationException($"Sequential '{Name}' has no layers. Give it some, or Add them.");
            if (inputShapes.Count != 1)
                throw ShapeError("one input", inputShapes.Count, "For several inputs use Model.");
            Insert(0, new Input(inputShapes[0].Slice(1, inputShapes[0].Rank).ToArray()));
        }

        base.Validate(inputShapes);
    }

    /// <summary>Puts a layer into the stack, which stays as it was where that does not fit: data of another shape may come next.</summary>
    private void Insert(int at, Layer layer)
    {
        _stack.Insert(at, layer);
        try
        {
            if (_stack[0] is Input)
                Connect();
        }
        catch (ArgumentException)
        {
            _stack.RemoveAt(at);
            throw;
        }
    }

    private void Connect()
    {
        SymbolicTensor current = ((Input)_stack[0]).Output;
        if (_stack.Count == 1)
            return;
        foreach (Layer layer in _stack.Skip(1))
        {
            SymbolicOutputs outputs = layer.Apply(current);
            if (outputs.Count != 1)
            {
                throw new ArgumentException(
                    $"Sequential '{Name}' passes one tensor from layer to layer, but {layer.Kind} '{layer.Name}' returns {outputs.Count}. "
                    + "Drop returnState there, or build the network with Model.");
            }

            current = outputs[0];
        }
        SetGraph([((Input)_stack[0]).Output], [current]);
    }
}
