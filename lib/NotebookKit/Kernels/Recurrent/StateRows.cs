using System.Numerics.Tensors;

namespace NotebookKit.Kernels;

/// <summary>Copies states between a layer's (batch, units) arrays and the kernels' rows of padded units.</summary>
internal static unsafe class StateRows
{
    /// <summary>Copies the states, or zeros when there are none, and zeros into the padding.</summary>
    public static void Load(ReadOnlySpan<float> states, float* rows, nint batch, nint units, nint padded)
    {
        for (nint row = 0; row < batch; row++)
        {
            var to = new Span<float>(rows + row * padded, (int)padded);
            to.Clear();
            if (!states.IsEmpty)
                states.Slice((int)(row * units), (int)units).CopyTo(to);
        }
    }

    /// <summary>Copies each sequence's row into the states, or nothing when they are not wanted.</summary>
    public static void Store(in RecurrentJob job, float* rows, Span<float> states)
    {
        int units = (int)job.Units;
        for (nint sequence = 0; sequence * units < states.Length; sequence++)
        {
            new ReadOnlySpan<float>(rows + job.RowOf(job.Time - 1, sequence) * job.Padded, units)
                .CopyTo(states.Slice((int)sequence * units, units));
        }
    }

    /// <summary>The sum of the states' gradients for each row at the last step.</summary>
    public static void LoadSums(in RecurrentJob job, ReadOnlySpan<float> gradients, float* rows)
    {
        if (!job.Tree.IsUsed)
        {
            Load(gradients, rows, job.Batch, job.Units, job.Padded);
            return;
        }
        Load([], rows, job.Batch, job.Units, job.Padded);
        int units = (int)job.Units;
        for (nint sequence = 0; sequence * units < gradients.Length; sequence++)
        {
            var sum = new Span<float>(rows + job.RowOf(job.Time - 1, sequence) * job.Padded, units);
            TensorPrimitives.Add(sum, gradients.Slice((int)sequence * units, units), sum);
        }
    }
}
