namespace NotebookKit;

/// <summary>
/// A series of numbers at equal distances in time, cut into what a forecasting network reads and what it shall say. The
/// counterpart of <c>keras.utils.timeseries_dataset_from_array</c>.
/// </summary>
/// <example>
/// <code>
/// var (x, y) = TimeSeries.Windows([1, 2, 3, 4, 5], length: 3);   // x (2, 3, 1): 1 2 3, 2 3 4; y (2, 1): 4, 5
/// </code>
/// </example>
public static class TimeSeries
{
    /// <summary>Every run of so many values, and the values that follow it.</summary>
    /// <param name="series">The values in the order of time.</param>
    /// <param name="length">How many values a window holds.</param>
    /// <param name="ahead">How many values after the window are to be said.</param>
    /// <param name="stride">How many steps further the next window begins; 1 gives every window there is.</param>
    /// <returns>
    /// X (windows, length, 1) and Y (windows, ahead). Window w begins at value w · stride; values at the end that no longer fill
    /// a window with its targets are left out.
    /// </returns>
    /// <exception cref="ArgumentException">A number is not positive, or the series is shorter than one window with its targets.</exception>
    public static (Tensor X, Tensor Y) Windows(IReadOnlyList<float> series, int length, int ahead = 1, int stride = 1)
    {
        RequirePositive(length, nameof(length));
        RequirePositive(ahead, nameof(ahead));
        RequirePositive(stride, nameof(stride));
        if (series.Count < length + ahead)
        {
            throw new ArgumentException(
                $"TimeSeries.Windows: a window of {length} values and the {ahead} after it need {length + ahead}; the series has "
                    + $"{series.Count}. "
                + "Pass a longer series or a smaller length.", nameof(series));
        }
        int windows = ((series.Count - length - ahead) / stride) + 1;
        float[] x = new float[windows * length], y = new float[windows * ahead];
        for (int window = 0; window < windows; window++)
        {
            for (int step = 0; step < length; step++)
            {
                x[(window * length) + step] = series[(window * stride) + step];
            }
            for (int step = 0; step < ahead; step++)
            {
                y[(window * ahead) + step] = series[(window * stride) + length + step];
            }
        }
        return (
            Tensor.Of(x, new Shape(windows, length, 1)).WithAxes("batch", "time", "feature"),
            Tensor.Of(y, new Shape(windows, ahead)).WithAxes("batch", "ahead"));
    }

    /// <summary>
    /// A series cut for a stateful network: into as many strands as a batch has samples, and each strand into pieces, ordered so
    /// that sample i of a batch goes on where sample i of the batch before ended. Fit with <c>batchSize: strands</c> and
    /// <c>shuffle: false</c>.
    /// </summary>
    /// <param name="series">The values in the order of time.</param>
    /// <param name="strands">How many strands run side by side: the batch size.</param>
    /// <param name="length">How many values a piece has.</param>
    /// <returns>
    /// X and Y (pieces · strands, length, 1): Y is X one step later, the target of every step. Values at the end that do not fill
    /// a piece in every strand are left out.
    /// </returns>
    /// <exception cref="ArgumentException">A number is not positive, or the series is too short for one piece in every strand.</exception>
    public static (Tensor X, Tensor Y) Strands(IReadOnlyList<float> series, int strands, int length)
    {
        RequirePositive(strands, nameof(strands));
        RequirePositive(length, nameof(length));
        int pieces = (series.Count - 1) / strands / length, strand = pieces * length;
        if (pieces < 1)
        {
            throw new ArgumentException(
                $"TimeSeries.Strands: {strands} strands of at least {length} values, each with one after it, need "
                    + $"{(strands * length) + 1}; "
                + $"the series has {series.Count}. Pass a longer series, or fewer or shorter strands.", nameof(series));
        }
        float[] x = new float[strands * strand], y = new float[strands * strand];
        int at = 0;
        for (int piece = 0; piece < pieces; piece++)
        {
            for (int sample = 0; sample < strands; sample++)
            {
                for (int step = 0; step < length; step++, at++)
                {
                    int time = (sample * strand) + (piece * length) + step;
                    (x[at], y[at]) = (series[time], series[time + 1]);
                }
            }
        }
        var shape = new Shape(pieces * strands, length, 1);
        return (Tensor.Of(x, shape).WithAxes("batch", "time", "feature"), Tensor.Of(y, shape).WithAxes("batch", "time", "feature"));
    }

    private static void RequirePositive(int number, string name)
    {
        if (number < 1)
        {
            throw new ArgumentException($"TimeSeries: {name} must be 1 or more; received {number}.", name);
        }
    }
}
