namespace NotebookKit.Layers;

/// <summary>
/// Applies a layer to every time step alike, with the same weights: (batch, time, …) becomes (batch, time, …). For Dense
/// this is what Dense does on three axes anyway.
/// </summary>
/// <remarks>
/// A (batch, time) mask says nothing about what is inside a step. A mask with further axes says which words of each step
/// count, and the layer inside gets each step's slice of it, (batch, words). The mask goes on as it is, whatever the layer
/// inside makes of it: so it is in Keras 3, where a mask that is made inside, as by
/// <c>TimeDistributed(new Embedding(…, maskZero: true))</c>, stays there. Give it by hand to the layers behind, or embed
/// before distributing. With <see cref="Layer.MaskRule"/> Keras2 the mask behind the layer has the axes that are left: all
/// where the layer inside passes its mask on or makes one, as LSTM with returnSequences and Masking do, else (batch, time),
/// and a step counts when any word in it does.
/// </remarks>
/// <example>
/// <code>
/// SymbolicTensor y = new TimeDistributed(new Dense(12)).Apply(new Input(4, 128));   // (None, 4, 128) → (None, 4, 12)
/// </code>
/// </example>
public sealed class TimeDistributed : Layer
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="layer">What is applied to each step's (batch, …).</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The layer is stateful.</exception>
    public TimeDistributed(Layer layer, string? name = null)
        : base(name)
    {
        if (layer is IStateful { Stateful: true } || (layer is Model model && CarriedStates.LayersOf(model).Any()))
        {
            throw new ArgumentException(
                $"TimeDistributed '{Name}' expects a layer that keeps nothing between calls; received {layer.Kind} '{layer.Name}', which "
                + $"{(layer is Model ? "has a stateful layer" : "is stateful")}. Drop stateful there.", nameof(layer));
        }

        Layer = layer;
    }

    /// <summary>What is applied to each time step.</summary>
    public Layer Layer { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights => Layer.Weights;

    /// <inheritdoc/>
    public override IEnumerable<Weight> TrainableWeights => Trainable ? Layer.TrainableWeights : [];

    private protected override bool TakesOneInput => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape step = Layer.ComputeOutputShapes([StepShape(inputShapes[0])])[0];
        return [new Shape([inputShapes[0][0], inputShapes[0][1], .. step.Skip(1)])];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes[0].Rank < 3)
        {
            throw ShapeError("(batch, time, …) with 3 axes or more", inputShapes[0],
                $"Set returnSequences: true in the layer before, or apply {Layer.Kind} without TimeDistributed.");
        }

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
        {
            throw new ArgumentException(
                $"TimeDistributed '{Name}' expects a layer with one output; {Layer.Kind} '{Layer.Name}' has {outputs}. Drop "
                + "returnState there.");
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        RequireFit(context.Mask, x.Shape);
        if (context.Training && MixesSamples(Layer) && x.Shape[1] > 0)
            return [EachStepByItself(x, context)];
        // Every step of every sample is one sample to the layer inside.
        Tensor? stepMask = context.Mask is { Rank: > 2 } mask ? mask.Reshape(StepShape(mask.Shape)) : null;
        Tensor y = Layer.Run([x.Reshape(StepShape(x.Shape))], stepMask is null ? [] : [stepMask], context.Training)[0];
        Tensor output = y.Reshape(Steps(x.Shape, y.Shape));
        // Not yet the mask of the steps, which ComputeMasks settles.
        output.Mask = MaskRule == MaskRule.Keras2 ? y.Mask?.Reshape(Steps(x.Shape, y.Mask.Shape)) : null;
        return [output];
    }

    /// <summary>Whether a sample's result depends on the others of its batch in training, so that steps cannot be taken together.</summary>
    private static bool MixesSamples(Layer layer) => layer switch
    {
        BatchNormalization => layer.Trainable,
        Model model => model.Layers.Any(MixesSamples),
        TimeDistributed each => MixesSamples(each.Layer),
        _ => false,
    };

    /// <summary>
    /// The layer applied to one step after the other, as Keras does: each step is a batch with a mean and a variance of its own.
    /// </summary>
    private Tensor EachStepByItself(Tensor x, CallContext context)
    {
        var steps = new Tensor[x.Shape[1]];
        for (int t = 0; t < steps.Length; t++)
        {
            Tensor? mask = context.Mask is { } all && (all.Rank > 2 || Layer is BatchNormalization) ? all[.., t] : null;
            steps[t] = Layer.Run([x[.., t]], mask is null ? [] : [mask], training: true)[0];
        }
        return Tensor.Stack(steps, axis: 1);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs, CallContext context)
    {
        if (MaskRule == MaskRule.Keras3)
            return [context.Mask];
        Tensor? inner = outputs[0].Mask is { } made && made.Shape == outputs[0].Shape.Slice(0, made.Rank) ? made : null;
        if (context.Mask is not { } mask)
            return [inner];
        if (mask.Rank > 2)
            return [inner ?? mask.Reshape(mask.Shape[0], mask.Shape[1], -1).Max(-1)];
        return [inner is null ? mask : inner * mask.Reshape([.. mask.Shape, .. Enumerable.Repeat(1, inner.Rank - 2)])];
    }

    /// <summary>The mask must cover the first axes of the input: the batch, the time, and any inside a step.</summary>
    private void RequireFit(Tensor? mask, Shape x)
    {
        if (mask is not null && (mask.Rank < 2 || mask.Rank > x.Rank || mask.Shape != x.Slice(0, mask.Rank)))
        {
            throw new ArgumentException(
                $"TimeDistributed '{Name}' expects a mask of shape {x.Slice(0, 2)}, as (batch, time), or for what is inside the steps "
                + $"{x.Slice(0, 3)}; received {mask.Shape}. Give 1 where something counts, 0 where it does not.");
        }
    }

    private static Shape Steps(Shape x, Shape flat) => new([x[0], x[1], .. flat.Skip(1)]);

    private static Shape StepShape(Shape x) =>
        new([x[0] == Shape.Unknown || x[1] == Shape.Unknown ? Shape.Unknown : x[0] * x[1], .. x.Skip(2)]);
}
