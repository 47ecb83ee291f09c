namespace NotebookKit.Kernels;

/// <summary>Brings a layer's weights into the form the cells read: panels of padded gates, once a batch, shared among workers.</summary>
internal static unsafe class RecurrentPacking<S, V> where S : struct, ISimd<V> where V : struct
{
    private struct Job
    {
        public RecurrentProblem Problem;
        public float* Kernel, PackedKernel, Recurrent, PackedRecurrent;
        public bool Tokens;
    }

    /// <summary>Fills the job's Kernel and Recurrent for a forward pass.</summary>
    public static void Forward(in RecurrentProblem problem, float* kernel, float* recurrent, in RecurrentJob to)
    {
        var job = new Job
        {
            Problem = problem,
            Kernel = kernel,
            PackedKernel = to.Kernel,
            Recurrent = recurrent,
            PackedRecurrent = to.Recurrent,
            Tokens = to.Tokens != null,
        };
        VectorRecurrent.Run(problem, 2 * problem.Gates, &ForwardPart, &job);
    }

    /// <summary>Fills the job's RecurrentTransposed and, where it has an InputGradient, KernelTransposed.</summary>
    public static void Backward(in RecurrentProblem problem, float* kernel, float* recurrent, in RecurrentJob to)
    {
        bool wantsX = to.InputGradient != null;
        nint padded = Padded(problem.Units), inner = problem.Gates * padded;
        if (padded > problem.Units)
        {
            new Span<float>(to.RecurrentTransposed, checked((int)(inner * padded))).Clear();
            if (wantsX)
                new Span<float>(to.KernelTransposed, checked((int)(inner * Padded(problem.Features)))).Clear();
        }
        var job = new Job
        {
            Problem = problem,
            Kernel = kernel,
            PackedKernel = to.KernelTransposed,
            Recurrent = recurrent,
            PackedRecurrent = to.RecurrentTransposed,
        };
        VectorRecurrent.Run(problem, (wantsX ? 2 : 1) * problem.Gates, &BackwardPart, &job);
    }

    private static void ForwardPart(void* state, int part)
    {
        ref Job job = ref *(Job*)state;
        int gate = part % job.Problem.Gates;
        if (part < job.Problem.Gates)
            RecurrentKernel(job.Problem, gate, job.Recurrent, job.PackedRecurrent);
        else if (job.Tokens)
            InputKernelRows(job.Problem, gate, job.Kernel, job.PackedKernel);
        else
            InputKernel(job.Problem, gate, job.Kernel, job.PackedKernel);
    }

    private static void BackwardPart(void* state, int part)
    {
        ref Job job = ref *(Job*)state;
        int gate = part % job.Problem.Gates;
        if (part < job.Problem.Gates)
            RecurrentKernelTransposed(job.Problem, gate, job.Recurrent, job.PackedRecurrent);
        else
            InputKernelTransposed(job.Problem, gate, job.Kernel, job.PackedKernel);
    }

    /// <summary>The slot of a stored row that the input kernel's gate belongs to: a GRU stores h, z, r.</summary>
    public static int InputSlot(in RecurrentProblem problem, int gate) =>
        problem.Cell is CellKind.GruResetAfter or CellKind.GruResetBefore ? (gate + 1) % 3 : gate;

    /// <summary>Units rounded up to whole panels.</summary>
    public static nint Padded(nint units) => Panels<S, V>.Count(units) * Tile<S, V>.Width;

    /// <summary>The input kernel as panels of features rows each, in the order of the slots.</summary>
    private static void InputKernel(in RecurrentProblem problem, int gate, float* kernel, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units);
        Panels<S, V>.Pack(
            kernel + gate * units, problem.Gates * units, false, problem.Features, units,
            packed + InputSlot(problem, gate) * padded * problem.Features, width * problem.Features);
    }

    /// <summary>The input kernel's rows with padded gates in the order of the slots, for look-up by token.</summary>
    private static void InputKernelRows(in RecurrentProblem problem, int gate, float* kernel, float* rows)
    {
        int units = problem.Units, gates = problem.Gates, padded = (int)Padded(units), slot = InputSlot(problem, gate);
        for (nint feature = 0; feature < problem.Features; feature++)
        {
            var to = new Span<float>(rows + (feature * gates + slot) * padded, padded);
            new ReadOnlySpan<float>(kernel + (feature * gates + gate) * units, units).CopyTo(to);
            to[units..].Clear();
        }
    }

    /// <summary>The transposed input kernel: panels of features, each with gates × padded inner rows in the order of the slots.</summary>
    private static void InputKernelTransposed(in RecurrentProblem problem, int gate, float* kernel, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units), inner = problem.Gates * padded;
        Panels<S, V>.Pack(
            kernel + gate * units, problem.Gates * units, true, units, problem.Features,
            packed + InputSlot(problem, gate) * padded * width, inner * width);
    }

    /// <summary>The recurrent kernel as panels of units rows each, gate after gate.</summary>
    private static void RecurrentKernel(in RecurrentProblem problem, int gate, float* recurrent, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units);
        Panels<S, V>.Pack(
            recurrent + gate * units, problem.Gates * units, false, units, units, packed + gate * padded * units, width * units);
    }

    /// <summary>
    /// The transposed recurrent kernel: panels of units, each with gates × padded inner rows. For a GRU with reset before, the
    /// candidate's panels follow those of the two gates.
    /// </summary>
    private static void RecurrentKernelTransposed(in RecurrentProblem problem, int gate, float* recurrent, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units);
        int joined = problem.Cell == CellKind.GruResetBefore ? 2 : problem.Gates;
        bool candidate = gate >= joined;
        Panels<S, V>.Pack(
            recurrent + gate * units, problem.Gates * units, true, units, units,
            packed + gate * padded * (candidate ? padded : width), (candidate ? 1 : joined) * padded * width);
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
