using System.Numerics.Tensors;

namespace NotebookKit;

/// <content>Reductions over all elements or along axes, each beside its derivative.</content>
public sealed partial class Tensor
{
    /// <summary>The sum of all elements, a tensor without axes.</summary>
    public Tensor Sum() =>
        Record(Scalar(TensorPrimitives.Sum<float>(Data)), this, static (x, _, g) => x.Accumulate(Full(x.Shape, g.Data[0])));

    /// <summary>The sum along one axis.</summary>
    /// <param name="axis">The axis to sum over; negative counts from the last.</param>
    /// <param name="keepDims">Whether the axis stays with length 1.</param>
    public Tensor Sum(int axis, bool keepDims = false)
    {
        axis = Shape.NormalizeAxis(axis);
        Tensor total = Broadcasting.SumTo(this, Shape.With(axis, 1));
        if (ReferenceEquals(total, this))
            total = new Tensor(Data, Shape, isView: true);
        total.Named(_axisNames);
        Record(total, this, static (x, _, g) => x.Accumulate(Broadcasting.To(g, x.Shape)));
        return keepDims ? total : total.Squeeze(axis);
    }

    /// <summary>The mean of all elements, a tensor without axes.</summary>
    public Tensor Mean() => Sum() / Size;

    /// <summary>The mean along one axis.</summary>
    /// <param name="axis">The axis to average over; negative counts from the last.</param>
    /// <param name="keepDims">Whether the axis stays with length 1.</param>
    public Tensor Mean(int axis, bool keepDims = false) => Sum(axis, keepDims) / Shape[axis];

    /// <summary>The largest element, a tensor without axes.</summary>
    public Tensor Max() => Reshape(Size).Max(0);

    /// <summary>The largest element along one axis. The gradient goes to the first of equals.</summary>
    /// <param name="axis">The axis to reduce; negative counts from the last.</param>
    /// <param name="keepDims">Whether the axis stays with length 1.</param>
    public Tensor Max(int axis, bool keepDims = false)
    {
        axis = Shape.NormalizeAxis(axis);
        int[] winners = Winners(axis);
        Tensor result = Empty(Shape.With(axis, 1)).Named(_axisNames);
        for (int i = 0; i < winners.Length; i++)
            result.Data[i] = Data[winners[i]];
        RecordWinners(result, this, winners);
        return keepDims ? result : result.Squeeze(axis);
    }

    /// <summary>Records that each element of a result is the element of x at the place that <paramref name="winners"/> says.</summary>
    internal static Tensor RecordWinners(Tensor result, Tensor x, int[] winners) => Record(result, [x], g =>
    {
        Tensor gradient = Zeros(x.Shape);
        for (int i = 0; i < winners.Length; i++)
            gradient.Data[winners[i]] += g.Data[i];
        x.Accumulate(gradient);
    });

    /// <summary>The position of the largest element along an axis (the first of equals), as whole numbers; that axis goes away.</summary>
    public Tensor ArgMax(int axis = -1)
    {
        axis = Shape.NormalizeAxis(axis);
        int inner = Inner(axis);
        int[] winners = Winners(axis);
        Tensor result = Empty(Shape.With(axis, 1)).Named(_axisNames);
        for (int i = 0; i < winners.Length; i++)
            result.Data[i] = winners[i] / inner % Shape[axis];
        return result.Squeeze(axis);
    }

    /// <summary>How many elements one step along an axis spans.</summary>
    private int Inner(int axis) => Shape.SizeOf(axis + 1, Rank);

    /// <summary>
    /// For every result of a reduction along an axis, the buffer position of the largest element; NaN counts as largest, as in NumPy.
    /// </summary>
    private int[] Winners(int axis)
    {
        int length = Shape[axis], inner = Inner(axis);
        if (length == 0)
            throw new InvalidOperationException($"The largest element of an empty axis was asked for: axis {axis} of shape {Shape}.");
        int[] winners = new int[Size / length];
        float[] values = Data;
        for (int i = 0; i < winners.Length; i++)
        {
            int first = i / inner * inner * length + i % inner, best = first;
            for (int j = 1; j < length; j++)
            {
                float candidate = values[first + j * inner];
                if (candidate > values[best] || (float.IsNaN(candidate) && !float.IsNaN(values[best])))
                    best = first + j * inner;
            }
            winners[i] = best;
        }
        return winners;
    }
}
