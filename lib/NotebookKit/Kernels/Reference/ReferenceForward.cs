namespace NotebookKit.Kernels;

/// <summary>
/// The recurrent layers' forward pass by their equations, one sequence and one step after another: what the vector paths are
/// tested against, and the fastest way for the smallest problems. Steps are kept in the order of slots of <see cref="RecurrentTape"/>.
/// </summary>
internal static unsafe class ReferenceForward
{
    public static RecurrentTape? Run(in RecurrentProblem problem, in RecurrentInputs inputs, in RecurrentOutputs outputs, bool save)
    {
        int units = problem.Units, rowLength = problem.Slots * units;
        bool lstm = problem.Cell == CellKind.Lstm;
        RecurrentTape? tape = save ? new RecurrentTape(KernelPath.Scalar, problem, units) : null;
        using var work = Scratch.Rent(6 * units + (save ? 0 : rowLength + 4 * units));
        var sums = new Span<float>(work.Pointer, 6 * units);
        float* once = work.Pointer + 6 * units;

        for (int b = 0; b < problem.Batch; b++)
        {
            for (int step = 0; step <= problem.Time; step++)
            {
                // Without a tape two states alternate and one row of gates is written again and again.
                nint at = (nint)step * problem.Batch + b;
                var h = new Span<float>(tape is null ? once + rowLength + step % 2 * units : tape.H.Pointer + at * units, units);
                Span<float> c = !lstm ? default
                    : new Span<float>(tape is null ? once + rowLength + (2 + step % 2) * units : tape.C!.Pointer + at * units, units);
                if (step == 0)
                {
                    Start(inputs.InitialH, b, h);
                    Start(inputs.InitialC, b, c);
                }
                if (step == problem.Time)
                {
                    CopyOut(h, outputs.FinalH, b);
                    if (lstm)
                        CopyOut(c, outputs.FinalC, b);
                    break;
                }
                nint next = at + problem.Batch;
                var newH = new Span<float>(tape is null ? once + rowLength + (step + 1) % 2 * units : tape.H.Pointer + next * units, units);
                Span<float> newC = !lstm ? default
                    : new Span<float>(tape is null ? once + rowLength + (2 + (step + 1) % 2) * units
                    : tape.C!.Pointer + next * units, units);
                bool masked = !inputs.Mask.IsEmpty && inputs.Mask[b * problem.Time + step] == 0f;
                if (masked)
                {
                    h.CopyTo(newH);
                    c.CopyTo(newC);
                }
                else
                {
                    var slots = new Span<float>(tape is null ? once : tape.Gates.Pointer + at * rowLength, rowLength);
                    Step(problem, inputs, b, step, sums, slots, h, c, newH, newC);
                }
                Output(problem, outputs, b, step, masked, newH);
            }
        }
        return tape;
    }

    private static void Step(
        in RecurrentProblem problem, in RecurrentInputs inputs, int b, int step, Span<float> sums, Span<float> slots,
        ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> newH, Span<float> newC)
    {
        int units = problem.Units, columns = problem.Gates * units;
        Span<float> x = sums[..columns];
        if (inputs.Bias.IsEmpty)
            x.Clear();
        else
            inputs.Bias[..columns].CopyTo(x);
        ReferenceProducts.AddInput(problem, inputs, b, step, x);
        switch (problem.Cell)
        {
            case CellKind.SimpleRnn:
                ReferenceProducts.AddProduct(h, inputs.RecurrentKernel, columns, 0, x);
                for (int u = 0; u < units; u++)
                    slots[u] = newH[u] = ReferenceMath.Apply(problem.Activation, x[u]);
                break;
            case CellKind.Lstm:
                ReferenceProducts.AddProduct(h, inputs.RecurrentKernel, columns, 0, x);
                for (int u = 0; u < units; u++)
                {
                    float i = slots[u] = ReferenceMath.Apply(problem.RecurrentActivation, x[u]);
                    float f = slots[units + u] = ReferenceMath.Apply(problem.RecurrentActivation, x[units + u]);
                    float g = slots[2 * units + u] = ReferenceMath.Apply(problem.Activation, x[2 * units + u]);
                    float o = slots[3 * units + u] = ReferenceMath.Apply(problem.RecurrentActivation, x[3 * units + u]);
                    newC[u] = f * c[u] + i * g;
                    newH[u] = o * ReferenceMath.Apply(problem.Activation, newC[u]);
                }
                break;
            default:
                Gru(problem, inputs, sums, slots, h, newH);
                break;
        }
    }

    private static void Gru(
        in RecurrentProblem problem, in RecurrentInputs inputs, Span<float> sums, Span<float> slots, ReadOnlySpan<float> h,
        Span<float> newH)
    {
        int units = problem.Units, columns = 3 * units;
        bool after = problem.Cell == CellKind.GruResetAfter;
        Span<float> x = sums[..columns], recurrent = sums.Slice(columns, columns);
        Span<float> n = slots[..units], z = slots.Slice(units, units), r = slots.Slice(2 * units, units),
            fourth = slots.Slice(3 * units, units);
        recurrent.Clear();
        if (after && !inputs.Bias.IsEmpty)
            inputs.Bias[columns..].CopyTo(recurrent);
        ReferenceProducts.AddProduct(h, inputs.RecurrentKernel, columns, 0, after ? recurrent : recurrent[..(2 * units)]);
        for (int u = 0; u < units; u++)
        {
            z[u] = ReferenceMath.Apply(problem.RecurrentActivation, x[u] + recurrent[u]);
            r[u] = ReferenceMath.Apply(problem.RecurrentActivation, x[units + u] + recurrent[units + u]);
            fourth[u] = after ? recurrent[2 * units + u] : r[u] * h[u];
        }
        if (!after)
            ReferenceProducts.AddProduct(fourth, inputs.RecurrentKernel, columns, 2 * units, x[(2 * units)..]);
        for (int u = 0; u < units; u++)
        {
            n[u] = ReferenceMath.Apply(problem.Activation, after ? x[2 * units + u] + r[u] * fourth[u] : x[2 * units + u]);
            newH[u] = z[u] * h[u] + (1f - z[u]) * n[u];
        }
    }

    private static void Output(in RecurrentProblem problem, in RecurrentOutputs outputs, int b, int step, bool masked,
        ReadOnlySpan<float> h)
    {
        int units = problem.Units;
        bool repeats = masked && !problem.ZeroOutputForMask && step > 0;
        if (!outputs.Sequence.IsEmpty)
        {
            int start = (b * problem.Time + step) * units;
            Span<float> output = outputs.Sequence.Slice(start, units);
            if (!masked)
                h.CopyTo(output);
            else if (repeats)
                outputs.Sequence.Slice(start - units, units).CopyTo(output);
            else
                output.Clear();
        }
        if (outputs.Last.IsEmpty)
            return;
        Span<float> last = outputs.Last.Slice(b * units, units);
        if (!masked)
            h.CopyTo(last);
        else if (!repeats)
            last.Clear();
    }

    private static void Start(ReadOnlySpan<float> initial, int b, Span<float> state)
    {
        if (initial.IsEmpty)
            state.Clear();
        else
            initial.Slice(b * state.Length, state.Length).CopyTo(state);
    }

    private static void CopyOut(ReadOnlySpan<float> state, Span<float> states, int b)
    {
        if (!states.IsEmpty)
            state.CopyTo(states[(b * state.Length)..]);
    }
}
