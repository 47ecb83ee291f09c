using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// LSTM: i, f, o = ra(z), g = a(z); c' = f·c + i·g; h' = o·a(c'), with z = x·K + h·R + b (Hochreiter and Schmidhuber 1997,
/// forget gate of Gers et al. 2000, Keras's gate order i, f, c, o).
/// </summary>
internal readonly unsafe struct LstmCell<A, R> : ICell where A : struct, IActivation where R : struct, IActivation
{
    public static int ForwardPhases => 1;

    public static int BackwardPhases => 1;

    public static int RecurrentGates => 4;

    public static int RecurrentSlot => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* z = job->ZAt(step, row) + unit;
        float* bias = job->Bias + unit;
        float* nextC = job->CAt(step + 1, row) + unit, nextH = job->HAt(step + 1, row) + unit;
        for (nint r = row; r < row + rows; r++, z += zRow, nextH += padded, nextC += padded)
        {
            nint previous = job->Previous(step, r);
            float* c = job->CAt(step, previous) + unit;
            if (job->IsMasked(step, r))
            {
                Tile<S, V>.CopyPanel(job->HAt(step, previous) + unit, nextH);
                Tile<S, V>.CopyPanel(c, nextC);
                continue;
            }
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V i = R.Apply<S, V>(S.Add(S.Load(z + j), S.Load(bias + j)));
                V f = R.Apply<S, V>(S.Add(S.Load(z + padded + j), S.Load(bias + padded + j)));
                V g = A.Apply<S, V>(S.Add(S.Load(z + 2 * padded + j), S.Load(bias + 2 * padded + j)));
                V o = R.Apply<S, V>(S.Add(S.Load(z + 3 * padded + j), S.Load(bias + 3 * padded + j)));
                V state = S.MultiplyAdd(f, S.Load(c + j), S.Multiply(i, g));
                S.Store(i, z + j);
                S.Store(f, z + padded + j);
                S.Store(g, z + 2 * padded + j);
                S.Store(o, z + 3 * padded + j);
                S.Store(state, nextC + j);
                S.Store(S.Multiply(o, A.Apply<S, V>(state)), nextH + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded, zRow = job->ZRow;
        float* z = job->ZAt(step, row) + unit;
        float* nextC = job->CAt(step + 1, row) + unit;
        float* dh = job->StateGradient + row * padded + unit, dc = job->CellGradient + row * padded + unit;
        for (nint r = row; r < row + rows; r++, z += zRow, nextC += padded, dh += padded, dc += padded)
        {
            if (job->IsMasked(step, r))
            {
                for (nint slot = 0; slot < 4; slot++)
                    Tile<S, V>.ClearPanel(z + slot * padded);
                continue;
            }
            float* c = job->CAt(step, job->Previous(step, r)) + unit;
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V i = S.Load(z + j), f = S.Load(z + padded + j), g = S.Load(z + 2 * padded + j), o = S.Load(z + 3 * padded + j);
                V squashed = A.Apply<S, V>(S.Load(nextC + j));
                V dState = S.Load(dh + j);
                V dCell = S.MultiplyAdd(S.Multiply(dState, o), A.Derivative<S, V>(squashed), S.Load(dc + j));
                S.Store(S.Multiply(S.Multiply(dCell, g), R.Derivative<S, V>(i)), z + j);
                S.Store(S.Multiply(S.Multiply(dCell, S.Load(c + j)), R.Derivative<S, V>(f)), z + padded + j);
                S.Store(S.Multiply(S.Multiply(dCell, i), A.Derivative<S, V>(g)), z + 2 * padded + j);
                S.Store(S.Multiply(S.Multiply(dState, squashed), R.Derivative<S, V>(o)), z + 3 * padded + j);
                S.Store(S.Multiply(dCell, f), dc + j);
                S.Store(S.Zero, dh + j);
            }
        }
    }
}
