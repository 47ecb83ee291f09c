namespace NotebookKit.Layers;

/// <summary>The numbers that normalising layers multiply by and add, one for each place along some axes.</summary>
internal static class Factors
{
    /// <summary>Factors under a shape that broadcasts: the lengths of x along these axes, 1 elsewhere.</summary>
    public static Tensor Along(Tensor factors, Shape x, params ReadOnlySpan<int> axes)
    {
        int[] shape = [.. Enumerable.Repeat(1, x.Rank)];
        foreach (int axis in axes)
            shape[axis] = x[axis];
        return factors.Reshape(shape);
    }
}
