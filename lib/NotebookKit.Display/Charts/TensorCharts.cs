using NotebookKit.Display.Tables;

namespace NotebookKit.Display;

/// <summary>Pictures of tensors.</summary>
public static class TensorCharts
{
    /// <summary>
    /// A heatmap of a tensor: of (batch, time, unit) one sample with time to the right and a row for each unit; of two axes, for
    /// example (batch, unit), a row for each place on the first; of one axis a single row. The axes are called by the tensor's
    /// names for them; three without names count as batch, time, unit.
    /// </summary>
    /// <param name="tensor">One to three axes.</param>
    /// <param name="sample">Which sample of a tensor with three axes.</param>
    /// <exception cref="ArgumentException">The tensor has no axis, more than three, or no elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static Chart Heatmap(this Tensor tensor, int sample = 0)
    {
        Shape shape = tensor.Shape;
        if (shape.Rank is 0 or > 3 || tensor.Size == 0)
        {
            throw new ArgumentException(
                $"Heatmap: expects a tensor of one to three axes with at least one element; received shape {shape}. Slice it first.",
                nameof(tensor));
        }

        float[] values = tensor.ToArray();
        if (shape.Rank < 3)
        {
            int columns = shape[-1];
            Chart flat = Chart.Heatmap(values.Chunk(columns).ToArray()).WithXTitle(TensorTable.AxisName(tensor, shape.Rank - 1))
                .WithTitle($"Tensor {shape}");
            return Sized(shape.Rank == 1 ? flat : flat.WithYTitle(TensorTable.PlaceName(tensor, 0, "row")), values.Length / columns);
        }
        if (sample < 0 || sample >= shape[0])
        {
            throw new ArgumentOutOfRangeException(nameof(sample), sample,
                $"Heatmap: the tensor of shape {shape} has samples 0 to {shape[0] - 1}.");
        }

        int time = shape[1], units = shape[2];
        float[][] rows = [.. Enumerable.Range(0, units).Select(u => Enumerable.Range(0, time)
            .Select(t => values[(((sample * time) + t) * units) + u]).ToArray())];
        string title = shape[0] == 1 ? $"Tensor {shape}" : $"Tensor {shape}, sample {sample}";
        return Sized(Chart.Heatmap(rows).WithXTitle(TensorTable.PlaceName(tensor, 1, "time"))
            .WithYTitle(TensorTable.PlaceName(tensor, 2, "unit")).WithTitle(title), units);
    }

    private static Chart Sized(Chart chart, int rows) => chart.WithSize(640, Math.Clamp(130 + (rows * 28), 170, 420));
}
