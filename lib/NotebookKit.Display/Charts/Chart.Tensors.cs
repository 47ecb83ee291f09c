using System.Runtime.CompilerServices;

namespace NotebookKit.Display;

/// <content>Charts straight from tensors. The outputs of a layer, when there is one, count as that tensor.</content>
public sealed partial class Chart
{
    /// <summary>
    /// A line through a tensor of one axis, or a line for each unit of a tensor of two: (time, unit). Axes of length 1 do not
    /// count, so a (1, time, unit) sequence will do.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has more axes, or no elements.</exception>
    [OverloadResolutionPriority(1)]
    public static Chart Line(Tensor y, string? name = null)
    {
        int[] shape = [.. y.Shape.Where(length => length != 1)];
        float[] values = y.ToArray();
        if (shape.Length <= 1)
            return Line((System.Collections.IEnumerable)values, name);
        if (shape.Length > 2)
        {
            throw new ArgumentException(
                $"Chart.Line: expects a tensor of one axis, or of two (time, unit); received shape {y.Shape}. Take one sample first, for "
                + "example t[0].", nameof(y));
        }
        int units = shape[1];
        return new Chart(Enumerable.Range(0, units).Select(unit => new Scatter
        {
            y = values.Where((_, i) => i % units == unit),
            name = name is null ? $"unit {unit}" : $"{name} {unit}",
        }));
    }

    /// <summary>Several named lines, each through a tensor's values in order.</summary>
    /// <exception cref="ArgumentException">A tensor has no elements.</exception>
    public static Chart Line(params (string Name, Tensor Y)[] series) =>
        Line([.. series.Select(s => (s.Name, (System.Collections.IEnumerable)s.Y.ToArray()))]);

    /// <summary>How often the values of a tensor, of any shape, fall into equal intervals.</summary>
    /// <exception cref="ArgumentException">The tensor has no elements.</exception>
    [OverloadResolutionPriority(1)]
    public static Chart Histogram(Tensor x, int? bins = null) => Histogram((System.Collections.IEnumerable)x.ToArray(), bins);

    /// <summary>A tensor as a grid of tinted cells; see <see cref="TensorCharts.Heatmap"/>.</summary>
    /// <exception cref="ArgumentException">The tensor has no axis, more than three, or no elements.</exception>
    [OverloadResolutionPriority(1)]
    public static Chart Heatmap(Tensor z) => z.Heatmap();

    /// <summary>
    /// A tensor of (row, column) as a grid of tinted cells with named rows and columns, such as the weights of an attention.
    /// Axes of length 1 in front do not count.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has more axes or no elements, or the names do not fit it.</exception>
    [OverloadResolutionPriority(1)]
    public static Chart Heatmap(Tensor z, IEnumerable<string> x, IEnumerable<string> y)
    {
        int rank = z.Rank;
        if (rank < 2 || z.Size == 0 || z.Shape.Take(rank - 2).Any(length => length != 1))
        {
            throw new ArgumentException(
                $"Chart.Heatmap: expects a tensor (row, column) with at least one element; received shape {z.Shape}. Take one sample "
                + "first, for example t[0].", nameof(z));
        }

        return Heatmap((System.Collections.IEnumerable)z.ToArray().Chunk(z.Shape[-1]).ToArray(), x, y);
    }
}
