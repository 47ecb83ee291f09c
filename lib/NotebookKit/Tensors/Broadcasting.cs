namespace NotebookKit;

/// <summary>Walks operands whose shapes differ as NumPy's broadcasting rules say, and folds results back.</summary>
internal static class Broadcasting
{
    /// <summary>
    /// For a shape broadcast to <paramref name="target"/>, how far its buffer position moves when an axis of the target
    /// moves by one: 0 where its length is 1.
    /// </summary>
    public static int[] Strides(Shape shape, Shape target)
    {
        int[] strides = new int[target.Rank];
        int stride = 1;
        for (int i = 1; i <= shape.Rank; i++)
        {
            strides[^i] = shape[-i] == 1 ? 0 : stride;
            stride *= shape[-i];
        }
        return strides;
    }

    /// <summary>Calls back for each run along the last axis of the target: result position, then each operand's position.</summary>
    public static void ForEachRow(Shape target, int[] stridesA, int[] stridesB, Action<int, int, int> row)
    {
        int length = target.Rank == 0 ? 1 : target[-1];
        int rows = length == 0 ? 0 : target.Size / length;
        int[] index = new int[Math.Max(0, target.Rank - 1)];
        int a = 0, b = 0;
        for (int r = 0; r < rows; r++)
        {
            row(r * length, a, b);
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                a += stridesA[axis];
                b += stridesB[axis];
                if (++index[axis] < target[axis])
                    break;
                a -= stridesA[axis] * target[axis];
                b -= stridesB[axis] * target[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>Sums a gradient of a broadcast result over the axes that were stretched, so that it has the operand's shape.</summary>
    public static Tensor SumTo(Tensor gradient, Shape shape)
    {
        if (gradient.Shape == shape)
            return gradient;
        Tensor result = Tensor.Zeros(shape);
        float[] from = gradient.Data, to = result.Data;
        int[] strides = Strides(shape, gradient.Shape);
        int length = gradient.Rank == 0 ? 1 : gradient.Shape[-1], step = gradient.Rank == 0 ? 0 : strides[^1];
        ForEachRow(gradient.Shape, strides, strides, (at, target, _) =>
        {
            for (int j = 0; j < length; j++)
                to[target + j * step] += from[at + j];
        });
        return result;
    }

    /// <summary>Stretches a tensor to a shape it broadcasts to.</summary>
    public static Tensor To(Tensor tensor, Shape shape)
    {
        if (tensor.Shape == shape)
            return tensor;
        Tensor result = Tensor.Empty(shape);
        float[] from = tensor.Data, to = result.Data;
        int[] strides = Strides(tensor.Shape, shape);
        int length = shape.Rank == 0 ? 1 : shape[-1], step = shape.Rank == 0 ? 0 : strides[^1];
        ForEachRow(shape, strides, strides, (at, source, _) =>
        {
            for (int j = 0; j < length; j++)
                to[at + j] = from[source + j * step];
        });
        return result;
    }
}
