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
        var (row, end) = BatchShare.Of(job->Batch, S.TileRows, part, job->Parts);
        if (row == end) return;
        for (nint step = job->Time - 1; step >= 0; step--)
        {
            SequenceOutput.AddGradients(job, step, row, end);
            for (int phase = 0; phase < C.BackwardPhases; phase++)
                for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
                    for (nint r = row; r < end; r += S.TileRows)
                    {
                        nint rows = Math.Min(S.TileRows, end - r);
                        if (phase == 0 && step < job->Time - 1) C.AddStateGradient<S, V>(job, step + 1, r, rows, unit);
                        C.Backward<S, V>(job, phase, step, r, rows, unit);
                        if (phase == 0 && step > 0) Prefetch(job, step - 1, r, rows, unit);
                    }
            if (job->BiasSums != null) BiasGradient<S, V>.Add(job, step, row, end);
            if (job->SummedGradient != null) AddToSum(job, step, row, end);
            if (job->InputGradient != null && step % job->ProjectionSteps == 0)
                InputGradient<S, V>.Write(job, step, Math.Min(step + job->ProjectionSteps, job->Time), row, end);
        }
        if (!job->WantsInitialH) return;
        for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
            for (nint r = row; r < end; r += S.TileRows)
                C.AddStateGradient<S, V>(job, 0, r, Math.Min(S.TileRows, end - r), unit);
    }

    /// <summary>Adds one step's gradients to the sum over time; the last step, which comes first, begins it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddToSum(RecurrentJob* job, nint step, nint row, nint end)
    {
        float* z = job->ZAt(step, row), sum = job->SummedGradient + row * job->ZRow;
        nint count = (end - row) * job->ZRow;
        bool begins = step == job->Time - 1;
        for (nint i = 0; i < count; i += S.Lanes) S.Store(begins ? S.Load(z + i) : S.Add(S.Load(sum + i), S.Load(z + i)), sum + i);
    }

    /// <summary>
    /// Asks for a part of the gates and cell states of the step that comes next: by then it is long gone from the caches, and its
    /// many short pieces are none that the processor would foresee.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Prefetch(RecurrentJob* job, nint step, nint row, nint rows, nint unit)
    {
        if (!Sse.IsSupported) return;
        nint share = job->Slots * Tile<S, V>.Width;
        for (nint r = row; r < row + rows; r++)
        {
            float* gates = job->ZAt(step, r) + unit * job->Slots;
            for (nint i = 0; i < share; i += CacheLine) Sse.Prefetch1(gates + i);
            if (job->C == null) continue;
            float* cell = job->CAt(step, r) + unit;
            for (nint i = 0; i < Tile<S, V>.Width; i += CacheLine) Sse.Prefetch1(cell + i);
        }
    }
}
