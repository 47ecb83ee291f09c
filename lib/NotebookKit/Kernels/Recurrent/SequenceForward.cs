using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>A worker's share of a forward pass: its rows of the batch through all time steps, without waiting for anyone.</summary>
internal static unsafe class SequenceForward<S, V, C> where S : struct, ISimd<V> where V : struct where C : struct, ICell
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(void* state, int part)
    {
        var job = (RecurrentJob*)state;
        var (row, end) = BatchShare.Of(job->Batch, S.TileRows, part, job->Parts);
        if (row == end) return;
        for (nint first = 0; first < job->Time; first += job->ProjectionSteps)
        {
            nint last = Math.Min(first + job->ProjectionSteps, job->Time);
            InputProjection<S, V>.Project(job, first, last, row, end);
            for (nint step = first; step < last; step++)
            {
                for (int phase = 0; phase < C.ForwardPhases; phase++)
                    for (nint unit = 0; unit < job->Padded; unit += Tile<S, V>.Width)
                        for (nint r = row; r < end; r += S.TileRows)
                            C.Forward<S, V>(job, phase, step, r, Math.Min(S.TileRows, end - r), unit);
                SequenceOutput.Write(job, step, row, end);
            }
        }
    }
}

/// <summary>Divides the rows of a batch among workers.</summary>
internal static class BatchShare
{
    /// <summary>The rows of share <paramref name="part"/> of <paramref name="parts"/>, in whole tiles but for the last.</summary>
    public static (nint Start, nint End) Of(nint batch, nint tileRows, int part, int parts)
    {
        nint tiles = (batch + tileRows - 1) / tileRows;
        return (Math.Min(batch, tiles * part / parts * tileRows), Math.Min(batch, tiles * (part + 1) / parts * tileRows));
    }
}
