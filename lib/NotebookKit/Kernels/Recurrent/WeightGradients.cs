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
        if (problem.RepeatedInput)
        {
            if (!gradients.Kernel.IsEmpty)
                Kernel(path, problem, job, job.X, job.Batch, job.SummedGradient, gradients.Kernel);
            if (!gradients.X.IsEmpty)
                Input(path, problem, job, inputs.Kernel, job.Batch, job.SummedGradient, gradients.X);
        }
        else if (job.Tokens != null)
        {
            if (!gradients.Kernel.IsEmpty)
                TokenGradient.Write(problem, job, gradients.Kernel);
        }
        else if (!gradients.Kernel.IsEmpty)
        {
            nint rows = job.Time * job.Batch;
            using var x = Scratch.Rent(rows * job.Features);
            CopyTimeMajor(job, x.Pointer);
            if (!gradients.RecurrentKernel.IsEmpty && problem.Cell is CellKind.Lstm or CellKind.SimpleRnn)
            {
                Both(path, problem, job, inputs, x.Pointer, gradients);
                return;
            }
            Kernel(path, problem, job, x.Pointer, rows, job.Z, gradients.Kernel);
        }
        if (!gradients.RecurrentKernel.IsEmpty)
            RecurrentKernel(path, problem, job, inputs, gradients.RecurrentKernel);
    }

    /// <summary>xᵀ·dZ and hᵀ·dZ in one pass over dZ, for cells whose kernels have the same gates in the same order.</summary>
    private static void Both(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, in RecurrentInputs inputs, float* x,
        in RecurrentGradients gradients)
    {
        nint skip = inputs.InitialH.IsEmpty ? job.Batch : 0, rows = job.Time * job.Batch - skip;
        if (skip > 0)
            Kernel(path, problem, job, x, skip, job.Z, gradients.Kernel);
        fixed (float* kernel = gradients.Kernel, recurrent = gradients.RecurrentKernel)
        {
            var left = new MatMulRows
            {
                Count = job.Features,
                A = x + skip * job.Features,
                Step = job.Features,
                C = kernel,
                Accumulate = skip > 0
            };
            var also = new MatMulRows { Count = job.Units, A = job.H + skip * job.Padded, Step = job.Padded, C = recurrent };
            foreach (GateGroup group in InputGroups(problem))
                Transposed(path, job, left, also, rows, job.Z + skip * job.ZRow, group);
        }
    }

    /// <summary>hᵀ·dZ; with a zero initial state the first step adds nothing. A tree has gathered both, one row for each state.</summary>
    private static void RecurrentKernel(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, in RecurrentInputs inputs, Span<float> gradient)
    {
        bool tree = job.Tree.IsUsed;
        nint skip = inputs.InitialH.IsEmpty ? job.Batch : 0, rows = tree ? job.Tree.Continued : job.Time * job.Batch - skip;
        float* states = tree ? job.ContinuedStates : job.H + skip * job.Padded;
        float* dZ = tree ? job.Continued : job.Z + skip * job.ZRow;
        fixed (float* c = gradient)
        {
            foreach (GateGroup group in RecurrentGroups(problem))
            {
                bool resetState = problem.Cell == CellKind.GruResetBefore && group.Gate == 2;
                var left = new MatMulRows
                {
                    Count = problem.Units,
                    A = resetState ? dZ + 3 * job.Padded : states,
                    Step = resetState ? job.ZRow : job.Padded,
                    C = c,
                };
                Transposed(path, job, left, default, rows, dZ, group);
            }
        }
    }

    /// <summary>xᵀ·dZ.</summary>
    private static void Kernel(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, float* x, nint rows, float* dZ, Span<float> gradient)
    {
        fixed (float* c = gradient)
        {
            foreach (GateGroup group in InputGroups(problem))
            {
                Transposed(path, job, new MatMulRows { Count = problem.Features, A = x, Step = problem.Features, C = c }, default, rows, dZ,
                    group);
            }
        }
    }

    /// <summary>aᵀ·dZ for one group of gates and one or two a, written to its columns of the kernels' gradients.</summary>
    private static void Transposed(
        KernelPath path, in RecurrentJob job, MatMulRows left, MatMulRows also, nint rows, float* dZ, GateGroup group)
    {
        nint units = job.Units;
        left.Ldc = also.Ldc = job.Gates * units;
        left.RowStep = also.RowStep = 1;
        // Padding separates the gates in dZ, but not in the kernel: then each gate is a product of its own.
        int together = job.Padded == job.Units ? group.Count : 1;
        for (int first = 0; first < group.Count; first += together)
        {
            nint column = (group.Gate + first) * units;
            var product = new MatMulJob
            {
                Rows = left with { C = left.C + column },
                Also = also with { C = also.C + column },
                N = together * units,
                K = rows,
                B = dZ + (group.Slot + first) * job.Padded,
                Ldb = job.ZRow,
            };
            MatMul.Run(path, ref product);
        }
    }

    /// <summary>dZ·Kᵀ.</summary>
    private static void Input(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, ReadOnlySpan<float> kernel, nint rows, float* dZ,
        Span<float> gradient)
    {
        nint units = job.Units, columns = job.Gates * units;
        bool accumulate = false;
        fixed (float* b = kernel, c = gradient)
        {
            foreach (GateGroup group in InputGroups(problem))
            {
                int together = job.Padded == job.Units ? group.Count : 1;
                for (int first = 0; first < group.Count; first += together, accumulate = true)
                {
                    var product = new MatMulJob
                    {
                        Rows = new MatMulRows
                        {
                            Count = rows,
                            A = dZ + (group.Slot + first) * job.Padded,
                            RowStep = job.ZRow,
                            Step = 1,
                            C = c,
                            Ldc = job.Features,
                            Accumulate = accumulate,
                        },
                        N = job.Features,
                        K = together * units,
                        B = b + (group.Gate + first) * units,
                        Ldb = columns,
                        TransposeB = true,
                    };
                    MatMul.Run(path, ref product);
                }
            }
        }
    }

    /// <summary>The input in the order of dZ's rows.</summary>
    private static void CopyTimeMajor(in RecurrentJob job, float* timeMajor)
    {
        int features = (int)job.Features;
        for (nint step = 0; step < job.Time; step++)
        {
            for (nint row = 0; row < job.Batch; row++, timeMajor += features)
            {
                new ReadOnlySpan<float>(job.X + (row * job.Time + step) * features, features)
                    .CopyTo(new Span<float>(timeMajor, features));
            }
        }
    }

    private static GateGroup[] InputGroups(in RecurrentProblem problem) => problem.Cell switch
    {
        CellKind.Lstm => s_lstm,
        CellKind.SimpleRnn => s_simple,
        _ => s_gruInput,
    };

    private static GateGroup[] RecurrentGroups(in RecurrentProblem problem) => problem.Cell switch
    {
        CellKind.Lstm => s_lstm,
        CellKind.SimpleRnn => s_simple,
        CellKind.GruResetBefore => s_gruInput,
        _ => s_gruRecurrent,
    };

    private static readonly GateGroup[] s_lstm = [new(0, 0, 4)];
    private static readonly GateGroup[] s_simple = [new(0, 0, 1)];
    private static readonly GateGroup[] s_gruInput = [new(1, 0, 2), new(0, 2, 1)];
    private static readonly GateGroup[] s_gruRecurrent = [new(1, 0, 3)];
}
