namespace NotebookKit.Tests.Layers.Properties;

/// <summary>An array of doubles with axes, filled element by element from a formula: the plainest way to write a layer down.</summary>
internal sealed class Grid(int[] shape, double[] data)
{
    public int[] Shape { get; } = shape;

    public double[] Data { get; } = data;

    public double this[params int[] index]
    {
        get
        {
            int at = 0;
            for (int axis = 0; axis < Shape.Length; axis++)
                at = at * Shape[axis] + index[axis];
            return Data[at];
        }
    }

    public static Grid Of(Tensor tensor) => new(tensor.Shape.ToArray(), [.. tensor.ToArray().Select(v => (double)v)]);

    /// <summary>The grid whose element at each index is the formula's value there.</summary>
    public static Grid Make(int[] shape, Func<int[], double> formula)
    {
        double[] data = new double[shape.Aggregate(1, (a, b) => a * b)];
        int[] index = new int[shape.Length];
        for (int at = 0; at < data.Length; at++)
        {
            data[at] = formula(index);
            for (int axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
        return new Grid(shape, data);
    }

    public Grid Map(Func<double, double> function) => new(Shape, [.. Data.Select(function)]);

    public Grid Reshape(params int[] newShape) => new(newShape, Data);

    /// <summary>e^x over its sum along an axis.</summary>
    public Grid Softmax(int axis = -1)
    {
        Grid exp = Map(Math.Exp);
        return Make(Shape, i => exp[i] / Sum(Shape[axis < 0 ? axis + Shape.Length : axis], k => exp[With(i, axis, k)]));
    }

    /// <summary>The index with one position replaced.</summary>
    public static int[] With(int[] index, int axis, int position)
    {
        int[] copy = [.. index];
        copy[axis < 0 ? axis + index.Length : axis] = position;
        return copy;
    }

    public static double Sum(int count, Func<int, double> term)
    {
        double sum = 0;
        for (int k = 0; k < count; k++)
            sum += term(k);
        return sum;
    }
}
