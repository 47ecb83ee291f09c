namespace NotebookKit.Layers;

/// <summary>
/// Applies a layer to every time step alike, with the same weights: (batch, time, …) becomes (batch, time, …). The mask
/// passes on. For Dense this is what Dense does on three axes anyway.
/// </summary>
public sealed class TimeDistributed : Layer
{
    /// <param name="layer">What is applied to each step's (batch, …).</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The layer is stateful.</exception>
    public TimeDistributed(Layer layer, string? name = null)
        : base(name)
    {
        if (layer is IStateful { Stateful: true })
            throw new ArgumentException($"TimeDistributed '{Name}' expects a layer that keeps nothing between calls; received {layer.Kind} '{layer.Name}', which is stateful. Drop stateful there.", nameof(layer));
        Layer = layer;
    }

    /// <summary>What is applied to each time step.</summary>
    public Layer Layer { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights => Layer.Weights;

    /// <inheritdoc/>
    public override IEnumerable<Weight> TrainableWeights => Trainable ? Layer.TrainableWeights : [];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape step = Layer.ComputeOutputShapes([StepShape(inputShapes[0])])[0];
        return [new Shape([inputShapes[0][0], inputShapes[0][1], .. step.Skip(1)])];
    }

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes[0].Rank < 3)
            throw ShapeError("(batch, time, …) with 3 axes or more", inputShapes[0], $"Set returnSequences: true in the layer before, or apply {Layer.Kind} without TimeDistributed.");
        if (IsBuilt)
            Layer.EnsureBuilt(StepShape(inputShapes[0]));
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        Shape step = StepShape(inputShapes[0]);
        Layer.EnsureBuilt(step);
        int outputs = Layer.ComputeOutputShapes([step]).Count;
        if (outputs != 1)
            throw new ArgumentException($"TimeDistributed '{Name}' expects a layer with one output; {Layer.Kind} '{Layer.Name}' has {outputs}. Drop returnState there.");
    }

    /// <inheritdoc/>
    protected override Tensor[] Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        Tensor x = inputs[0];
        // Every step of every sample is one sample to the layer inside.
        Tensor y = Layer.Run([x.Reshape(StepShape(x.Shape))], null, context.Training)[0];
        return [y.Reshape(new Shape([x.Shape[0], x.Shape[1], .. y.Shape.Skip(1)]))];
    }

    private static Shape StepShape(Shape x) => new([x[0] == Shape.Unknown || x[1] == Shape.Unknown ? Shape.Unknown : x[0] * x[1], .. x.Skip(2)]);
}
