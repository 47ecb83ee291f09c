using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NotebookKit.Kernels;

/// <summary>A worker's share of backward through time: its rows of the batch from the last step to the first.</summary>
internal static unsafe class SequenceBackward<S, V, C> where S : struct, ISimd<V> where V : struct where C : struct, ICell
{
    /// <summary>Floats of a cache line.</summary>
    private const int CacheLine = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(void* state, int part)
    {
        var job = (RecurrentJob*)state;
        if (job->Tree.IsUsed)
        {
            RunTree(job, part);
            return;
        }
        (nint row, nint end) = BatchShare.Of(job->Batch, BatchShare.Rows, part, job->Parts);
        if (row == end)
            return;
        for (nint step = job->Time - 1; step >= 0; step--)
        {
            SequenceOutput.AddGradients(job, step, row, end);
            for (int phase = 0; phase < C.BackwardPhases; phase++)
            {
                for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
                {
                    if (phase == 0 && step < job->Time - 1)
                        AddStateGradient(job, job->ZAt(step + 1, row), row, end - row, unit);
                    for (nint r = row; r < end; r += S.TileRows)
                    {
                        nint rows = Math.Min(S.TileRows, end - r);
                        C.Backward<S, V>(job, phase, step, r, rows, unit);
                        if (phase == 0 && step > 0)
                            Prefetch(job, step - 1, r, rows, unit);
                    }
                }
            }

            if (job->SummedGradient != null)
                AddToSum(job, step, row, end);
            else if (job->BiasSums != null)
                BiasGradient<S, V>.Add(job, step, row, end);
            if (job->InputGradient != null && step % job->ProjectionSteps == 0)
                InputGradient<S, V>.Write(job, step, Math.Min(step + job->ProjectionSteps, job->Time), row, end);
        }
        if (job->SummedGradient != null && job->BiasSums != null)
            BiasGradient<S, V>.AddSummed(job, row, end);
        if (!job->WantsInitialH)
            return;
        for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
            AddStateGradient(job, job->ZAt(0, row), row, end - row, unit);
    }

    /// <summary>
    /// Adds to StateGradient what the gates' gradients of a step, which begin at <paramref name="z"/>, send to the state before it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddStateGradient(RecurrentJob* job, float* z, nint row, nint rows, nint unit)
    {
        nint padded = job->Padded, inner = C.RecurrentGates * padded;
        float* gradient = job->StateGradient + row * padded + unit;
        Tile<S, V>.Panel(
            rows, inner, z + C.RecurrentSlot * padded, job->ZRow, job->RecurrentTransposed + unit * inner,
            gradient, padded, gradient, padded, job->Next(job->RecurrentTransposed, inner, unit, Tile<S, V>.Width));
    }

    /// <summary>A chunk of the tree of prefixes: each step's rows hand their gradients, summed, to the rows that they continue.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTree(RecurrentJob* job, int chunk)
    {
        for (nint step = job->Time - 1; step >= 0; step--)
        {
            (nint row, nint end) = job->Tree.At(step, chunk);
            SequenceOutput.AddGradients(job, step, job->Tree.Starts[chunk], job->Tree.Starts[chunk + 1]);
            for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
            {
                if (step < job->Time - 1)
                {
                    AddStateGradient(
                        job, job->Continued + job->Tree.ContinuedAt(step, chunk, row) * job->ZRow, row, end - row, unit);
                }

                for (nint r = row; r < end; r += S.TileRows)
                    C.Backward<S, V>(job, 0, step, r, Math.Min(S.TileRows, end - r), unit);
            }
            if (job->BiasSums != null)
                BiasGradient<S, V>.AddGroup(job, chunk, step, row, end);
            if (step > 0)
                SumContinuations(job, step, chunk);
        }
    }

    /// <summary>
    /// Adds up what the rows of a step send to each row of the step before. The gradients of states do so where they lie: a row
    /// never comes before the row that it continues.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumContinuations(RecurrentJob* job, nint step, nint chunk)
    {
        nint padded = job->Padded, zRow = job->ZRow, before = -1;
        (nint row, nint end) = job->Tree.At(step, chunk);
        for (nint r = row; r < end; r++)
        {
            nint parent = job->Previous(step, r), at = job->Tree.ContinuedAt(step - 1, chunk, parent);
            bool begins = parent != before;
            before = parent;
            Sum(begins, job->ZAt(step, r), job->Continued + at * zRow, zRow);
            if (begins)
                Sum(true, job->HAt(step, parent), job->ContinuedStates + at * padded, padded);
            if (begins && parent == r)
                continue;
            Sum(begins, job->StateGradient + r * padded, job->StateGradient + parent * padded, padded);
            if (job->C != null)
                Sum(begins, job->CellGradient + r * padded, job->CellGradient + parent * padded, padded);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(bool begins, float* from, float* sum, nint count)
    {
        for (nint i = 0; i < count; i += S.Lanes)
            S.Store(begins ? S.Load(from + i) : S.Add(S.Load(sum + i), S.Load(from + i)), sum + i);
    }

    /// <summary>Adds one step's gradients to the sum over time; the last step, which comes first, begins it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddToSum(RecurrentJob* job, nint step, nint row, nint end)
    {
        bool begins = step == job->Time - 1;
        Sum(begins, job->ZAt(step, row), job->SummedGradient + row * job->ZRow, (end - row) * job->ZRow);
    }

    /// <summary>
    /// Asks for a part of the gates and cell states of the step that comes next: by then it is long gone from the caches, and its
    /// many short pieces are none that the processor would foresee.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Prefetch(RecurrentJob* job, nint step, nint row, nint rows, nint unit)
    {
        if (!Sse.IsSupported)
            return;
        nint share = job->Slots * Tile<S, V>.Width;
        for (nint r = row; r < row + rows; r++)
        {
            float* gates = job->ZAt(step, r) + unit * job->Slots;
            for (nint i = 0; i < share; i += CacheLine)
                Sse.Prefetch1(gates + i);
            if (job->C == null)
                continue;
            float* cell = job->CAt(step, r) + unit;
            for (nint i = 0; i < Tile<S, V>.Width; i += CacheLine)
                Sse.Prefetch1(cell + i);
        }
    }
}
