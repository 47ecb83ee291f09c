namespace NotebookKit.Layers;

/// <content>Looking inside.</content>
public partial class RNN
{
    /// <summary>
    /// Runs the layer over a sequence and keeps every quantity inside the cell at every step, in the order of processing.
    /// At a masked step the states are those kept from before, while gates and candidates are what they would have been.
    /// States of a stateful layer are read but not moved on.
    /// </summary>
    /// <param name="input">(batch, time, features).</param>
    /// <param name="mask">Which time steps count, (batch, time); by default what the input carries along.</param>
    /// <exception cref="ArgumentException">The input does not fit; the message says what would.</exception>
    public CellTrace Trace(Tensor input, Tensor? mask = null) => Trace(input, [], mask);

    /// <summary>As <see cref="Trace(Tensor, Tensor?)"/>, from given states.</summary>
    /// <param name="input">(batch, time, features).</param>
    /// <param name="initialState">The states before the first step, in the cell's order.</param>
    /// <param name="mask">Which time steps count, (batch, time). Without one every step does, as in Keras 3, even where the input carries a
    /// mask.</param>
    /// <exception cref="ArgumentException">The input or the states do not fit; the message says what would.</exception>
    public CellTrace Trace(Tensor input, TensorList initialState, Tensor? mask = null)
    {
        using var noGrad = new NoGrad();
        Tensor[] inputs = [input, .. initialState];
        EnsureBuilt([.. inputs.Select(i => i.Shape)]);
        RequireFinite(this, input);
        var steps = new List<IReadOnlyList<CellQuantity>>();
        RecurrentLoop.Run(Prepare(inputs, mask ?? HeededMask(inputs.Length, new CallContext(false, [input.Mask])), training: false),
            (step, states) => steps.Add(Observed(step, states)));
        return new CellTrace(Name, Kind, [.. steps[0].Select((quantity, i) =>
            quantity with { Values = Tensor.Stack([.. steps.Select(s => s[i].Values)], axis: 1).WithAxes("batch", "time", "unit") })]);
    }

    /// <summary>A step's quantities, with the states as they hold after masking; for a cell that reports none, its states.</summary>
    private List<CellQuantity> Observed(CellStep step, TensorList states)
    {
        var quantities = new List<CellQuantity>();
        foreach (CellQuantity quantity in step.Quantities)
        {
            int state = Cell.StateNames.ToList().IndexOf(quantity.Name);
            quantities.Add(state < 0 ? quantity : quantity with { Values = states[state] });
        }
        for (int i = 0; i < states.Count; i++)
        {
            if (!quantities.Exists(q => q.Name == Cell.StateNames[i]))
                quantities.Add(new CellQuantity(Cell.StateNames[i], $"state {Cell.StateNames[i]}", states[i]));
        }

        return quantities;
    }
}
