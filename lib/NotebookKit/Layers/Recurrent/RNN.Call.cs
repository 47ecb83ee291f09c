namespace NotebookKit.Layers;

/// <content>Applying the layer: initial states, stateful runs, direction.</content>
public partial class RNN
{
    /// <inheritdoc/>
    public override void ResetState() => _states = null;

    /// <inheritdoc/>
    public override TensorList GetStates() => _states is null ? [] : [.. _states.Select(s => s.Clone())];

    private protected override void KeepStates(Tensor[] states) => _states = states;

    /// <summary>The states that the next batch starts from where the layer is stateful; null for zeros.</summary>
    internal Tensor[]? Carried
    {
        get => _states;
        set => _states = value;
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        if (!context.Training)
            RequireFinite(this, inputs[0]);
        RecurrentRun run = Prepare(inputs, HeededMask(inputs.Count, context), context.Training);
        RecurrentResult result = FusedRecurrence.TryRun(run) ?? RecurrentLoop.Run(run);
        if (Stateful)
            _states = [.. result.States.Select(s => s.Clone())];
        Tensor output = result.Sequence ?? result.Last;
        return ReturnState ? [output, .. result.States] : [output];
    }

    /// <summary>The run that inputs ask for: direction and dropout done, states chosen.</summary>
    private RecurrentRun Prepare(TensorList inputs, Tensor? mask, bool training)
    {
        Tensor x = inputs[0];
        if (mask is not null && mask.Shape != x.Shape.Slice(0, 2))
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' expects a mask of shape {x.Shape.Slice(0, 2)}, as (batch, time); received {mask.Shape}. Give one number "
                + "for every time step: 1 where it counts, 0 where it does not.");
        }

        if (GoBackwards)
            (x, mask) = (x.Reverse(1), mask?.Reverse(1));
        TensorList initial = inputs.Count > 1 ? [.. inputs.Skip(1)]
            : Stateful && _states is not null ? _states
            : Cell.InitialStates(x.Shape[0]);
        return new RecurrentRun(Cell, Cell.Begin(x, training), initial, mask, ReturnSequences, ZeroOutputForMask);
    }

    /// <summary>Throws where an input holds NaN or an infinity, and says where.</summary>
    internal static void RequireFinite(Layer layer, Tensor x)
    {
        if (NonFinite.First(x) is not { } at)
            return;
        int features = x.Shape[2], steps = x.Shape[1];
        throw new ArgumentException(
            $"{layer.Kind} '{layer.Name}' expects finite numbers; received {NonFinite.Say(x.Values[at])} at sample "
            + $"{at / features / steps}, step {at / features % steps}, feature {at % features} (each counted from 0). Clean the data, or "
            + "pad with a number and mask it.");
    }
}
