using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// GRU with the reset gate after the recurrent product (Keras reset_after = true, the cuDNN form):
/// z, r = ra(x·K + h·R + b); n = a(x·K_h + b_h + r·(h·R_h + b'_h)); h' = z·h + (1 - z)·n.
/// The slots of a stored row are n, z, r and h·R_h + b'_h, so that the input kernel's gates and the recurrent kernel's gates are
/// each contiguous: the first three slots and the last three.
/// </summary>
internal readonly unsafe struct GruResetAfterCell<A, R> : ICell where A : struct, IActivation where R : struct, IActivation
{
    public static int ForwardPhases => 1;

    public static int BackwardPhases => 1;

    public static int RecurrentGates => 3;

    public static int RecurrentSlot => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* slots = job->ZAt(step, row) + unit;
        float* bias = job->Bias + unit, nextH = job->HAt(step + 1, row) + unit;
        for (nint r = row; r < row + rows; r++, slots += zRow, nextH += padded)
        {
            float* h = job->HAt(step, job->Previous(step, r)) + unit;
            if (job->IsMasked(step, r))
            {
                Tile<S, V>.CopyPanel(h, nextH);
                continue;
            }
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V z = R.Apply<S, V>(S.Add(S.Load(slots + padded + j), S.Load(bias + padded + j)));
                V reset = R.Apply<S, V>(S.Add(S.Load(slots + 2 * padded + j), S.Load(bias + 2 * padded + j)));
                V input = S.Add(S.Load(slots + j), S.Load(bias + j));
                V n = A.Apply<S, V>(S.MultiplyAdd(reset, S.Load(slots + 3 * padded + j), input));
                S.Store(n, slots + j);
                S.Store(z, slots + padded + j);
                S.Store(reset, slots + 2 * padded + j);
                // z·h + (1 - z)·n
                S.Store(S.MultiplyAdd(z, S.Subtract(S.Load(h + j), n), n), nextH + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* slots = job->ZAt(step, row) + unit;
        float* dh = job->StateGradient + row * padded + unit;
        for (nint r = row; r < row + rows; r++, slots += zRow, dh += padded)
        {
            if (job->IsMasked(step, r))
            {
                for (nint slot = 0; slot < 4; slot++)
                    Tile<S, V>.ClearPanel(slots + slot * padded);
                continue;
            }
            float* h = job->HAt(step, job->Previous(step, r)) + unit;
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V n = S.Load(slots + j), z = S.Load(slots + padded + j), reset = S.Load(slots + 2 * padded + j);
                V dState = S.Load(dh + j);
                V dN = S.Multiply(S.Multiply(dState, S.Subtract(S.Create(1f), z)), A.Derivative<S, V>(n));
                V dZ = S.Multiply(S.Multiply(dState, S.Subtract(S.Load(h + j), n)), R.Derivative<S, V>(z));
                V dReset = S.Multiply(S.Multiply(dN, S.Load(slots + 3 * padded + j)), R.Derivative<S, V>(reset));
                S.Store(dN, slots + j);
                S.Store(dZ, slots + padded + j);
                S.Store(dReset, slots + 2 * padded + j);
                S.Store(S.Multiply(dN, reset), slots + 3 * padded + j);
                S.Store(S.Multiply(dState, z), dh + j);
            }
        }
    }
}
