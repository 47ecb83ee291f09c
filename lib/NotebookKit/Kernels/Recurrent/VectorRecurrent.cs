using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NotebookKit.Kernels;

/// <summary>Prepares a pass on a vector path: packs the weights, lays out the states, and hands the batch to the workers.</summary>
internal static unsafe class VectorRecurrent
{
    /// <summary>Rows of x·K that one projection brings together at least, so that each panel of K is used while in cache.</summary>
    private const int ProjectionRows = 96;

    /// <summary>Floats of a recurrent kernel from which on a core's caches do not hold it from one step to the next.</summary>
    private const long FarKernel = 256 * 1024;

    /// <summary>Multiply-adds from which a second thread pays.</summary>
    private const long ParallelWork = 400_000;

    public static RecurrentTape? Forward(
        KernelPath path, in RecurrentProblem problem, in RecurrentInputs inputs, in RecurrentOutputs outputs, bool save) => path switch
        {
            KernelPath.Vector512 => Forward<Simd512, Vector512<float>>(path, problem, inputs, outputs, save),
            KernelPath.Vector256 => Forward<Simd256, Vector256<float>>(path, problem, inputs, outputs, save),
            _ => Forward<Simd128, Vector128<float>>(path, problem, inputs, outputs, save),
        };

    public static void Backward(RecurrentTape tape, in RecurrentInputs inputs, in RecurrentGradients gradients)
    {
        switch (tape.Path)
        {
            case KernelPath.Vector512:
                Backward<Simd512, Vector512<float>>(tape, inputs, gradients);
                break;
            case KernelPath.Vector256:
                Backward<Simd256, Vector256<float>>(tape, inputs, gradients);
                break;
            default:
                Backward<Simd128, Vector128<float>>(tape, inputs, gradients);
                break;
        }
    }

    private static RecurrentTape? Forward<S, V>(
        KernelPath path, in RecurrentProblem problem, in RecurrentInputs inputs, in RecurrentOutputs outputs, bool save)
        where S : struct, ISimd<V> where V : struct
    {
        RecurrentJob job = Job<S, V>(problem, inputs);
        var tree = PrefixTree.TryBuild(problem, inputs);
        if (tree is not null)
            Share(ref job, tree);
        nint padded = job.Padded, columns = job.Gates * padded, stateSize = job.Batch * padded;
        job.ProjectionSteps = ProjectionSteps(job);
        job.ZSteps = save ? job.Time : job.ProjectionSteps;
        job.StateSteps = save ? job.Time + 1 : 2;

        bool lstm = problem.Cell == CellKind.Lstm;
        RecurrentTape? tape = save ? new RecurrentTape(path, problem, (int)padded) { Tree = tree } : null;
        using Scratch? work = save ? null : Scratch.Rent(job.Batch * job.ZRow * job.ZSteps + 2 * 2 * stateSize);
        job.Z = tape is null ? work!.Pointer : tape.Gates.Pointer;
        job.H = tape is null ? job.Z + job.Batch * job.ZRow * job.ZSteps : tape.H.Pointer;
        job.C = !lstm ? null : tape is null ? job.H + 2 * stateSize : tape.C!.Pointer;

        using var weights = Scratch.Rent(padded * job.Slots + columns * job.Units + columns * job.Features);
        job.Bias = weights.Pointer;
        job.Recurrent = job.Bias + padded * job.Slots;
        job.Kernel = job.Recurrent + columns * job.Units;
        using Scratch? projected = problem.RepeatedInput || tree is not null ? Scratch.Rent(job.Batch * job.ZRow) : null;

        fixed (float* x = inputs.X, mask = inputs.Mask, kernel = inputs.Kernel, recurrent = inputs.RecurrentKernel)
        fixed (float* sequence = outputs.Sequence, last = outputs.Last)
        fixed (int* tokens = inputs.Tokens)
        {
            job.X = x;
            job.Mask = mask;
            job.Tokens = tokens;
            job.Sequence = sequence;
            job.Last = last;
            RecurrentPacking<S, V>.Bias(problem, inputs.Bias, job.Bias);
            RecurrentPacking<S, V>.Forward(problem, kernel, recurrent, job);
            job.Projected = job.Continued = projected is null ? null : projected.Pointer;
            StateRows.Load(inputs.InitialH, job.H, job.Batch, job.Units, padded);
            if (lstm)
                StateRows.Load(inputs.InitialC, job.C, job.Batch, job.Units, padded);

            Run(problem, job.Parts, CellSelection.Find(path, problem).Forward, &job);

            StateRows.Store(job, job.HAt(job.Time, 0), outputs.FinalH);
            if (lstm)
                StateRows.Store(job, job.CAt(job.Time, 0), outputs.FinalC);
        }
        if (!save)
            tree?.Dispose();
        return tape;
    }

    private static void Backward<S, V>(RecurrentTape tape, in RecurrentInputs inputs, in RecurrentGradients gradients)
        where S : struct, ISimd<V> where V : struct
    {
        RecurrentProblem problem = tape.Problem;
        RecurrentJob job = Job<S, V>(problem, inputs);
        if (tape.Tree is not null)
            Share(ref job, tape.Tree);
        nint padded = job.Padded, stateSize = job.Batch * padded, transposedSize = job.Gates * padded * padded;
        (job.ZSteps, job.StateSteps) = (job.Time, job.Time + 1);
        job.Z = tape.Gates.Pointer;
        job.H = tape.H.Pointer;
        job.C = tape.C is null ? null : tape.C.Pointer;
        job.WantsInitialH = !gradients.InitialH.IsEmpty;

        bool wantsX = !gradients.X.IsEmpty && !problem.RepeatedInput;
        nint kernelSize = wantsX ? job.Gates * padded * RecurrentPacking<S, V>.Padded(job.Features) : 0;
        nint sumsSize = gradients.Bias.IsEmpty ? 0 : BiasGradient<S, V>.Groups(job) * job.ZRow;
        nint summedSize = problem.RepeatedInput ? job.Batch * job.ZRow : 0;
        nint continuedSize = job.Tree.Continued * (job.ZRow + padded);
        using var work = Scratch.Rent(4 * stateSize + transposedSize + kernelSize + sumsSize + summedSize + continuedSize);
        job.StateGradient = work.Pointer;
        job.CellGradient = job.StateGradient + stateSize;
        job.ResetGradient = job.CellGradient + stateSize;
        job.RecurrentTransposed = job.ResetGradient + 2 * stateSize;
        job.KernelTransposed = job.RecurrentTransposed + transposedSize;
        job.BiasSums = sumsSize == 0 ? null : job.KernelTransposed + kernelSize;
        job.SummedGradient = summedSize == 0 ? null : job.KernelTransposed + kernelSize + sumsSize;
        job.Continued = job.KernelTransposed + kernelSize + sumsSize + summedSize;
        job.ContinuedStates = job.Continued + job.Tree.Continued * job.ZRow;
        new Span<float>(job.BiasSums, checked((int)sumsSize)).Clear();
        job.ProjectionSteps = ProjectionSteps(job);
        bool carries = !inputs.Mask.IsEmpty && !problem.ZeroOutputForMask;
        job.CarriedGradient = carries ? job.ResetGradient + stateSize : null;
        if (carries)
            new Span<float>(job.CarriedGradient, checked((int)stateSize)).Clear();

        fixed (float* x = inputs.X, mask = inputs.Mask, kernel = inputs.Kernel, recurrent = inputs.RecurrentKernel)
        fixed (float* sequence = gradients.Sequence, last = gradients.Last, dX = gradients.X)
        fixed (int* tokens = inputs.Tokens)
        {
            job.X = x;
            job.Mask = mask;
            job.Tokens = tokens;
            job.Sequence = sequence;
            job.Last = last;
            job.InputGradient = wantsX ? dX : null;
            RecurrentPacking<S, V>.Backward(problem, kernel, recurrent, job);
            StateRows.LoadSums(job, gradients.FinalH, job.StateGradient);
            StateRows.LoadSums(job, gradients.FinalC, job.CellGradient);

            Run(problem, job.Parts, CellSelection.Find(tape.Path, problem).Backward, &job);

            StateRows.Store(job, job.StateGradient, gradients.InitialH);
            StateRows.Store(job, job.CellGradient, gradients.InitialC);
            if (!gradients.Bias.IsEmpty)
                BiasGradient<S, V>.Write(problem, job, gradients.Bias);
            WeightGradients.Compute(tape.Path, problem, ref job, inputs, gradients);
        }
    }

    /// <summary>Whether several workers take part.</summary>
    internal static bool IsShared(in RecurrentProblem problem) => problem.Work >= ParallelWork;

    /// <summary>Runs the parts of a pass on the workers, or of a small problem on the calling thread.</summary>
    internal static void Run(in RecurrentProblem problem, int parts, delegate*<void*, int, void> body, void* state)
    {
        if (IsShared(problem))
        {
            WorkerPool.Run(parts, body, state);
        }
        else
        {
            for (int part = 0; part < parts; part++)
                body(state, part);
        }
    }

    /// <summary>Rows are shared: a worker's share is then a chunk of the tree.</summary>
    private static void Share(ref RecurrentJob job, PrefixTree tree)
    {
        job.Tree = tree.Rows;
        job.Parts = (int)tree.Rows.Chunks;
    }

    private static nint ProjectionSteps(in RecurrentJob job) =>
        Math.Min(job.Time, Math.Max(1, ProjectionRows * job.Parts / job.Batch));

    private static RecurrentJob Job<S, V>(in RecurrentProblem problem, in RecurrentInputs inputs)
        where S : struct, ISimd<V> where V : struct => new()
        {
            Batch = problem.Batch,
            Time = problem.Time,
            Features = problem.Features,
            Units = problem.Units,
            Padded = RecurrentPacking<S, V>.Padded(problem.Units),
            Gates = problem.Gates,
            Slots = problem.Slots,
            Parts = !IsShared(problem) ? 1
                : Math.Min(Parallelism.Threads, (problem.Batch + BatchShare.Rows - 1) / BatchShare.Rows),
            RepeatedInput = problem.RepeatedInput,
            ZeroOutputForMask = problem.ZeroOutputForMask,
            ZeroInitialState = inputs.InitialH.IsEmpty,
            AsksAhead = Sse.IsSupported && problem.Gates * (long)problem.Units * problem.Units >= FarKernel,
        };
}
