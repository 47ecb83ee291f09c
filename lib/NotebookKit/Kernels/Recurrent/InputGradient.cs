using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>The gradient of the input, dZ·Kᵀ, for the steps that backward through time has just finished, while dZ is in cache.</summary>
internal static unsafe class InputGradient<S, V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(RecurrentJob* job, nint firstStep, nint endStep, nint row, nint end)
    {
        nint width = Tile<S, V>.Width, inner = job->Gates * job->Padded, features = job->Features;
        nint rows = end - row, steps = endStep - firstStep, sequence = job->Time * features;
        for (nint column = 0; column < features; column += width)
        {
            float* panel = job->KernelTransposed + column * inner;
            nint filled = Math.Min(width, features - column);
            if (rows >= steps)
            {
                for (nint step = firstStep; step < endStep; step++)
                {
                    Multiply(
                        rows, inner, job->ZAt(step, row), job->ZRow, panel,
                        job->InputGradient + row * sequence + step * features + column, sequence, filled);
                }

                continue;
            }
            // Few sequences: the steps of each make the rows of the tiles.
            for (nint r = row; r < end; r++)
            {
                Multiply(
                    steps, inner, job->ZAt(firstStep, r), job->Batch * job->ZRow, panel,
                    job->InputGradient + r * sequence + firstStep * features + column, features, filled);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(nint rows, nint inner, float* z, nint zStep, float* panel, float* gradient, nint step, nint filled)
    {
        nint width = Tile<S, V>.Width;
        if (filled == width)
        {
            Tile<S, V>.Rows(rows, inner, z, zStep, 1, panel, width, gradient, step, accumulate: false);
            return;
        }
        float* tile = stackalloc float[S.TileRows * 2 * S.Lanes];
        for (nint row = 0; row < rows; row += S.TileRows)
        {
            nint count = Math.Min(S.TileRows, rows - row);
            Tile<S, V>.Rows(count, inner, z + row * zStep, zStep, 1, panel, width, tile, width, accumulate: false);
            for (nint r = 0; r < count; r++)
                new ReadOnlySpan<float>(tile + r * width, (int)filled).CopyTo(new Span<float>(gradient + (row + r) * step, (int)filled));
        }
    }
}
