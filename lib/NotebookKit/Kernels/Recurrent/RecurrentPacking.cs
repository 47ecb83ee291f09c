namespace NotebookKit.Kernels;

/// <summary>Brings a layer's weights into the form the cells read: panels of padded gates, once a batch.</summary>
internal static unsafe class RecurrentPacking<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>The slot of a stored row that the input kernel's gate belongs to: a GRU stores h, z, r.</summary>
    public static int InputSlot(in RecurrentProblem problem, int gate) =>
        problem.Cell is CellKind.GruResetAfter or CellKind.GruResetBefore ? (gate + 1) % 3 : gate;

    /// <summary>Units rounded up to whole panels.</summary>
    public static nint Padded(nint units) => Panels<S, V>.Count(units) * Tile<S, V>.Width;

    /// <summary>The input kernel as panels of features rows each, in the order of the slots.</summary>
    public static void InputKernel(in RecurrentProblem problem, float* kernel, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units);
        for (int gate = 0; gate < problem.Gates; gate++)
            Panels<S, V>.Pack(
                kernel + gate * units, problem.Gates * units, false, problem.Features, units,
                packed + InputSlot(problem, gate) * padded * problem.Features, width * problem.Features);
    }

    /// <summary>The input kernel's rows with padded gates in the order of the slots, for look-up by token.</summary>
    public static void InputKernelRows(in RecurrentProblem problem, float* kernel, float* rows)
    {
        int units = problem.Units, gates = problem.Gates, padded = (int)Padded(units);
        for (nint feature = 0; feature < problem.Features; feature++)
            for (int gate = 0; gate < gates; gate++)
            {
                var to = new Span<float>(rows + (feature * gates + InputSlot(problem, gate)) * padded, padded);
                new ReadOnlySpan<float>(kernel + (feature * gates + gate) * units, units).CopyTo(to);
                to[units..].Clear();
            }
    }

    /// <summary>The transposed input kernel: panels of features, each with gates × padded inner rows in the order of the slots.</summary>
    public static void InputKernelTransposed(in RecurrentProblem problem, float* kernel, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units), inner = problem.Gates * padded;
        if (padded > units) new Span<float>(packed, checked((int)(inner * Padded(problem.Features)))).Clear();
        for (int gate = 0; gate < problem.Gates; gate++)
            Panels<S, V>.Pack(
                kernel + gate * units, problem.Gates * units, true, units, problem.Features,
                packed + InputSlot(problem, gate) * padded * width, inner * width);
    }

    /// <summary>The recurrent kernel as panels of units rows each, gate after gate.</summary>
    public static void RecurrentKernel(in RecurrentProblem problem, float* recurrent, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units);
        for (int gate = 0; gate < problem.Gates; gate++)
            Panels<S, V>.Pack(
                recurrent + gate * units, problem.Gates * units, false, units, units, packed + gate * padded * units, width * units);
    }

    /// <summary>
    /// The transposed recurrent kernel: panels of units, each with gates × padded inner rows. For a GRU with reset before, the
    /// candidate's panels follow those of the two gates.
    /// </summary>
    public static void RecurrentKernelTransposed(in RecurrentProblem problem, float* recurrent, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units);
        int joined = problem.Cell == CellKind.GruResetBefore ? 2 : problem.Gates;
        if (padded > units) new Span<float>(packed, checked((int)(problem.Gates * padded * padded))).Clear();
        for (int gate = 0; gate < joined; gate++)
            Panels<S, V>.Pack(
                recurrent + gate * units, problem.Gates * units, true, units, units,
                packed + gate * padded * width, joined * padded * width);
        if (joined < problem.Gates)
            Panels<S, V>.Pack(
                recurrent + joined * units, problem.Gates * units, true, units, units,
                packed + joined * padded * padded, padded * width);
    }

    /// <summary>The bias by slots; where a GRU's two rows simply add, their sum.</summary>
    public static void Bias(in RecurrentProblem problem, ReadOnlySpan<float> bias, float* packed)
    {
        int units = problem.Units, padded = (int)Padded(units), length = problem.Gates * units;
        new Span<float>(packed, problem.Slots * padded).Clear();
        for (int at = 0; at < bias.Length; at++)
        {
            int gate = at % length / units, unit = at % units;
            int slot = at >= length ? gate + 1 : InputSlot(problem, gate);
            packed[slot * padded + unit] += bias[at];
        }
    }
}
