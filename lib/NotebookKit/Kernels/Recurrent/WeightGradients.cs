namespace NotebookKit.Kernels;

/// <summary>
/// The gradients of the kernels, each as one large product over all steps of a group of rows, once backward through time has left
/// the gates' gradients dZ in the tape; for a repeated input that of the input too.
/// </summary>
internal static unsafe class WeightGradients
{
    /// <summary>Neighbouring gates of a kernel whose gradients are neighbours in dZ too.</summary>
    private readonly record struct GateGroup(int Slot, int Gate, int Count);

    /// <summary>leftᵀ·dZ, and alsoᵀ·dZ where it has rows, for one group of rows: op(B) is dZ.</summary>
    private struct GroupSums
    {
        public MatMulRows Left, Also;

        /// <summary>The first row of dZ, and how many there are.</summary>
        public float* DZ;
        public nint Rows;

        /// <summary>As in <see cref="MatMulJob"/>: the rows of a group follow each other at one step, not from step to step.</summary>
        public nint Run, RunStep;
    }

    /// <summary>Where the groups of rows leave their sums: the first in the gradient, the second in memory added at the end.</summary>
    private readonly struct Target(float* first, float* second)
    {
        public bool IsWanted => first != null;

        public float* this[int group] => group == 0 ? first : second;
    }

    public static void Compute(
        KernelPath path, in RecurrentProblem problem, ref RecurrentJob job, in RecurrentInputs inputs, in RecurrentGradients gradients)
    {
        if (job.Tokens != null && !gradients.Kernel.IsEmpty)
            TokenGradient.Write(problem, job, gradients.Kernel);
        if (problem.RepeatedInput && !gradients.X.IsEmpty)
            Input(path, problem, job, inputs.Kernel, job.Batch, job.SummedGradient, gradients.X);

        var groups = new RowGroups(job);
        int kernelSize = job.Tokens == null ? gradients.Kernel.Length : 0, recurrentSize = gradients.RecurrentKernel.Length;
        using Scratch? second = groups.Count == 1 ? null : Scratch.Rent(kernelSize + recurrentSize);
        float* added = second is null ? null : second.Pointer;
        nint skip = inputs.InitialH.IsEmpty ? 1 : 0;
        // A single group's rows of dZ are contiguous; the input is brought into their order, unless it is in it already.
        bool copies = groups.Count == 1 && job.Batch > 1 && kernelSize > 0 && !problem.RepeatedInput;
        using Scratch? inOrder = copies ? Scratch.Rent(job.Time * job.Batch * job.Features) : null;
        if (inOrder is not null)
            CopyTimeMajor(job, inOrder.Pointer);
        float* x = inOrder is null ? job.X : inOrder.Pointer;
        fixed (float* kernel = gradients.Kernel, recurrent = gradients.RecurrentKernel)
        {
            var toKernel = new Target(kernelSize == 0 ? null : kernel, added);
            var toRecurrent = new Target(recurrent, added + kernelSize);
            Span<GroupSums> sums = stackalloc GroupSums[groups.Count];
            if (problem.RepeatedInput && toKernel.IsWanted)
            {
                OfRepeatedInput(job, groups, toKernel, sums);
                Multiply(path, job, InputGroups(problem), sums);
            }
            else if (toKernel.IsWanted && toRecurrent.IsWanted && problem.Cell is CellKind.Lstm or CellKind.SimpleRnn)
            {
                // xᵀ·dZ and hᵀ·dZ in one pass over dZ, but for a first step from the zero state, which has no hᵀ·dZ.
                if (skip > 0)
                {
                    OfInput(job, x, groups, toKernel, 0, skip, sums);
                    Multiply(path, job, InputGroups(problem), sums);
                }
                OfInput(job, x, groups, toKernel, skip, job.Time, sums);
                AddStates(job, groups, toRecurrent, skip, sums);
                Multiply(path, job, InputGroups(problem), sums);
                toRecurrent = default;
            }
            else if (toKernel.IsWanted)
            {
                OfInput(job, x, groups, toKernel, 0, job.Time, sums);
                Multiply(path, job, InputGroups(problem), sums);
            }
            if (toRecurrent.IsWanted)
                OfStates(path, problem, job, groups, toRecurrent, skip, sums);
            if (second is not null)
            {
                Sum.Add(kernel, added, kernelSize);
                Sum.Add(recurrent, added + kernelSize, recurrentSize);
            }
        }
    }

    /// <summary>xᵀ·dZ, dZ summed over time.</summary>
    private static void OfRepeatedInput(in RecurrentJob job, in RowGroups groups, Target target, Span<GroupSums> sums)
    {
        for (int group = 0; group < groups.Count; group++)
        {
            (nint row, nint end) = groups.Rows(group);
            sums[group] = new GroupSums
            {
                Left = new MatMulRows
                {
                    Count = job.Features,
                    A = job.X + row * job.Features,
                    Step = job.Features,
                    C = target[group],
                },
                DZ = job.SummedGradient + row * job.ZRow,
                Rows = end - row,
            };
        }
    }

    /// <summary>xᵀ·dZ of the steps [first, end), beyond the first step added to what is there.</summary>
    private static void OfInput(
        in RecurrentJob job, float* x, in RowGroups groups, Target target, nint first, nint endStep, Span<GroupSums> sums)
    {
        bool timeMajor = groups.Count == 1;
        for (int group = 0; group < groups.Count; group++)
        {
            (nint row, nint end) = groups.Rows(group);
            sums[group] = OfSteps(job, row, end, first, endStep) with
            {
                Left = new MatMulRows
                {
                    Count = job.Features,
                    A = x + (timeMajor ? first * job.Batch : row * job.Time + first) * job.Features,
                    Step = timeMajor ? job.Features : job.Time * job.Features,
                    RunStep = job.Features,
                    C = target[group],
                    Accumulate = first > 0,
                },
            };
        }
    }

    /// <summary>hᵀ·dZ beside xᵀ·dZ.</summary>
    private static void AddStates(in RecurrentJob job, in RowGroups groups, Target target, nint first, Span<GroupSums> sums)
    {
        for (int group = 0; group < groups.Count; group++)
            sums[group].Also = States(job, groups.Rows(group).Row, first, target[group]);
    }

    /// <summary>hᵀ·dZ; from the zero state the first step adds nothing. A tree has gathered both, one row for each state.</summary>
    private static void OfStates(
        KernelPath path, in RecurrentProblem problem, in RecurrentJob job, in RowGroups groups, Target target, nint first,
        Span<GroupSums> sums)
    {
        foreach (GateGroup gates in RecurrentGroups(problem))
        {
            for (int group = 0; group < groups.Count; group++)
            {
                sums[group] = job.Tree.IsUsed
                    ? OfTree(job, groups.Continued(group), target[group]) : OfRows(job, groups.Rows(group), first, target[group]);
                // The candidate of a GRU with reset before is multiplied by what the reset gate left of the state.
                if (problem.Cell == CellKind.GruResetBefore && gates.Gate == 2)
                {
                    sums[group].Left = sums[group].Left with
                    {
                        A = sums[group].DZ + 3 * job.Padded,
                        Step = job.ZRow,
                        RunStep = sums[group].RunStep,
                    };
                }
            }
            Multiply(path, job, [gates], sums);
        }
    }

    private static GroupSums OfTree(in RecurrentJob job, (nint Row, nint End) continued, float* target) => new()
    {
        Left = new MatMulRows
        {
            Count = job.Units,
            A = job.ContinuedStates + continued.Row * job.Padded,
            Step = job.Padded,
            C = target,
        },
        DZ = job.Continued + continued.Row * job.ZRow,
        Rows = continued.End - continued.Row,
    };

    private static GroupSums OfRows(in RecurrentJob job, (nint Row, nint End) rows, nint first, float* target) =>
        OfSteps(job, rows.Row, rows.End, first, job.Time) with { Left = States(job, rows.Row, first, target) };

    private static MatMulRows States(in RecurrentJob job, nint row, nint first, float* target) => new()
    {
        Count = job.Units,
        A = job.H + (first * job.Batch + row) * job.Padded,
        Step = job.Padded,
        RunStep = job.Batch * job.Padded,
        C = target,
    };

    /// <summary>The steps [first, end) of dZ's rows [row, end), without a left matrix.</summary>
    private static GroupSums OfSteps(in RecurrentJob job, nint row, nint end, nint first, nint endStep) => new()
    {
        DZ = job.Z + (first * job.Batch + row) * job.ZRow,
        Rows = (endStep - first) * (end - row),
        Run = end - row == job.Batch ? 0 : end - row,
        RunStep = job.Batch * job.ZRow,
    };

    /// <summary>The groups' products for some gates, written to these gates' columns of the kernels' gradients.</summary>
    private static void Multiply(KernelPath path, in RecurrentJob job, ReadOnlySpan<GateGroup> gates, ReadOnlySpan<GroupSums> sums)
    {
        MatMulJob* products = stackalloc MatMulJob[sums.Length];
        nint units = job.Units;
        foreach (GateGroup gate in gates)
        {
            // Padding separates the gates in dZ, but not in the kernel: then each gate is a product of its own.
            int together = job.Padded == units ? gate.Count : 1;
            for (int first = 0; first < gate.Count; first += together)
            {
                for (int group = 0; group < sums.Length; group++)
                {
                    products[group] = Product(
                        job, sums[group], (gate.Slot + first) * job.Padded, (gate.Gate + first) * units, together * units);
                }
                MatMul.Run(path, products, sums.Length);
            }
        }
    }

    /// <summary>
    /// One group's product with dZ's columns from <paramref name="from"/>, written from the gradients' column <paramref name="to"/>.
    /// </summary>
    private static MatMulJob Product(in RecurrentJob job, in GroupSums sums, nint from, nint to, nint columns)
    {
        nint ldc = job.Gates * job.Units;
        return new MatMulJob
        {
            Rows = sums.Left with { C = sums.Left.C + to, RowStep = 1, Ldc = ldc },
            Also = sums.Also with { C = sums.Also.C + to, RowStep = 1, Ldc = ldc },
            N = columns,
            K = sums.Rows,
            B = sums.DZ + from,
            Ldb = job.ZRow,
            Run = sums.Run,
            BRunStep = sums.RunStep,
        };
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
