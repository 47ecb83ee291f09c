namespace NotebookKit.Kernels;

/// <summary>
/// Brings a layer's weights into the form the cells read: panels of padded gates, once a batch. Workers share the rows of the weights,
/// as they do when the optimizer changes these: so each reads what it wrote itself.
/// </summary>
internal static unsafe class RecurrentPacking<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Weights of the recurrent kernel that a share has at least: to pack fewer costs no more than to share them.</summary>
    private const int ShareSize = 16_384;

    private struct Job
    {
        public RecurrentProblem Problem;
        public float* Kernel, PackedKernel, Recurrent, PackedRecurrent;
        public bool Tokens;
        public int Parts;
    }

    /// <summary>Fills the job's Kernel and Recurrent for a forward pass.</summary>
    public static void Forward(in RecurrentProblem problem, float* kernel, float* recurrent, in RecurrentJob to)
    {
        var job = new Job
        {
            Problem = problem,
            Parts = Shares(problem),
            Kernel = kernel,
            PackedKernel = to.Kernel,
            Recurrent = recurrent,
            PackedRecurrent = to.Recurrent,
            Tokens = to.Tokens != null,
        };
        VectorRecurrent.Run(problem, job.Parts, &ForwardPart, &job);
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
            Parts = Shares(problem),
            Kernel = kernel,
            PackedKernel = wantsX ? to.KernelTransposed : null,
            Recurrent = recurrent,
            PackedRecurrent = to.RecurrentTransposed,
        };
        VectorRecurrent.Run(problem, job.Parts, &BackwardPart, &job);
    }

    private static int Shares(in RecurrentProblem problem) => VectorRecurrent.IsShared(problem)
        ? (int)Math.Clamp((long)problem.Gates * problem.Units * problem.Units / ShareSize, 1, Parallelism.Threads) : 1;

    private static void ForwardPart(void* state, int part)
    {
        ref Job job = ref *(Job*)state;
        Rows units = Rows.Of(job.Problem.Units, 1, part, job.Parts), features = Rows.Of(job.Problem.Features, 1, part, job.Parts);
        for (int gate = 0; gate < job.Problem.Gates; gate++)
        {
            RecurrentKernel(job.Problem, gate, units, job.Recurrent, job.PackedRecurrent);
            if (job.Tokens)
                InputKernelRows(job.Problem, gate, features, job.Kernel, job.PackedKernel);
            else
                InputKernel(job.Problem, gate, features, job.Kernel, job.PackedKernel);
        }
    }

    private static void BackwardPart(void* state, int part)
    {
        ref Job job = ref *(Job*)state;
        // A row becomes a column of a panel, and panels are written as a whole.
        nint width = Tile<S, V>.Width;
        Rows units = Rows.Of(job.Problem.Units, width, part, job.Parts), features = Rows.Of(job.Problem.Features, width, part, job.Parts);
        for (int gate = 0; gate < job.Problem.Gates; gate++)
        {
            RecurrentKernelTransposed(job.Problem, gate, units, job.Recurrent, job.PackedRecurrent);
            if (job.PackedKernel != null)
                InputKernelTransposed(job.Problem, gate, features, job.Kernel, job.PackedKernel);
        }
    }

    /// <summary>Rows of a kernel that one share packs.</summary>
    private readonly record struct Rows(nint First, nint Count)
    {
        /// <summary>A share of so many rows, in whole groups but for the last.</summary>
        public static Rows Of(nint count, nint group, int part, int parts)
        {
            (nint first, nint end) = BatchShare.Of(count, group, part, parts);
            return new Rows(first, end - first);
        }
    }

    /// <summary>The slot of a stored row that the input kernel's gate belongs to: a GRU stores h, z, r.</summary>
    public static int InputSlot(in RecurrentProblem problem, int gate) =>
        problem.Cell is CellKind.GruResetAfter or CellKind.GruResetBefore ? (gate + 1) % 3 : gate;

    /// <summary>Units rounded up to whole panels.</summary>
    public static nint Padded(nint units) => Panels<S, V>.Count(units) * Tile<S, V>.Width;

    /// <summary>The input kernel as panels of features rows each, in the order of the slots.</summary>
    private static void InputKernel(in RecurrentProblem problem, int gate, Rows rows, float* kernel, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units), columns = problem.Gates * units;
        Panels<S, V>.Pack(
            kernel + rows.First * columns + gate * units, columns, false, rows.Count, units,
            packed + InputSlot(problem, gate) * padded * problem.Features + rows.First * width, width * problem.Features);
    }

    /// <summary>The input kernel's rows with padded gates in the order of the slots, for look-up by token.</summary>
    private static void InputKernelRows(in RecurrentProblem problem, int gate, Rows rows, float* kernel, float* packed)
    {
        int units = problem.Units, gates = problem.Gates, padded = (int)Padded(units), slot = InputSlot(problem, gate);
        for (nint feature = rows.First; feature < rows.First + rows.Count; feature++)
        {
            var to = new Span<float>(packed + (feature * gates + slot) * padded, padded);
            new ReadOnlySpan<float>(kernel + (feature * gates + gate) * units, units).CopyTo(to);
            to[units..].Clear();
        }
    }

    /// <summary>The transposed input kernel: panels of features, each with gates × padded inner rows in the order of the slots.</summary>
    private static void InputKernelTransposed(in RecurrentProblem problem, int gate, Rows rows, float* kernel, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units), inner = problem.Gates * padded;
        nint columns = problem.Gates * units;
        Panels<S, V>.Pack(
            kernel + rows.First * columns + gate * units, columns, true, units, rows.Count,
            packed + InputSlot(problem, gate) * padded * width + rows.First * inner, inner * width);
    }

    /// <summary>The recurrent kernel as panels of units rows each, gate after gate.</summary>
    private static void RecurrentKernel(in RecurrentProblem problem, int gate, Rows rows, float* recurrent, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units), columns = problem.Gates * units;
        Panels<S, V>.Pack(
            recurrent + rows.First * columns + gate * units, columns, false, rows.Count, units,
            packed + gate * padded * units + rows.First * width, width * units);
    }

    /// <summary>
    /// The transposed recurrent kernel: panels of units, each with gates × padded inner rows. For a GRU with reset before, the
    /// candidate's panels follow those of the two gates.
    /// </summary>
    private static void RecurrentKernelTransposed(in RecurrentProblem problem, int gate, Rows rows, float* recurrent, float* packed)
    {
        nint units = problem.Units, width = Tile<S, V>.Width, padded = Padded(units), columns = problem.Gates * units;
        int joined = problem.Cell == CellKind.GruResetBefore ? 2 : problem.Gates;
        bool candidate = gate >= joined;
        nint inner = (candidate ? 1 : joined) * padded;
        Panels<S, V>.Pack(
            recurrent + rows.First * columns + gate * units, columns, true, units, rows.Count,
            packed + gate * padded * (candidate ? padded : width) + rows.First * inner, inner * width);
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
