using System.Numerics.Tensors;

namespace NotebookKit.Layers;

/// <content>Applying the layer: initial states, stateful runs, direction.</content>
public partial class RNN
{
    /// <summary>Computes the layer's outputs for a sequence from given states.</summary>
    /// <param name="input">(batch, time, features).</param>
    /// <param name="initialState">The states before the first step, each (batch, size), in the cell's order: [h, c] for an LSTM, [h] for a GRU.</param>
    /// <param name="mask">Which time steps count, (batch, time); by default what the input carries along.</param>
    /// <param name="training">Whether the layer acts as in training, where dropout drops.</param>
    /// <exception cref="ArgumentException">The input or the states do not fit; the message says what would.</exception>
    public Outputs Apply(Tensor input, IReadOnlyList<Tensor> initialState, Tensor? mask = null, bool training = false)
    {
        RequireStateCount(initialState.Count);
        return Apply([input, .. initialState], mask, training);
    }

    /// <summary>Makes the layer part of a graph, starting from symbolic states, for example those of an encoder.</summary>
    /// <param name="input">(batch, time, features).</param>
    /// <param name="initialState">The states before the first step, each (batch, size), in the cell's order.</param>
    /// <param name="mask">A symbolic (batch, time) mask; by default what the input carries along.</param>
    /// <exception cref="ArgumentException">The input or the states do not fit; the message says what would.</exception>
    public SymbolicOutputs Apply(SymbolicTensor input, IReadOnlyList<SymbolicTensor> initialState, SymbolicTensor? mask = null)
    {
        RequireStateCount(initialState.Count);
        return Apply([input, .. initialState], mask);
    }

    /// <inheritdoc/>
    public void ResetState() => states = null;

    /// <inheritdoc/>
    protected override Tensor[] Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        if (!context.Training)
            RequireFinite(this, inputs[0]);
        RecurrentRun run = Prepare(inputs, context.Mask, context.Training);
        RecurrentResult result = FusedRecurrent.TryRun(run) ?? RecurrentLoop.Run(run);
        if (Stateful)
            states = [.. result.States.Select(s => s.Clone())];
        Tensor output = result.Sequence ?? result.Last;
        return ReturnState ? [output, .. result.States] : [output];
    }

    /// <summary>The run that inputs ask for: direction and dropout done, states chosen.</summary>
    private RecurrentRun Prepare(IReadOnlyList<Tensor> inputs, Tensor? mask, bool training)
    {
        Tensor x = inputs[0];
        if (mask is not null && mask.Shape != x.Shape.Slice(0, 2))
            throw new ArgumentException($"{Kind} '{Name}' expects a mask of shape {x.Shape.Slice(0, 2)}, as (batch, time); received {mask.Shape}. Give one number for every time step: 1 where it counts, 0 where it does not.");
        if (GoBackwards)
            (x, mask) = (x.Reverse(1), mask?.Reverse(1));
        IReadOnlyList<Tensor> initial = inputs.Count > 1 ? [.. inputs.Skip(1)]
            : Stateful && states is not null ? states
            : Cell.InitialStates(x.Shape[0]);
        return new RecurrentRun(Cell, Cell.Begin(x, training), initial, mask, ReturnSequences, ZeroOutputForMask);
    }

    private void RequireStateCount(int count)
    {
        if (count == Cell.StateSizes.Count)
            return;
        string names = string.Join(", ", Cell.StateNames);
        throw new ArgumentException($"{Kind} '{Name}' expects {Cell.StateSizes.Count} state{(Cell.StateSizes.Count == 1 ? "" : "s")} ({names}) to start from; received {count}. Give initialState: [{names}].");
    }

    /// <summary>Throws where an input holds NaN or an infinity, and says where.</summary>
    internal static void RequireFinite(Layer layer, Tensor x)
    {
        ReadOnlySpan<float> values = x.Values;
        if (TensorPrimitives.IsFiniteAll(values))
            return;
        int at = 0;
        while (float.IsFinite(values[at]))
            at++;
        int features = x.Shape[2], steps = x.Shape[1];
        string value = float.IsNaN(values[at]) ? "NaN" : values[at] > 0 ? "infinity" : "-infinity";
        throw new ArgumentException(
            $"{layer.Kind} '{layer.Name}' expects finite numbers; received {value} at sample {at / features / steps}, step {at / features % steps}, feature {at % features} (each counted from 0). Clean the data, or pad with a number and mask it.");
    }
}
