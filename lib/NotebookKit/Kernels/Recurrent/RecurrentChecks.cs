namespace NotebookKit.Kernels;

/// <summary>Holds the lengths of all arrays to the problem, since the loops behind work on bare addresses.</summary>
internal static class RecurrentChecks
{
    public static void Inputs(in RecurrentProblem problem, in RecurrentInputs inputs)
    {
        long states = (long)problem.Batch * problem.Units, columns = (long)problem.Gates * problem.Units;
        long steps = (long)problem.Batch * (problem.RepeatedInput ? 1 : problem.Time);
        if (inputs.Tokens.IsEmpty)
        {
            Exactly("x", inputs.X.Length, steps * problem.Features);
        }
        else
        {
            if (problem.RepeatedInput)
                throw new ArgumentException("Tokens cannot be a repeated input; repeat the tokens themselves.");
            Exactly("tokens", inputs.Tokens.Length, steps);
            foreach (int token in inputs.Tokens)
            {
                if (token >= problem.Features)
                    throw new ArgumentException($"A token must be less than the vocabulary size {problem.Features}; received {token}.");
            }
        }
        Exactly("kernel", inputs.Kernel.Length, problem.Features * columns);
        Exactly("recurrent kernel", inputs.RecurrentKernel.Length, problem.Units * columns);
        IfPresent("bias", inputs.Bias.Length, problem.BiasLength);
        IfPresent("initial h", inputs.InitialH.Length, states);
        IfPresent("initial c", inputs.InitialC.Length, states);
        IfPresent("mask", inputs.Mask.Length, (long)problem.Batch * problem.Time);
    }

    public static void Outputs(in RecurrentProblem problem, in RecurrentOutputs outputs)
    {
        long states = (long)problem.Batch * problem.Units;
        IfPresent("sequence", outputs.Sequence.Length, states * problem.Time);
        IfPresent("last output", outputs.Last.Length, states);
        IfPresent("final h", outputs.FinalH.Length, states);
        IfPresent("final c", outputs.FinalC.Length, states);
    }

    public static void Gradients(in RecurrentProblem problem, in RecurrentInputs inputs, in RecurrentGradients gradients)
    {
        None("tokens", !inputs.Tokens.IsEmpty && !gradients.X.IsEmpty, "they select rows; give the rows themselves as x");
        None("an absent initial h", inputs.InitialH.IsEmpty && !gradients.InitialH.IsEmpty, "give zeros as the initial h");
        None("an absent initial c", inputs.InitialC.IsEmpty && !gradients.InitialC.IsEmpty, "give zeros as the initial c");
        long states = (long)problem.Batch * problem.Units, columns = (long)problem.Gates * problem.Units;
        long steps = (long)problem.Batch * (problem.RepeatedInput ? 1 : problem.Time);
        IfPresent("gradient of the sequence", gradients.Sequence.Length, states * problem.Time);
        IfPresent("gradient of the last output", gradients.Last.Length, states);
        IfPresent("gradient of the final h", gradients.FinalH.Length, states);
        IfPresent("gradient of the final c", gradients.FinalC.Length, states);
        IfPresent("gradient of x", gradients.X.Length, steps * problem.Features);
        IfPresent("gradient of the kernel", gradients.Kernel.Length, problem.Features * columns);
        IfPresent("gradient of the recurrent kernel", gradients.RecurrentKernel.Length, problem.Units * columns);
        IfPresent("gradient of the bias", gradients.Bias.Length, problem.BiasLength);
        IfPresent("gradient of the initial h", gradients.InitialH.Length, states);
        IfPresent("gradient of the initial c", gradients.InitialC.Length, states);
    }

    private static void None(string name, bool wanted, string instead)
    {
        if (wanted)
            throw new ArgumentException($"There is no gradient of {name}: {instead}.");
    }

    private static void IfPresent(string name, int length, long expected)
    {
        if (length != 0)
            Exactly(name, length, expected);
    }

    private static void Exactly(string name, int length, long expected)
    {
        if (length != expected)
            throw new ArgumentException($"The {name} needs {expected} values; received {length}.");
    }
}
