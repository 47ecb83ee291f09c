namespace NotebookKit.Kernels;

/// <summary>
/// LSTM, GRU and SimpleRNN over whole batches of sequences, forward and backward through time, on the machine's vector path.
/// Tiny problems run on the plain loops, where packing weights would cost more than the work itself.
/// </summary>
internal static class RecurrentKernels
{
    /// <summary>Multiply-adds up to which the plain loops win.</summary>
    private const long TinyWork = 1500;

    /// <summary>
    /// Runs the layer. With <paramref name="save"/>, returns what <see cref="Backward"/> needs, otherwise null.
    /// </summary>
    /// <exception cref="ArgumentException">The length of an array does not fit the problem.</exception>
    public static RecurrentTape? Forward(in RecurrentProblem problem, in RecurrentInputs inputs, in RecurrentOutputs outputs, bool save) =>
        Forward(PathFor(problem), problem, inputs, outputs, save);

    /// <summary>
    /// Computes the wanted gradients from a tape, which it consumes and disposes. <paramref name="inputs"/> are those of the
    /// forward pass, unchanged.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tape has already served a backward pass.</exception>
    public static void Backward(RecurrentTape tape, in RecurrentInputs inputs, in RecurrentGradients gradients)
    {
        if (tape.IsUsed)
        {
            throw new InvalidOperationException(
                "This forward pass has already been taken back once. Run the layer again before the next Backward.");
        }

        RecurrentChecks.Inputs(tape.Problem, inputs);
        RecurrentChecks.Gradients(tape.Problem, inputs, gradients);
        using (tape)
        {
            if (tape.Path == KernelPath.Scalar)
                ReferenceBackward.Run(tape, inputs, gradients);
            else
                VectorRecurrent.Backward(tape, inputs, gradients);
        }
    }

    internal static RecurrentTape? Forward(
        KernelPath path, in RecurrentProblem problem, in RecurrentInputs inputs, in RecurrentOutputs outputs, bool save)
    {
        RecurrentChecks.Inputs(problem, inputs);
        RecurrentChecks.Outputs(problem, outputs);
        return path == KernelPath.Scalar
            ? ReferenceForward.Run(problem, inputs, outputs, save)
            : VectorRecurrent.Forward(path, problem, inputs, outputs, save);
    }

    private static KernelPath PathFor(in RecurrentProblem problem) =>
        problem.Work <= TinyWork ? KernelPath.Scalar : Machine.Path;
}
