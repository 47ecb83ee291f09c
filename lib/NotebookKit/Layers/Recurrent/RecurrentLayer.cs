namespace NotebookKit.Layers;

/// <summary>
/// A layer over the time axis that can start from given states: <see cref="RNN"/> with its kinds <see cref="LSTM"/>,
/// <see cref="GRU"/> and <see cref="SimpleRNN"/>, and <see cref="Bidirectional"/>.
/// </summary>
/// <remarks>
/// Given initial states, the layer computes every step, masked ones too, unless it is given the mask by hand:
/// <c>Apply(x, initialState: [h, c], mask: x.Mask)</c>. So it is in Keras 3, which hands a layer the mask that travels with
/// its input only where that input is its one argument. Keras 2 heeded the mask all the same; a layer with
/// <see cref="Layer.MaskRule"/> Keras2 does so. By either rule the mask goes on to the layers behind.
/// <para>
/// Only this library derives from it: a network of your own is an <see cref="RNN"/> of a <see cref="RecurrentCell"/> of your own.
/// </para>
/// </remarks>
public abstract class RecurrentLayer : Layer, IStateful
{
    private protected RecurrentLayer(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public abstract bool Stateful { get; }

    /// <summary>Whether the output of every time step is returned rather than that of the last.</summary>
    public abstract bool ReturnSequences { get; }

    /// <summary>Whether the final states follow the output.</summary>
    public abstract bool ReturnState { get; }

    /// <summary>The number of units of every state, in the order in which they are given and returned.</summary>
    public abstract IReadOnlyList<int> StateSizes { get; }

    /// <summary>What the states are called, in the same order.</summary>
    public abstract IReadOnlyList<string> StateNames { get; }

    /// <inheritdoc/>
    public abstract void ResetState();

    /// <summary>
    /// Copies of the states that the next batch starts from where the layer is stateful, each (batch, units), in the order of
    /// <see cref="StateNames"/>; empty where it starts from zeros, as before the first batch and after <see cref="ResetState"/>.
    /// </summary>
    public abstract TensorList GetStates();

    /// <summary>Sets the states that the next batch starts from.</summary>
    /// <param name="states">As many as <see cref="StateNames"/>, each (batch, units); none to start from zeros.</param>
    /// <exception cref="InvalidOperationException">The layer is not stateful, so no batch would start from them.</exception>
    /// <exception cref="ArgumentException">Their number or a shape does not fit; the states are as they were then.</exception>
    public void SetStates(params TensorList states)
    {
        if (!Stateful)
        {
            throw new InvalidOperationException(
                $"{Kind} '{Name}' keeps no states, because stateful is false. Give it states to start from as initialState, or make it "
                + "with stateful: true.");
        }

        if (states.Count == 0)
        {
            ResetState();
            return;
        }
        RequireStates(states);
        RecurrentCell.RequireStates(this, StateNames, StateSizes, states[0].Rank > 0 ? states[0].Shape[0]
            : Shape.Unknown, [.. states.Select(s => s.Shape)]);
        KeepStates([.. states.Select(s => s.Clone())]);
    }

    /// <summary>Takes over valid states for the next batch.</summary>
    private protected abstract void KeepStates(Tensor[] states);

    /// <summary>Computes the layer's outputs for a sequence.</summary>
    /// <param name="input">(batch, time, features).</param>
    /// <param name="mask">Which time steps count, (batch, time); by default what the input carries along.</param>
    /// <param name="training">Whether the layer acts as in training, where dropout drops.</param>
    /// <remarks>Declared here again, so that a single tensor behind the input is the mask, as for every layer, and not a state.</remarks>
    /// <exception cref="ArgumentException">The shape does not fit; the message says what would.</exception>
    public new Outputs Apply(Tensor input, Tensor? mask = null, bool training = false) => base.Apply(input, mask, training);

    /// <summary>Computes the layer's outputs for a sequence from given states.</summary>
    /// <param name="input">(batch, time, features).</param>
    /// <param name="initialState">The states before the first step, each (batch, units): [h, c] for an LSTM, [h] for a GRU, for
    /// Bidirectional those of the forward layer and then those of the backward layer.</param>
    /// <param name="mask">Which time steps count, (batch, time). Without one every step is computed, as in Keras 3, even where the input
    /// carries a mask.</param>
    /// <param name="training">Whether the layer acts as in training, where dropout drops.</param>
    /// <exception cref="ArgumentException">The input or the states do not fit; the message says what would.</exception>
    public Outputs Apply(Tensor input, TensorList initialState, Tensor? mask = null, bool training = false)
    {
        RequireStates(initialState);
        return Apply([input, .. initialState], mask, training);
    }

    /// <summary>Makes the layer part of a graph, starting from symbolic states, for example those of an encoder.</summary>
    /// <param name="input">(batch, time, features).</param>
    /// <param name="initialState">The states before the first step, each (batch, units), in the order of <see cref="StateNames"/>.</param>
    /// <param name="mask">A symbolic (batch, time) mask. Without one every step is computed, as in Keras 3, even where the input carries a
    /// mask.</param>
    /// <exception cref="ArgumentException">The input or the states do not fit; the message says what would.</exception>
    public SymbolicOutputs Apply(SymbolicTensor input, IReadOnlyList<SymbolicTensor> initialState, SymbolicTensor? mask = null)
    {
        RequireStates(initialState);
        return Apply([input, .. initialState], mask);
    }

    /// <summary>
    /// The mask that the computation heeds: by Keras 3's rule none that travels with the input, where initial states are given.
    /// </summary>
    /// <param name="inputs">The number of inputs: the sequence, and any initial states.</param>
    /// <param name="context">The circumstances of the call.</param>
    private protected Tensor? HeededMask(int inputs, CallContext context) =>
        inputs > 1 && !context.MaskIsGiven && MaskRule == MaskRule.Keras3 ? null : context.Mask;

    internal override IReadOnlyList<string>? OutputNames => ReturnState ? ["output", .. StateNames] : null;

    /// <inheritdoc/>
    protected override string DescribeOutputs(int count)
    {
        string output = ReturnSequences ? "its output at every time step" : "its output";
        return ReturnState
            ? $"{Kind} '{Name}' returns {string.Join(", ", StateNames.SkipLast(1).Prepend(output))} and {StateNames[^1]} because "
            + "returnState is true"
            : $"{Kind} '{Name}' returns {output} and no states, because returnState is false";
    }

    private void RequireStates<T>(IReadOnlyList<T> states) where T : class
    {
        if (states.Count != StateSizes.Count)
            throw RecurrentCell.StateCountError(this, StateNames, states.Count);
        for (int i = 0; i < states.Count; i++)
        {
            if (states[i] is null)
            {
                throw new ArgumentException(
                    $"{Kind} '{Name}' expects the initial state {StateNames[i]}, (batch, units); received null. Give zeros of that shape, "
                    + "or no initialState at all to start from zeros.");
            }
        }
    }
}
