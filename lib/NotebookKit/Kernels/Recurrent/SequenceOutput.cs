using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>
/// Between the time-major states and the layer's outputs. A masked step repeats the previous output, zeros before the first
/// unmasked step; going back, its output's gradient is carried to the step whose output it repeated.
/// </summary>
internal static unsafe class SequenceOutput
{
    /// <summary>Writes the outputs of one step for rows [row, end).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(RecurrentJob* job, nint step, nint row, nint end)
    {
        if (job->Sequence == null && job->Last == null) return;
        int units = (int)job->Units;
        for (nint r = row; r < end; r++)
        {
            var state = new ReadOnlySpan<float>(job->HAt(step + 1, r), units);
            bool masked = job->IsMasked(step, r);
            bool repeats = masked && !job->ZeroOutputForMask;
            if (job->Sequence != null)
            {
                float* output = job->Sequence + (r * job->Time + step) * units;
                if (!masked) state.CopyTo(new Span<float>(output, units));
                else if (repeats && step > 0) new ReadOnlySpan<float>(output - units, units).CopyTo(new Span<float>(output, units));
                else new Span<float>(output, units).Clear();
            }
            if (job->Last == null || (job->Mask == null && step < job->Time - 1)) continue;
            var last = new Span<float>(job->Last + r * units, units);
            if (!masked) state.CopyTo(last);
            else if (!repeats || step == 0) last.Clear();
        }
    }

    /// <summary>Adds the gradients of one step's outputs to the gradient of the state after it, for rows [row, end).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradients(RecurrentJob* job, nint step, nint row, nint end)
    {
        int units = (int)job->Units;
        for (nint r = row; r < end; r++)
        {
            bool masked = job->IsMasked(step, r);
            if (masked && job->ZeroOutputForMask) continue;
            float* target = (masked ? job->CarriedGradient : job->StateGradient) + r * job->Padded;
            var sum = new Span<float>(target, units);
            if (job->Sequence != null)
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(job->Sequence + (r * job->Time + step) * units, units), sum);
            if (job->Last != null && step == job->Time - 1)
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(job->Last + r * units, units), sum);
            if (masked || job->CarriedGradient == null) continue;
            var carried = new Span<float>(job->CarriedGradient + r * job->Padded, units);
            TensorPrimitives.Add(sum, carried, sum);
            carried.Clear();
        }
    }
}
