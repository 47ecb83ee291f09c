namespace NotebookKit;

/// <summary>
/// A piece of a network with weights of its own. Applied to a tensor by <see cref="Apply(Tensor, Tensor?, bool)"/> it
/// computes at once; applied to a symbolic tensor it becomes part of a graph from which a <see cref="Model"/> is made.
/// Weights come into being at the first application, when the number of input features is known. Derive from this class to write
/// a layer of your own: make weights in <see cref="Build"/>, say the outputs' shapes, and compute in <see cref="Call"/>.
/// </summary>
/// <example>
/// <code>
/// // A factor for each feature, learned: (batch, …, features) keeps its shape.
/// class Scale(string? name = null) : Layer(name)
/// {
///     private Weight? _factor;
///
///     protected override void Build(IReadOnlyList&lt;Shape&gt; inputShapes) =>
///         _factor = AddWeight("factor", new Shape(inputShapes[0][-1]), new Ones());
///
///     public override IReadOnlyList&lt;Shape&gt; ComputeOutputShapes(IReadOnlyList&lt;Shape&gt; inputShapes) => inputShapes;
///
///     protected override TensorList Call(TensorList inputs, CallContext context) => inputs[0] * _factor!.Value;
/// }
///
/// var model = new Sequential(new Input(7, 3), new Scale(), new LSTM(4));   // (None, 7, 3), (None, 7, 3), (None, 4)
/// </code>
/// </example>
/// <remarks>A file cannot hold code: a model with a layer of your own is saved by its weights alone, SaveWeights.</remarks>
public abstract partial class Layer
{
    private readonly List<Weight> _weights = [];

    /// <summary>Gives the layer its name; weights come later, when the inputs are known.</summary>
    /// <param name="name">What summaries and errors call the layer; by default its kind and a running number, as in Keras.</param>
    protected Layer(string? name) => Name = name ?? LayerNames.Next(GetType());

    /// <summary>What summaries and errors call the layer.</summary>
    public string Name { get; }

    /// <summary>Its kind, for example <c>LSTM</c>.</summary>
    public string Kind => GetType().Name;

    /// <summary>Whether the weights exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Whether training changes the layer's weights; true unless set otherwise.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// Whose rules for masks the layer follows where Keras changed them; Keras 3's unless set otherwise, as for a model
    /// opened from an older file. Layers whose masks are the same in all versions do not look at it.
    /// </summary>
    public MaskRule MaskRule { get; set; }

    /// <summary>The weights, in Keras's order.</summary>
    public virtual IReadOnlyList<Weight> Weights => _weights;

    /// <summary>The weights that training changes.</summary>
    public virtual IEnumerable<Weight> TrainableWeights => Trainable ? Weights.Where(w => w.Trainable) : [];

    /// <summary>The number of numbers in all weights.</summary>
    public int CountParams() => Weights.Sum(w => w.Shape.Size);

    /// <summary>Copies of all weights, in Keras's order and layout.</summary>
    public TensorList GetWeights() => [.. Weights.Select(w => w.Value.Clone())];

    /// <summary>Replaces all weights.</summary>
    /// <param name="values">As many tensors as <see cref="GetWeights"/> gives, in the same order and of the same shapes.</param>
    /// <exception cref="InvalidOperationException">The layer has no weights yet, because it was not applied to anything.</exception>
    /// <exception cref="ArgumentException">The number of tensors or a shape differs; no weight is changed then.</exception>
    public void SetWeights(params TensorList values)
    {
        if (!IsBuilt && values.Count > 0)
        {
            throw new InvalidOperationException(
                $"{Kind} '{Name}' has no weights yet: they are made when the number of input features is known. Apply the layer first, or "
                + "give the model an Input.");
        }

        if (values.Count != Weights.Count)
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' has {Weights.Count} weights: {string.Join(", ", Weights)}; received {values.Count} tensors.",
                nameof(values));
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].Shape != Weights[i].Shape)
            {
                throw new ArgumentException(
                    $"{Kind} '{Name}' expects {Weights[i].Name} of shape {Weights[i].Shape}; received {values[i].Shape}. "
                    + $"{WeightRemedy(Weights[i].Name, values[i].Shape)}", nameof(values));
            }
        }
        // A value may be another of the weights, as when two are exchanged: all are read before any is written.
        IReadOnlyList<Weight> targets = Weights;
        Tensor[] sources = [.. values.Select(v => targets.Any(w => ReferenceEquals(w.Value.Data, v.Data)) ? v.Clone() : v)];
        for (int i = 0; i < sources.Length; i++)
            sources[i].Values.CopyTo(targets[i].Value.Data);
    }

    /// <summary>What the error for a weight of another shape advises.</summary>
    /// <param name="weight">The weight's name.</param>
    /// <param name="received">The shape that came for it.</param>
    private protected virtual string WeightRemedy(string weight, Shape received) =>
        "The weights must come from a layer with the same settings and as many input features.";

    /// <summary>Makes the weights, if they do not exist yet, for inputs of these shapes.</summary>
    /// <exception cref="ArgumentException">The layer cannot take such inputs.</exception>
    public void EnsureBuilt(params IReadOnlyList<Shape> inputShapes)
    {
        if (TakesOneInput && inputShapes.Count != 1)
        {
            throw ShapeError("one input", inputShapes.Count == 0 ? "none" : $"{inputShapes.Count}: {string.Join(" and ", inputShapes)}",
                "Apply the layer to each, or join them first, for example by Concatenate.");
        }

        Validate(inputShapes);
        if (IsBuilt)
            return;
        using (BufferPool.Suspend())
            Build(inputShapes);
        IsBuilt = true;
    }

    /// <summary>Makes the weights by <see cref="AddWeight"/>. Called once, with valid shapes.</summary>
    protected virtual void Build(IReadOnlyList<Shape> inputShapes)
    {
    }

    /// <summary>Checks the inputs' shapes at every application. Throw by <see cref="ShapeError"/>.</summary>
    protected virtual void Validate(IReadOnlyList<Shape> inputShapes)
    {
    }

    /// <summary>The shapes of the outputs for inputs of these shapes; axes may be open.</summary>
    public abstract IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes);

    /// <summary>Computes the outputs from valid inputs, by operations that can be differentiated.</summary>
    protected abstract TensorList Call(TensorList inputs, CallContext context);

    /// <summary>The masks of the outputs; by default that of the first input where <see cref="PassesMask"/>, else none.</summary>
    protected virtual IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs,
        CallContext context) =>
        PassesMask && outputs.Count == 1 ? [context.Mask] : [];

    /// <summary>Whether the layer has exactly one input, so that a list of others is a mistake; false unless said otherwise.</summary>
    private protected virtual bool TakesOneInput => false;

    /// <summary>Whether the time axis passes unchanged, so that the input's mask holds for the output too.</summary>
    protected virtual bool PassesMask => false;

    /// <summary>
    /// Whether the outputs of two and three axes are (batch, unit) and (batch, time, unit), as tables then call the axes; true
    /// unless said otherwise. Names that the layer's operations hand on from its input stay.
    /// </summary>
    protected virtual bool NamesOutputAxes => true;

    /// <summary>What each of several outputs is, in a word or two, for display; null where they have no names.</summary>
    internal virtual IReadOnlyList<string>? OutputNames => null;

    /// <summary>What an error says about the number of outputs, for example which flags made them.</summary>
    protected virtual string DescribeOutputs(int count) => $"{Kind} '{Name}' returns {count} output{(count == 1 ? "" : "s")}";

    /// <summary>Adds a weight, in Keras's order.</summary>
    /// <param name="name">What it is in the layer, in Keras's words.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">What it starts as.</param>
    /// <param name="trainable">Whether training changes it.</param>
    /// <param name="axes">What its axes are called in tables, for example input, unit; null for an axis without a name.</param>
    protected Weight AddWeight(string name, Shape shape, Initializer initializer, bool trainable = true, string?[]? axes = null)
    {
        if (axes is not null && axes.Length != shape.Rank)
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' names {axes.Length} axes of its weight {name} {shape}; expected {shape.Rank}, one for each.",
                nameof(axes));
        }

        Initializer.RequireRoom(this, name, shape);
        var weight = new Weight(name, initializer.Sample(shape).Named(axes), trainable);
        _weights.Add(weight);
        return weight;
    }

    /// <summary>The error for an input that does not fit.</summary>
    /// <param name="expected">What would fit, for example <c>(batch, time, features)</c>.</param>
    /// <param name="received">The shape or what else came.</param>
    /// <param name="remedy">A sentence that says what to do.</param>
    protected ArgumentException ShapeError(string expected, object received, string remedy) =>
        new($"{Kind} '{Name}' expects {expected}; received {received}. {remedy}");
}
