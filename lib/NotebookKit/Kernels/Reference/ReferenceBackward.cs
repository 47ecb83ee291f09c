namespace NotebookKit.Kernels;

/// <summary>Backward through time by the derivatives of the equations, one sequence and one step after another.</summary>
internal static unsafe class ReferenceBackward
{
    public static void Run(RecurrentTape tape, in RecurrentInputs inputs, in RecurrentGradients gradients)
    {
        RecurrentProblem problem = tape.Problem;
        int units = problem.Units, columns = problem.Gates * units, rowLength = problem.Slots * units;
        gradients.X.Clear();
        gradients.Kernel.Clear();
        gradients.RecurrentKernel.Clear();
        gradients.Bias.Clear();
        using var work = Scratch.Rent(5 * units + 2 * columns);
        Span<float> dH = new(work.Pointer, units), dC = new(work.Pointer + units, units), carried = new(work.Pointer + 2 * units, units);
        Span<float> previous = new(work.Pointer + 3 * units, units), dReset = new(work.Pointer + 4 * units, units);
        Span<float> dX = new(work.Pointer + 5 * units, columns), dRecurrent = new(work.Pointer + 5 * units + columns, columns);

        for (int b = 0; b < problem.Batch; b++)
        {
            Start(gradients.FinalH, b, dH);
            Start(gradients.FinalC, b, dC);
            carried.Clear();
            for (int step = problem.Time - 1; step >= 0; step--)
            {
                AddOutput(gradients, problem, b, step, carried);
                bool masked = !inputs.Mask.IsEmpty && inputs.Mask[b * problem.Time + step] == 0f;
                if (masked)
                {
                    if (problem.ZeroOutputForMask)
                        carried.Clear();
                    continue;
                }
                for (int u = 0; u < units; u++)
                    dH[u] += carried[u];
                carried.Clear();

                nint at = (nint)step * problem.Batch + b;
                ReadOnlySpan<float> slots = new(tape.Gates.Pointer + at * rowLength, rowLength),
                    h = new(tape.H.Pointer + at * units, units);
                previous.Clear();
                switch (problem.Cell)
                {
                    case CellKind.Lstm:
                        Lstm(problem, slots, new(tape.C!.Pointer + at * units, units),
                            new(tape.C.Pointer + (at + problem.Batch) * units, units), dH, dC, dX);
                        break;
                    case CellKind.SimpleRnn:
                        for (int u = 0; u < units; u++)
                            dX[u] = dH[u] * ReferenceMath.Derivative(problem.Activation, slots[u]);
                        break;
                    default:
                        Gru(problem, inputs, slots, h, dH, dX, dRecurrent, dReset, previous);
                        break;
                }
                bool gru = problem.Gates == 3, after = problem.Cell == CellKind.GruResetAfter;
                ReadOnlySpan<float> recurrent = !gru ? dX : after ? dRecurrent : dX[..(2 * units)];
                ReferenceProducts.AddTransposed(recurrent, inputs.RecurrentKernel, columns, 0, previous);
                ReferenceProducts.AddOuter(h, recurrent, gradients.RecurrentKernel, columns, 0);
                if (gru && !after)
                    ReferenceProducts.AddOuter(slots[(3 * units)..], dX[(2 * units)..], gradients.RecurrentKernel, columns, 2 * units);
                previous.CopyTo(dH);
                AddWeightGradients(problem, inputs, gradients, b, step, dX, after ? dRecurrent : default);
            }
            CopyOut(dH, gradients.InitialH, b);
            CopyOut(dC, gradients.InitialC, b);
        }
    }

    private static void Lstm(
        in RecurrentProblem problem, ReadOnlySpan<float> slots, ReadOnlySpan<float> c, ReadOnlySpan<float> newC,
        ReadOnlySpan<float> dH, Span<float> dC, Span<float> dX)
    {
        int units = problem.Units;
        (ActivationKind a, ActivationKind ra) = (problem.Activation, problem.RecurrentActivation);
        for (int u = 0; u < units; u++)
        {
            float i = slots[u], f = slots[units + u], g = slots[2 * units + u], o = slots[3 * units + u];
            float squashed = ReferenceMath.Apply(a, newC[u]);
            float d = dC[u] + dH[u] * o * ReferenceMath.Derivative(a, squashed);
            dX[u] = d * g * ReferenceMath.Derivative(ra, i);
            dX[units + u] = d * c[u] * ReferenceMath.Derivative(ra, f);
            dX[2 * units + u] = d * i * ReferenceMath.Derivative(a, g);
            dX[3 * units + u] = dH[u] * squashed * ReferenceMath.Derivative(ra, o);
            dC[u] = d * f;
        }
    }

    private static void Gru(
        in RecurrentProblem problem, in RecurrentInputs inputs, ReadOnlySpan<float> slots, ReadOnlySpan<float> h,
        ReadOnlySpan<float> dH, Span<float> dX, Span<float> dRecurrent, Span<float> dReset, Span<float> previous)
    {
        int units = problem.Units;
        bool after = problem.Cell == CellKind.GruResetAfter;
        ReadOnlySpan<float> n = slots[..units], z = slots.Slice(units, units), r = slots.Slice(2 * units, units),
            fourth = slots[(3 * units)..];
        for (int u = 0; u < units; u++)
        {
            dX[u] = dH[u] * (h[u] - n[u]) * ReferenceMath.Derivative(problem.RecurrentActivation, z[u]);
            dX[2 * units + u] = dH[u] * (1f - z[u]) * ReferenceMath.Derivative(problem.Activation, n[u]);
            previous[u] = dH[u] * z[u];
        }
        dReset.Clear();
        if (after)
        {
            for (int u = 0; u < units; u++)
                dReset[u] = dX[2 * units + u] * fourth[u];
        }
        else
        {
            ReferenceProducts.AddTransposed(dX[(2 * units)..], inputs.RecurrentKernel, 3 * units, 2 * units, dReset);
        }
        for (int u = 0; u < units; u++)
        {
            if (!after)
                previous[u] += dReset[u] * r[u];
            float dR = after ? dReset[u] : dReset[u] * h[u];
            dX[units + u] = dR * ReferenceMath.Derivative(problem.RecurrentActivation, r[u]);
            if (!after)
                continue;
            dRecurrent[u] = dX[u];
            dRecurrent[units + u] = dX[units + u];
            dRecurrent[2 * units + u] = dX[2 * units + u] * r[u];
        }
    }

    private static void AddWeightGradients(
        in RecurrentProblem problem, in RecurrentInputs inputs, in RecurrentGradients gradients, int b, int step,
        ReadOnlySpan<float> dX, ReadOnlySpan<float> dRecurrent)
    {
        int columns = dX.Length;
        if (!gradients.Bias.IsEmpty)
        {
            for (int j = 0; j < columns; j++)
            {
                gradients.Bias[j] += dX[j];
                if (!dRecurrent.IsEmpty)
                    gradients.Bias[columns + j] += dRecurrent[j];
            }
        }

        if (!inputs.Tokens.IsEmpty)
        {
            int token = inputs.Tokens[b * problem.Time + problem.InputStep(step)];
            if (token >= 0 && !gradients.Kernel.IsEmpty)
            {
                for (int j = 0; j < columns; j++)
                    gradients.Kernel[token * columns + j] += dX[j];
            }
        }
        else
        {
            ReadOnlySpan<float> x = inputs.X.Slice(ReferenceProducts.InputStart(problem, b, step), problem.Features);
            ReferenceProducts.AddOuter(x, dX, gradients.Kernel, columns, 0);
        }
        if (!gradients.X.IsEmpty)
        {
            ReferenceProducts.AddTransposed(
                dX, inputs.Kernel, columns, 0, gradients.X.Slice(ReferenceProducts.InputStart(problem, b, step), problem.Features));
        }
    }

    private static void AddOutput(in RecurrentGradients gradients, in RecurrentProblem problem, int b, int step, Span<float> sum)
    {
        int units = problem.Units;
        if (!gradients.Sequence.IsEmpty)
        {
            for (int u = 0; u < units; u++)
                sum[u] += gradients.Sequence[(b * problem.Time + step) * units + u];
        }

        if (!gradients.Last.IsEmpty && step == problem.Time - 1)
        {
            for (int u = 0; u < units; u++)
                sum[u] += gradients.Last[b * units + u];
        }
    }

    private static void Start(ReadOnlySpan<float> gradient, int b, Span<float> state)
    {
        if (gradient.IsEmpty)
            state.Clear();
        else
            gradient.Slice(b * state.Length, state.Length).CopyTo(state);
    }

    private static void CopyOut(ReadOnlySpan<float> state, Span<float> states, int b)
    {
        if (!states.IsEmpty)
            state.CopyTo(states[(b * state.Length)..]);
    }
}
