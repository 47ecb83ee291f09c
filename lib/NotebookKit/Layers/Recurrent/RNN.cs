namespace NotebookKit.Layers;

/// <summary>
/// Runs a <see cref="RecurrentCell"/> over the time axis: (batch, time, features) becomes (batch, units), or with
/// returnSequences (batch, time, units), followed with returnState by the final states. <see cref="LSTM"/>,
/// <see cref="GRU"/> and <see cref="SimpleRNN"/> are this layer with their cells.
/// </summary>
/// <remarks>
/// A masked step leaves the states as they are and repeats the output of the step before (zeros before the first step that
/// counts). With goBackwards and returnSequences the output stands in the order of processing, last time step first, while
/// the mask is passed on in the order of the input, as in Keras.
/// </remarks>
/// <example>
/// <code>
/// SymbolicTensor y = new RNN(new LSTMCell(8), returnSequences: true).Apply(new Input(5, 3));   // (None, 5, 8)
/// </code>
/// </example>
/// <param name="cell">What computes one step.</param>
/// <param name="returnSequences">Whether the output of every time step is returned rather than that of the last.</param>
/// <param name="returnState">Whether the final states follow the output.</param>
/// <param name="goBackwards">Whether the steps run from the last to the first.</param>
/// <param name="stateful">Whether the states carry over from batch to batch, until <see cref="ResetState"/>.</param>
/// <param name="zeroOutputForMask">Whether a masked step gives zeros rather than the output of the step before.</param>
/// <param name="name">What summaries and errors call the layer.</param>
public partial class RNN(
    RecurrentCell cell, bool returnSequences = false, bool returnState = false, bool goBackwards = false, bool stateful = false,
    bool zeroOutputForMask = false, string? name = null)
    : RecurrentLayer(name)
{
    private Tensor[]? _states;

    /// <summary>A layer that sets its <see cref="Cell"/> itself.</summary>
    private protected RNN(bool returnSequences, bool returnState, bool goBackwards, bool stateful, bool zeroOutputForMask, string? name)
        : this(null!, returnSequences, returnState, goBackwards, stateful, zeroOutputForMask, name)
    {
    }

    /// <summary>What computes one step.</summary>
    public RecurrentCell Cell { get; private protected init; } = cell;

    /// <inheritdoc/>
    public override bool ReturnSequences { get; } = returnSequences;

    /// <inheritdoc/>
    public override bool ReturnState { get; } = returnState;

    /// <summary>Whether the steps run from the last to the first.</summary>
    public bool GoBackwards { get; } = goBackwards;

    /// <inheritdoc/>
    public override bool Stateful { get; } = stateful;

    /// <summary>Whether a masked step gives zeros rather than the output of the step before.</summary>
    public bool ZeroOutputForMask { get; internal set; } = zeroOutputForMask;

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => Cell.StateSizes;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => Cell.StateNames;

    /// <summary>The cell's weights, in Keras's order: kernel, recurrent kernel, bias.</summary>
    public override IReadOnlyList<Weight> Weights => Cell.Weights;

    /// <inheritdoc/>
    public override IEnumerable<Weight> TrainableWeights => Trainable ? Cell.TrainableWeights : [];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        int batch = inputShapes[0][0];
        Shape output = ReturnSequences ? new Shape(batch, inputShapes[0][1], Cell.OutputSize) : new Shape(batch, Cell.OutputSize);
        return ReturnState ? [output, .. Cell.StateSizes.Select(size => new Shape(batch, size))] : [output];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor?> ComputeMasks(TensorList inputs, TensorList outputs,
        CallContext context) =>
        ReturnSequences ? [context.Mask] : [];

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes) => Cell.EnsureBuilt(StepShape(inputShapes[0]));

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        RequireSequence(x);
        if (x[1] == 0)
            throw ShapeError("at least one time step", x, "Leave empty sequences out, or pad them and mask the padding.");
        RequireKnownFeatures(x, "Say it in the Input, for example new Input(Shape.Unknown, 1) for one feature.");
        RequireFeatures(IsBuilt && Cell is BuiltInCell cell ? cell.Kernel.Shape[0] : null, x);
        if (inputShapes.Count > 1)
            RecurrentCell.RequireStates(this, Cell.StateNames, Cell.StateSizes, x[0], [.. inputShapes.Skip(1)]);
        if (!Stateful)
            return;
        if (x[0] == Shape.Unknown)
        {
            throw ShapeError("a fixed batch size, because it is stateful", x,
                $"Give the Input one, for example new Input([{(x[1] == Shape.Unknown ? "Shape.Unknown" : x[1])}, {x[2]}], name: null, "
                + "batchSize: 32).");
        }

        if (_states is not null && inputShapes.Count == 1 && _states[0].Shape[0] != x[0])
        {
            throw ShapeError($"a batch of {_states[0].Shape[0]}, as in the batch before, because it is stateful", x,
                "Call ResetState() before a batch of another size.");
        }
    }

    /// <summary>A layer like this one with weights of its own, for one direction of a <see cref="Bidirectional"/>.</summary>
    internal virtual RNN Copy(string name, bool goBackwards, bool zeroOutputForMask) => throw new ArgumentException(
        $"Bidirectional expects LSTM, GRU, SimpleRNN, or a layer for each direction; received {Kind} '{Name}' alone, whose cell "
        + $"{Cell.Kind} it cannot copy. Give the second direction yourself: new Bidirectional(forward, backwardLayer: new RNN(new "
        + $"{Cell.Kind}(…), goBackwards: {(GoBackwards ? "false" : "true")})).");

    private static Shape StepShape(Shape x) => new(x[0], x[2]);

    internal static string RankRemedy(Shape x)
    {
        int[] sample = x.Rank == 0 ? [] : [.. x.Skip(1)];
        if (x.Rank > 0 && x[0] == Shape.Unknown)
        {
            return sample.Length == 1 && sample[0] != Shape.Unknown
                ? "Set returnSequences: true in the recurrent layer before; or, after an Input, give it time steps and features, for "
                + $"example new Input({sample[0]}, 1)."
                : "Give the Input two lengths, time steps and features, for example new Input(3, 1).";
        }

        return x.Rank switch
        {
            0 => "Reshape the input to 3 axes, for example Reshape(1, 1, 1).",
            1 => $"Reshape the input to 3 axes, for example Reshape(1, {x[0]}, 1).",
            2 => $"Reshape the input to 3 axes, for example Reshape(1, {x[0]}, {x[1]}).",
            _ => $"Reshape the input to 3 axes, for example Reshape({x[0]}, {x[1]}, -1).",
        };
    }
}
