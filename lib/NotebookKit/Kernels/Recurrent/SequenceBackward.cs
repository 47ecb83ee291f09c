using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>A worker's share of backward through time: its rows of the batch from the last step to the first.</summary>
internal static unsafe class SequenceBackward<S, V, C> where S : struct, ISimd<V> where V : struct where C : struct, ICell
{
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
                    }
        }
        if (!job->WantsInitialH) return;
        for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
            for (nint r = row; r < end; r += S.TileRows)
                C.AddStateGradient<S, V>(job, 0, r, Math.Min(S.TileRows, end - r), unit);
    }
}
