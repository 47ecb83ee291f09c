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
            if (!states.IsEmpty) states.Slice((int)(row * units), (int)units).CopyTo(to);
        }
    }

    /// <summary>Copies the rows into the states, or nothing when they are not wanted.</summary>
    public static void Store(float* rows, Span<float> states, nint units, nint padded)
    {
        for (nint at = 0; at < states.Length; at += units, rows += padded)
            new ReadOnlySpan<float>(rows, (int)units).CopyTo(states.Slice((int)at, (int)units));
    }
}
