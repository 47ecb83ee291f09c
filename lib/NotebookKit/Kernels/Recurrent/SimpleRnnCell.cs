using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>SimpleRNN (Elman): h' = a(x·K + h·R + b).</summary>
internal readonly unsafe struct SimpleRnnCell<A> : ICell where A : struct, IActivation
{
    public static int ForwardPhases => 1;

    public static int BackwardPhases => 1;

    public static int RecurrentGates => 1;

    public static int RecurrentSlot => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded;
        float* z = job->ZAt(step, row) + unit, bias = job->Bias + unit, nextH = job->HAt(step + 1, row) + unit;
        for (nint r = row; r < row + rows; r++, z += padded, nextH += padded)
        {
            if (job->IsMasked(step, r))
            {
                Tile<S, V>.CopyPanel(job->HAt(step, job->Previous(step, r)) + unit, nextH);
                continue;
            }
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                V state = A.Apply<S, V>(S.Add(S.Load(z + j), S.Load(bias + j)));
                S.Store(state, z + j);
                S.Store(state, nextH + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<S, V>(RecurrentJob* job, int phase, nint step, nint row, nint rows, nint unit)
        where S : struct, ISimd<V> where V : struct
    {
        nint padded = job->Padded;
        float* z = job->ZAt(step, row) + unit, dh = job->StateGradient + row * padded + unit;
        for (nint r = 0; r < rows; r++, z += padded, dh += padded)
        {
            if (job->IsMasked(step, row + r))
            {
                Tile<S, V>.ClearPanel(z);
                continue;
            }
            for (nint j = 0; j < Tile<S, V>.Width; j += S.Lanes)
            {
                S.Store(S.Multiply(S.Load(dh + j), A.Derivative<S, V>(S.Load(z + j))), z + j);
                S.Store(S.Zero, dh + j);
            }
        }
    }
}
