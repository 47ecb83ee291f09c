namespace NotebookKit.Layers;

/// <summary>What a recurrent layer computes in one application. Direction and input dropout are done already.</summary>
/// <param name="Cell">The built cell.</param>
/// <param name="X">The sequence in the order of processing, (batch, time, features).</param>
/// <param name="States">The states before the first step, each (batch, size).</param>
/// <param name="Mask">Which steps count, (batch, time) in the order of processing, or null.</param>
/// <param name="ReturnSequences">Whether the outputs of all steps are wanted.</param>
/// <param name="ZeroOutputForMask">Whether a masked step's output is zeros rather than that of the step before.</param>
internal sealed record RecurrentRun(
    RecurrentCell Cell, Tensor X, TensorList States, Tensor? Mask, bool ReturnSequences, bool ZeroOutputForMask);

/// <summary>What came of a <see cref="RecurrentRun"/>.</summary>
/// <param name="Sequence">The outputs of all steps, (batch, time, units), where they were wanted.</param>
/// <param name="Last">The output of the last step, (batch, units).</param>
/// <param name="States">The final states.</param>
internal sealed record RecurrentResult(Tensor? Sequence, Tensor Last, TensorList States);

/// <summary>
/// The plain way to run any cell over time: step by step, by operations that are each differentiated. Fused operations are
/// held to it by tests.
/// </summary>
internal static class RecurrentLoop
{
    /// <summary>Runs the cell over the sequence.</summary>
    /// <param name="run">What to compute.</param>
    /// <param name="observe">Called after every step with what the cell computed and the states that hold afterwards.</param>
    public static RecurrentResult Run(RecurrentRun run, Action<CellStep, TensorList>? observe = null)
    {
        Tensor[] steps = TimeSteps.Split(run.X);
        Tensor[]? masks = run.Mask is null ? null : TimeSteps.Split(run.Mask.ExpandDims(-1));
        var sequence = new List<Tensor>(run.ReturnSequences ? steps.Length : 0);
        TensorList states = run.States;
        Tensor? output = null;
        for (int t = 0; t < steps.Length; t++)
        {
            HostInterrupt.Check();
            CellStep step = run.Cell.Step(steps[t], states);
            if (masks is null)
            {
                (output, states) = (step.Output, step.States);
            }
            else
            {
                Tensor counts = masks[t];
                Tensor otherwise = output is null || run.ZeroOutputForMask ? Tensor.Zeros(step.Output.Shape) : output;
                output = Tensor.Where(counts, step.Output, otherwise);
                TensorList before = states;
                states = [.. step.States.Select((state, i) => Tensor.Where(counts, state, before[i]))];
            }
            observe?.Invoke(step, states);
            if (run.ReturnSequences)
                sequence.Add(output);
        }
        return new RecurrentResult(run.ReturnSequences ? Tensor.Stack([.. sequence], axis: 1) : null, output!, states);
    }
}
