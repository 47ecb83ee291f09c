using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// The sums of dZ over rows and steps. Every tile of rows keeps a sum of its own while backward through time runs, and these are
/// added at the end in the order of the rows, so that the result does not depend on how rows were shared among workers.
/// </summary>
internal static unsafe class BiasGradient<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Tiles of a batch.</summary>
    public static nint Tiles(nint batch) => (batch + S.TileRows - 1) / S.TileRows;

    /// <summary>Adds one step's gradients of rows [row, end), where row begins a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(RecurrentJob* job, nint step, nint row, nint end)
    {
        nint length = job->ZRow;
        for (nint r = row; r < end; r += S.TileRows)
        {
            nint rows = Math.Min(S.TileRows, end - r);
            float* sums = job->BiasSums + r / S.TileRows * length, z = job->ZAt(step, r);
            for (nint column = 0; column < length; column += S.Lanes)
            {
                V sum = S.Load(sums + column);
                for (nint i = 0; i < rows; i++) sum = S.Add(sum, S.Load(z + i * length + column));
                S.Store(sum, sums + column);
            }
        }
    }

    /// <summary>Adds up the tiles' sums and writes those of the gates to the bias's gradient.</summary>
    public static void Write(in RecurrentProblem problem, in RecurrentJob job, Span<float> gradient)
    {
        int units = problem.Units, columns = problem.Gates * units, padded = (int)job.Padded;
        var sums = new Span<float>(job.BiasSums, (int)job.ZRow);
        for (nint tile = 1; tile < Tiles(job.Batch); tile++)
            System.Numerics.Tensors.TensorPrimitives.Add(sums, new ReadOnlySpan<float>(job.BiasSums + tile * job.ZRow, sums.Length), sums);
        for (int gate = 0; gate < problem.Gates; gate++)
            sums.Slice(RecurrentPacking<S, V>.InputSlot(problem, gate) * padded, units).CopyTo(gradient[(gate * units)..]);
        if (problem.Cell == CellKind.GruResetAfter)
            for (int gate = 0; gate < 3; gate++)
                sums.Slice((gate + 1) * padded, units).CopyTo(gradient[(columns + gate * units)..]);
    }
}
