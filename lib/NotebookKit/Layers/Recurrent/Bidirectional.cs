namespace NotebookKit.Layers;

/// <summary>
/// Runs a recurrent layer in both directions and joins the outputs (M. Schuster and K. K. Paliwal, "Bidirectional Recurrent
/// Neural Networks", 1997). With returnSequences the backward output is turned round, so that both speak of the same time.
/// With returnState all states follow: those of the forward layer, then those of the backward layer, so an LSTM gives five
/// tensors (output, forward h, forward c, backward h, backward c).
/// </summary>
/// <remarks>With returnSequences masked steps give zeros, as in Keras since TensorFlow 2.</remarks>
/// <example>
/// <code>
/// SymbolicTensor y = new Bidirectional(new LSTM(8, returnSequences: true)).Apply(new Input(5, 3));   // (None, 5, 16)
/// </code>
/// </example>
public sealed class Bidirectional : RecurrentLayer
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="layer">The layer as it runs forward; both directions are made after it, with weights of their own, unless backwardLayer
    /// is given.</param>
    /// <param name="mergeMode">How the outputs are joined; side by side unless said otherwise.</param>
    /// <param name="backwardLayer">
    /// The backward direction, where it is not to be made after the forward one; it has the opposite goBackwards. Both layers
    /// are then used as they are, but for zeroOutputForMask, which is set to returnSequences.
    /// </param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">The two layers do not fit together, or the layer cannot be copied.</exception>
    public Bidirectional(RNN layer, MergeMode mergeMode = MergeMode.Concat, RNN? backwardLayer = null, string? name = null)
        : base(name)
    {
        MergeMode = mergeMode;
        if (backwardLayer is null)
        {
            ForwardLayer = layer.Copy("forward_" + layer.Name, layer.GoBackwards, layer.ReturnSequences);
            BackwardLayer = layer.Copy("backward_" + layer.Name, !layer.GoBackwards, layer.ReturnSequences);
            return;
        }
        RequireFit(layer, backwardLayer);
        ForwardLayer = layer;
        BackwardLayer = backwardLayer;
        layer.ZeroOutputForMask = backwardLayer.ZeroOutputForMask = layer.ReturnSequences;
    }

    /// <summary>The layer that reads from the first step to the last.</summary>
    public RNN ForwardLayer { get; }

    /// <summary>The layer that reads from the last step to the first.</summary>
    public RNN BackwardLayer { get; }

    /// <summary>How the outputs are joined.</summary>
    public MergeMode MergeMode { get; }

    /// <inheritdoc/>
    public override bool ReturnSequences => ForwardLayer.ReturnSequences;

    /// <inheritdoc/>
    public override bool ReturnState => ForwardLayer.ReturnState;

    /// <inheritdoc/>
    public override bool Stateful => ForwardLayer.Stateful;

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [.. ForwardLayer.StateSizes, .. BackwardLayer.StateSizes];

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames =>
        [.. ForwardLayer.StateNames.Select(n => $"forward {n}"), .. BackwardLayer.StateNames.Select(n => $"backward {n}")];

    /// <summary>The forward layer's weights, then the backward layer's.</summary>
    public override IReadOnlyList<Weight> Weights => [.. ForwardLayer.Weights, .. BackwardLayer.Weights];

    /// <inheritdoc/>
    public override IEnumerable<Weight> TrainableWeights =>
        Trainable ? [.. ForwardLayer.TrainableWeights, .. BackwardLayer.TrainableWeights] : [];

    /// <inheritdoc/>
    public override void ResetState()
    {
        ForwardLayer.ResetState();
        BackwardLayer.ResetState();
    }

    /// <inheritdoc/>
    public override TensorList GetStates() => [.. ForwardLayer.GetStates(), .. BackwardLayer.GetStates()];

    private protected override void KeepStates(Tensor[] states)
    {
        ForwardLayer.SetStates([.. states.Take(ForwardLayer.StateSizes.Count)]);
        BackwardLayer.SetStates([.. states.Skip(ForwardLayer.StateSizes.Count)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        IReadOnlyList<Shape> forward = ForwardLayer.ComputeOutputShapes([inputShapes[0]]),
            backward = BackwardLayer.ComputeOutputShapes([inputShapes[0]]);
        Shape[] states = [.. forward.Skip(1), .. backward.Skip(1)];
        return MergeMode switch
        {
            MergeMode.None => [forward[0], backward[0], .. states],
            MergeMode.Concat => [forward[0].With(-1, forward[0][-1] + backward[0][-1]), .. states],
            _ => [forward[0], .. states],
        };
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        RequireSequence(inputShapes[0]);
        if (inputShapes.Count > 1)
            RecurrentCell.RequireStates(this, StateNames, StateSizes, inputShapes[0][0], [.. inputShapes.Skip(1)]);
        if (IsBuilt)
            Build(inputShapes);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        ForwardLayer.EnsureBuilt(inputShapes[0]);
        BackwardLayer.EnsureBuilt(inputShapes[0]);
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        if (!context.Training)
            RNN.RequireFinite(this, inputs[0]);
        int each = inputs.Count > 1 ? ForwardLayer.StateSizes.Count : 0;
        Tensor? mask = HeededMask(inputs.Count, context);
        Tensor[] forward = ForwardLayer.Run([inputs[0], .. inputs.Skip(1).Take(each)], [mask], context.Training);
        Tensor[] backward = BackwardLayer.Run([inputs[0], .. inputs.Skip(1 + each)], [mask], context.Training);
        Tensor y = forward[0], yBackward = ReturnSequences ? backward[0].Reverse(1) : backward[0];
        Tensor[] states = [.. forward.Skip(1), .. backward.Skip(1)];
        return MergeMode switch
        {
            MergeMode.Concat => [Tensor.Concat([y, yBackward]), .. states],
            MergeMode.Sum => [y + yBackward, .. states],
            MergeMode.Mul => [y * yBackward, .. states],
            MergeMode.Ave => [(y + yBackward) * 0.5f, .. states],
            _ => [y, yBackward, .. states],
        };
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs,
        CallContext context) =>
        !ReturnSequences ? [] : MergeMode == MergeMode.None ? [context.Mask, context.Mask] : [context.Mask];

    internal override IReadOnlyList<string>? OutputNames =>
        MergeMode == MergeMode.None ? ["forward output", "backward output", .. ReturnState ? StateNames : []] : base.OutputNames;

    /// <inheritdoc/>
    protected override string DescribeOutputs(int count)
    {
        if (MergeMode != MergeMode.None)
            return base.DescribeOutputs(count);
        string states = ReturnState ? $", then {string.Join(", ", StateNames)} because returnState is true" : "";
        return $"{Kind} '{Name}' returns its forward and its backward output because mergeMode is None{states}";
    }

    private void RequireFit(RNN layer, RNN backward)
    {
        if (backward.GoBackwards == layer.GoBackwards)
        {
            throw Misfit(
                $"a backwardLayer that runs the other way round; received {backward.Kind} '{backward.Name}' with goBackwards "
                + $"{(backward.GoBackwards ? "true" : "false")}, as in the forward layer",
                $"Set goBackwards: {(layer.GoBackwards ? "false" : "true")} there");
        }

        if (backward.ReturnSequences != layer.ReturnSequences || backward.ReturnState != layer.ReturnState
            || backward.Stateful != layer.Stateful)
        {
            throw Misfit("both directions with the same returnSequences, returnState and stateful; received different ones",
                "Set them alike");
        }

        if (ReferenceEquals(backward.Cell, layer.Cell))
            throw Misfit("two cells; received one for both directions", "Make a cell for each");
        if (MergeMode is MergeMode.Sum or MergeMode.Mul or MergeMode.Ave && backward.Cell.OutputSize != layer.Cell.OutputSize)
        {
            throw Misfit(
                $"as many units in both directions for mergeMode {MergeMode}; received {layer.Cell.OutputSize} and "
                + $"{backward.Cell.OutputSize}", "Make them equal, or use MergeMode.Concat");
        }

        ArgumentException Misfit(string expected, string remedy) => new($"Bidirectional '{Name}' expects {expected}. {remedy}.");
    }
}
