using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// Between the time-major states and the layer's outputs. A masked step repeats the previous output, zeros before the first
/// unmasked step; going back, its output's gradient is carried to the step whose output it repeated.
/// </summary>
internal static unsafe class SequenceOutput
{
    /// <summary>Writes the outputs of one step for the sequences at positions [start, end).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(RecurrentJob* job, nint step, nint start, nint end)
    {
        bool writesLast = job->Last != null && (job->Mask != null || step == job->Time - 1);
        if (job->Sequence == null && !writesLast)
            return;
        int units = (int)job->Units;
        for (nint position = start; position < end; position++)
        {
            nint sequence = job->SequenceAt(position);
            var state = new ReadOnlySpan<float>(job->HAt(step + 1, job->RowOf(step, sequence)), units);
            bool masked = job->IsMaskedAt(step, sequence);
            bool repeats = masked && !job->ZeroOutputForMask;
            if (job->Sequence != null)
            {
                float* output = job->Sequence + (sequence * job->Time + step) * units;
                if (!masked)
                    state.CopyTo(new Span<float>(output, units));
                else if (repeats && step > 0)
                    new ReadOnlySpan<float>(output - units, units).CopyTo(new Span<float>(output, units));
                else
                    new Span<float>(output, units).Clear();
            }
            if (!writesLast)
                continue;
            var last = new Span<float>(job->Last + sequence * units, units);
            if (!masked)
                state.CopyTo(last);
            else if (!repeats || step == 0)
                last.Clear();
        }
    }

    /// <summary>
    /// Adds the gradients of one step's outputs to the gradient of the state after it, for the sequences at positions [start, end).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradients(RecurrentJob* job, nint step, nint start, nint end)
    {
        bool addsLast = job->Last != null && step == job->Time - 1;
        if (job->Sequence == null && !addsLast && job->CarriedGradient == null)
            return;
        int units = (int)job->Units;
        for (nint position = start; position < end; position++)
        {
            nint sequence = job->SequenceAt(position);
            bool masked = job->IsMaskedAt(step, sequence);
            if (masked && job->ZeroOutputForMask)
                continue;
            float* state = job->StateGradient + job->RowOf(step, sequence) * job->Padded;
            float* repeated = job->CarriedGradient + sequence * job->Padded;
            var sum = new Span<float>(masked ? repeated : state, units);
            if (job->Sequence != null)
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(job->Sequence + (sequence * job->Time + step) * units, units), sum);
            if (addsLast)
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(job->Last + sequence * units, units), sum);
            if (masked || job->CarriedGradient == null)
                continue;
            var carried = new Span<float>(repeated, units);
            TensorPrimitives.Add(sum, carried, sum);
            carried.Clear();
        }
    }
}
