using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// GRU with the reset gate before the recurrent product (Cho et al. 2014, Keras reset_after = false):
/// z, r = ra(x·K + h·R + b); n = a(x·K_h + (r·h)·R_h + b_h); h' = z·h + (1 - z)·n.
/// Two phases, since the candidate needs r·h of all units. The slots of a stored row are n, z, r and r·h.
/// </summary>
internal readonly unsafe struct GruResetBeforeCell<A, R> : ICell where A : struct, IActivation where R : struct, IActivation
{
    public static int ForwardPhases => 2;

    public static int BackwardPhases => 2;

    public static int RecurrentGates => 2;

    public static int RecurrentSlot => 1;

    public static void Forward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        if (phase == 0)
            Gates<S, V>(job, step, row, rows, unit);
        else
            Candidate<S, V>(job, step, row, rows, unit);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gates<S, V>(RecurrentJob* job, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* slots = job->ZAt(step, row) + unit;
        float* h = job->HAt(step, row) + unit, bias = job->Bias + unit;
        for (nint r = 0; r < rows; r++, slots += zRow, h += padded)
        {
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V z = R.Apply<S, V>(S.Add(S.Load(slots + padded + j), S.Load(bias + padded + j)));
                V reset = R.Apply<S, V>(S.Add(S.Load(slots + 2 * padded + j), S.Load(bias + 2 * padded + j)));
                S.Store(z, slots + padded + j);
                S.Store(reset, slots + 2 * padded + j);
                S.Store(S.Multiply(reset, S.Load(h + j)), slots + 3 * padded + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Candidate<S, V>(RecurrentJob* job, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* slots = job->ZAt(step, row);
        if (job->HasState(step))
        {
            Tile<S, V>.Gates(
                1, rows, job->Units, slots + 3 * padded, zRow, job->Recurrent + (2 * padded + unit) * job->Units, 0,
                slots + unit, zRow, slots + unit, zRow, 0);
        }

        slots += unit;
        float* h = job->HAt(step, row) + unit, nextH = job->HAt(step + 1, row) + unit, bias = job->Bias + unit;
        for (nint r = 0; r < rows; r++, slots += zRow, h += padded, nextH += padded)
        {
            if (job->IsMasked(step, row + r))
            {
                Tile<S, V>.CopyPanel(h, nextH);
                continue;
            }
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V n = A.Apply<S, V>(S.Add(S.Load(slots + j), S.Load(bias + j)));
                S.Store(n, slots + j);
                // z·h + (1 - z)·n
                S.Store(S.MultiplyAdd(S.Load(slots + padded + j), S.Subtract(S.Load(h + j), n), n), nextH + j);
            }
        }
    }

    public static void Backward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        if (phase == 0)
            BackwardCandidate<S, V>(job, step, row, rows, unit);
        else
            BackwardReset<S, V>(job, step, row, rows, unit);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardCandidate<S, V>(RecurrentJob* job, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* slots = job->ZAt(step, row) + unit;
        float* h = job->HAt(step, row) + unit, dh = job->StateGradient + row * padded + unit;
        for (nint r = 0; r < rows; r++, slots += zRow, h += padded, dh += padded)
        {
            if (job->IsMasked(step, row + r))
            {
                for (nint slot = 0; slot < 4; slot++)
                    Tile<S, V>.ClearPanel(slots + slot * padded);
                continue;
            }
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V n = S.Load(slots + j), z = S.Load(slots + padded + j), dState = S.Load(dh + j);
                S.Store(S.Multiply(S.Multiply(dState, S.Subtract(S.Create(1f), z)), A.Derivative<S, V>(n)), slots + j);
                S.Store(S.Multiply(S.Multiply(dState, S.Subtract(S.Load(h + j), n)), R.Derivative<S, V>(z)), slots + padded + j);
                S.Store(S.Multiply(dState, z), dh + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardReset<S, V>(RecurrentJob* job, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        // The transposed panels hold z and r (2·padded inner values) for all units, then those of the candidate.
        nint padded = job->Padded, zRow = job->ZRow;
        float* candidate = job->RecurrentTransposed + 2 * padded * padded + unit * padded;
        float* dResetState = job->ResetGradient + row * padded + unit;
        float* slots = job->ZAt(step, row);
        Tile<S, V>.Rows(rows, padded, slots, zRow, 1, candidate, Tile<S, V>.Width, dResetState, padded, accumulate: false);
        slots += unit;
        float* h = job->HAt(step, row) + unit, dh = job->StateGradient + row * padded + unit;
        for (nint r = 0; r < rows; r++, slots += zRow, h += padded, dh += padded, dResetState += padded)
        {
            if (job->IsMasked(step, row + r))
                continue;
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V reset = S.Load(slots + 2 * padded + j), d = S.Load(dResetState + j);
                S.Store(S.Multiply(S.Multiply(d, S.Load(h + j)), R.Derivative<S, V>(reset)), slots + 2 * padded + j);
                S.Store(S.MultiplyAdd(d, reset, S.Load(dh + j)), dh + j);
            }
        }
    }
}
