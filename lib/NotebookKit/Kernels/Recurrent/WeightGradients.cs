namespace NotebookKit.Kernels;

/// <summary>
/// The gradients of the kernels, each as one large product over all steps and sequences, once backward through time has left the
/// gates' gradients dZ in the tape; for a repeated input that of the input too.
/// </summary>
internal static unsafe class WeightGradients
{
    /// <summary>Neighbouring gates of a kernel whose gradients are neighbours in dZ too.</summary>
    private readonly record struct GateGroup(int Slot, int Gate, int Count);

    public static void Compute(
        KernelPath path, in RecurrentProblem problem, ref RecurrentJob job, in RecurrentInputs inputs, in RecurrentGradients gradients)
    {
        if (!gradients.RecurrentKernel.IsEmpty) RecurrentKernel(path, problem, job, inputs, gradients.RecurrentKernel);

        if (problem.RepeatedInput)
        {
            if (!gradients.Kernel.IsEmpty) Kernel(path, problem, job, job.X, job.Batch, job.SummedGradient, gradients.Kernel);
            if (!gradients.X.IsEmpty) Input(path, problem, job, inputs.Kernel, job.Batch, job.SummedGradient, gradients.X);
            return;
        }
        if (gradients.Kernel.IsEmpty) return;
        if (job.Tokens != null)
        {
            TokenGradient.Write(problem, job, gradients.Kernel);
            return;
        }
        nint rows = job.Time * job.Batch;
        using var x = Scratch.Rent(rows * job.Features);
        CopyTimeMajor(job, x.Pointer);
        Kernel(path, problem, job, x.Pointer, rows, job.Z, gradients.Kernel);
    }

    /// <summary>hᵀ·dZ; with a zero initial state the first step adds nothing. A tree has gathered both, one row for each state.</summary>
    private static void RecurrentKernel(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, in RecurrentInputs inputs, Span<float> gradient)
    {
        bool tree = job.Tree.IsUsed;
        nint skip = inputs.InitialH.IsEmpty ? job.Batch : 0, rows = tree ? job.Tree.Continued : job.Time * job.Batch - skip;
        float* states = tree ? job.ContinuedStates : job.H + skip * job.Padded;
        float* dZ = tree ? job.Continued : job.Z + skip * job.ZRow;
        int units = problem.Units;
        bool resetBefore = problem.Cell == CellKind.GruResetBefore;
        bool gru = resetBefore || problem.Cell == CellKind.GruResetAfter;
        GateGroup[] groups = resetBefore ? s_gruInput : gru ? s_gruRecurrent : problem.Cell == CellKind.Lstm ? s_lstm : s_simple;
        foreach (var group in groups)
        {
            bool resetState = resetBefore && group.Gate == 2;
            Transposed(
                path, problem, job, units, rows, resetState ? dZ + 3 * job.Padded : states, resetState ? job.ZRow : job.Padded, dZ, group,
                gradient);
        }
    }

    /// <summary>xᵀ·dZ.</summary>
    private static void Kernel(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, float* x, nint rows, float* dZ, Span<float> gradient)
    {
        foreach (var group in InputGroups(problem))
            Transposed(path, problem, job, problem.Features, rows, x, problem.Features, dZ, group, gradient);
    }

    /// <summary>aᵀ·dZ for one group of gates, written to its columns of a kernel's gradient.</summary>
    private static void Transposed(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, nint m, nint rows, float* a, nint aRow, float* dZ,
        GateGroup group, Span<float> gradient)
    {
        nint units = job.Units, columns = job.Gates * units;
        // Padding separates the gates in dZ, but not in the kernel: then each gate is a product of its own.
        int together = job.Padded == job.Units ? group.Count : 1;
        fixed (float* c = gradient)
            for (int first = 0; first < group.Count; first += together)
            {
                var product = new MatMulJob
                {
                    M = m, N = together * units, K = rows,
                    A = a, ARowStep = 1, AStep = aRow,
                    B = dZ + (group.Slot + first) * job.Padded, Ldb = job.ZRow,
                    C = c + (group.Gate + first) * units, Ldc = columns,
                };
                MatMul.Run(path, ref product);
            }
    }

    /// <summary>dZ·Kᵀ.</summary>
    private static void Input(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, ReadOnlySpan<float> kernel, nint rows, float* dZ, Span<float> gradient)
    {
        nint units = job.Units, columns = job.Gates * units;
        bool accumulate = false;
        fixed (float* b = kernel, c = gradient)
            foreach (var group in InputGroups(problem))
            {
                int together = job.Padded == job.Units ? group.Count : 1;
                for (int first = 0; first < group.Count; first += together, accumulate = true)
                {
                    var product = new MatMulJob
                    {
                        M = rows, N = job.Features, K = together * units,
                        A = dZ + (group.Slot + first) * job.Padded, ARowStep = job.ZRow, AStep = 1,
                        B = b + (group.Gate + first) * units, Ldb = columns, TransposeB = true,
                        C = c, Ldc = job.Features, Accumulate = accumulate,
                    };
                    MatMul.Run(path, ref product);
                }
            }
    }

    /// <summary>The input in the order of dZ's rows.</summary>
    private static void CopyTimeMajor(in RecurrentJob job, float* timeMajor)
    {
        int features = (int)job.Features;
        for (nint step = 0; step < job.Time; step++)
            for (nint row = 0; row < job.Batch; row++, timeMajor += features)
                new ReadOnlySpan<float>(job.X + (row * job.Time + job.InputStep(step)) * features, features)
                    .CopyTo(new Span<float>(timeMajor, features));
    }

    private static GateGroup[] InputGroups(in RecurrentProblem problem) => problem.Cell switch
    {
        CellKind.Lstm => s_lstm,
        CellKind.SimpleRnn => s_simple,
        _ => s_gruInput,
    };

    private static readonly GateGroup[] s_lstm = [new(0, 0, 4)];
    private static readonly GateGroup[] s_simple = [new(0, 0, 1)];
    private static readonly GateGroup[] s_gruInput = [new(1, 0, 2), new(0, 2, 1)];
    private static readonly GateGroup[] s_gruRecurrent = [new(1, 0, 3)];
}
