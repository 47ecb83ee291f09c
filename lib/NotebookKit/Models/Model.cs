namespace NotebookKit;

/// <summary>
/// A network made of layers applied to one another, from its inputs to its outputs. A model is itself a layer and can be
/// applied in a further model.
/// </summary>
/// <example>
/// <code>
/// var inputs = new Input(3, 1);                                                              // (None, 3, 1)
/// var (y, h, c) = new LSTM(8, returnSequences: true, returnState: true).Apply(inputs);       // (None, 3, 8), (None, 8), (None, 8)
/// var model = new Model(inputs, [y, h, c]);
/// </code>
/// </example>
public partial class Model : Layer
{
    private GraphPlan? _plan;

    /// <summary>A model with one input and one output.</summary>
    /// <exception cref="ArgumentException">The output does not depend on the inputs alone.</exception>
    public Model(SymbolicTensor input, SymbolicTensor output, string? name = null)
        : this([input], [output], name)
    {
    }

    /// <summary>A model with one input whose outputs are those of a layer, for example an LSTM with its states.</summary>
    /// <exception cref="ArgumentException">An output does not depend on the inputs alone.</exception>
    public Model(SymbolicTensor input, SymbolicOutputs outputs, string? name = null)
        : this([input], outputs.ToArray(), name)
    {
    }

    /// <summary>A model with one input and several outputs.</summary>
    /// <exception cref="ArgumentException">An output does not depend on the inputs alone.</exception>
    public Model(SymbolicTensor input, SymbolicTensor[] outputs, string? name = null)
        : this([input], outputs, name)
    {
    }

    /// <summary>A model with several inputs and one output.</summary>
    /// <exception cref="ArgumentException">The output does not depend on the inputs alone.</exception>
    public Model(SymbolicTensor[] inputs, SymbolicTensor output, string? name = null)
        : this(inputs, [output], name)
    {
    }

    /// <summary>A model with several inputs whose outputs are those of a layer.</summary>
    /// <exception cref="ArgumentException">An output does not depend on the inputs alone.</exception>
    public Model(SymbolicTensor[] inputs, SymbolicOutputs outputs, string? name = null)
        : this(inputs, outputs.ToArray(), name)
    {
    }

    /// <summary>A model with several inputs and several outputs.</summary>
    /// <exception cref="ArgumentException">An output does not depend on the inputs alone.</exception>
    public Model(SymbolicTensor[] inputs, SymbolicTensor[] outputs, string? name = null)
        : base(name)
    {
        SetGraph(inputs, outputs);
    }

    /// <summary>A model whose graph is set later, by <see cref="SetGraph"/>.</summary>
    private protected Model(string? name)
        : base(name)
    {
    }

    /// <summary>Where data enters.</summary>
    public virtual IReadOnlyList<SymbolicTensor> Inputs => Plan.Inputs;

    /// <summary>What the model returns.</summary>
    public virtual IReadOnlyList<SymbolicTensor> Outputs => Plan.Outputs;

    /// <summary>The layers in the order they run, each once, inputs among them.</summary>
    public virtual IReadOnlyList<Layer> Layers => Plan.Layers;

    /// <summary>
    /// The graph: every application of a layer in the order in which they run, inputs first. A layer that is shared occurs
    /// once for each place; a model inside this one is one application, and has calls of its own.
    /// </summary>
    /// <exception cref="InvalidOperationException">The input's shape is not known yet, so there is no graph.</exception>
    public IReadOnlyList<LayerCall> Calls => Plan.Calls;

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights => [.. Layers.SelectMany(l => l.Weights).Distinct()];

    /// <summary>How the graph runs.</summary>
    internal GraphPlan Plan => _plan ?? throw new InvalidOperationException(
        $"{Kind} '{Name}' has no graph yet, because its input's shape is not known. Begin it with an Input, for example new Input(3, 1), "
        + "or give it data.");

    /// <summary>
    /// Whether the graph is known: false only for a model that begins without an <see cref="Layers.Input"/> and has seen no data yet.
    /// </summary>
    public bool HasGraph => _plan is not null;

    /// <summary>The layer of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Layer GetLayer(string name) => Layers.FirstOrDefault(l => l.Name == name)
        ?? throw new ArgumentException(
            $"{Kind} '{Name}' has no layer '{name}'; its layers are {string.Join(", ", Layers.Select(l => l.Name))}.", nameof(name));

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => Plan.OutputShapes(inputShapes);

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        IReadOnlyList<SymbolicTensor> inputs = Inputs;
        if (inputShapes.Count != inputs.Count)
        {
            throw ShapeError(
                $"{inputs.Count} input{(inputs.Count == 1 ? "" : "s")} "
                + $"({string.Join(", ", inputs.Select(i => $"{i.Layer.Name} {i.Shape}"))})", inputShapes.Count,
                "Give one tensor for each input, in this order.");
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            if (!inputs[i].Shape.Accepts(inputShapes[i]))
            {
                throw ShapeError($"input '{inputs[i].Layer.Name}' of shape {inputs[i].Shape}", inputShapes[i],
                    Remedy(inputs[i].Shape, inputShapes[i]));
            }
        }
    }

    /// <summary>False: the layers inside have named what they know.</summary>
    protected override bool NamesOutputAxes => false;

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context) => Plan.Run(inputs, context);

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs,
        CallContext context) =>
        [.. outputs.Select(o => o.Mask)];

    /// <summary>Sets the graph, once.</summary>
    private protected void SetGraph(SymbolicTensor[] inputs, SymbolicTensor[] outputs)
    {
        _plan = new GraphPlan($"{Kind} '{Name}'", inputs, outputs);
        EnsureBuilt([.. inputs.Select(i => i.Shape)]);
    }

    private static string Remedy(Shape expected, Shape received) => expected.Rank == received.Rank
        ? "The axes must have these lengths; None stands for any."
        : expected.Rank == received.Rank + 1 && expected.Slice(1, expected.Rank).Accepts(received)
            ? $"The batch axis is missing: Reshape({string.Join(", ", new Shape([1, .. received]))})."
            : $"Reshape the data to {expected.Rank} axes, batch first.";
}
