using NotebookKit.Layers;

namespace NotebookKit.Display;

/// <summary>Ways to look at what happens inside a recurrent layer.</summary>
public static class TraceViews
{
    /// <summary>
    /// Every quantity inside the cell as a small chart over time: a line for each unit, or tinted rows when there are more than five.
    /// </summary>
    /// <param name="trace">What <c>layer.Trace(x)</c> returned.</param>
    /// <param name="sample">Which sample of the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static Picture Plot(this CellTrace trace, int sample = 0)
    {
        CheckSample(trace, sample);
        return Traces.TracePicture.Draw(trace, sample);
    }

    /// <summary>
    /// The cell's diagram with the numbers that flow through it, one time step at a time: move with the slider, the buttons or
    /// the arrow keys. It opens, and stands where scripts do not run, at the step at which the state changes most.
    /// </summary>
    /// <param name="trace">What <c>layer.Trace(x)</c> returned, for an LSTM, a GRU or a SimpleRNN.</param>
    /// <param name="x">The input, (batch, time, features), to show beside the numbers.</param>
    /// <param name="sample">Which sample of the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="ArgumentException">The input does not fit the trace, or the cell has no diagram.</exception>
    public static TraceStepper Stepper(this CellTrace trace, Tensor? x = null, int sample = 0)
    {
        CheckSample(trace, sample);
        Shape shape = trace.Quantities[0].Values.Shape;
        if (x is not null && (x.Rank != 3 || x.Shape[0] != shape[0] || x.Shape[1] != shape[1]))
        {
            throw new ArgumentException(
                $"Stepper: expects the input that the trace was made with, ({shape[0]}, {shape[1]}, features); "
                    + $"received shape {x.Shape}.", nameof(x));
        }
        return new TraceStepper(trace, x, sample);
    }

    private static void CheckSample(CellTrace trace, int sample)
    {
        int samples = trace.Quantities[0].Values.Shape[0];
        if (sample < 0 || sample >= samples)
        {
            throw new ArgumentOutOfRangeException(
                nameof(sample), sample, $"The trace of {trace.LayerKind} '{trace.LayerName}' has samples 0 to {samples - 1}.");
        }
    }
}
