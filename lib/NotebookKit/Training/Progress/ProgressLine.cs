using System.Globalization;
using System.Text;

namespace NotebookKit;

/// <summary>
/// One line that says how far an epoch has come, as Keras writes it: <c>12/225 ━━━━───── 3s 14ms/step - loss:
/// 0.4116</c>.
/// </summary>
internal static class ProgressLine
{
    private const int LongestBar = 20, ShortestBar = 4;
    private const string Separator = " - ";

    /// <summary>The line, at most so many characters long: the bar gives way first, then the values from the last on.</summary>
    /// <param name="batch">How many batches are done.</param>
    /// <param name="batches">How many there are.</param>
    /// <param name="elapsed">The time since the epoch began.</param>
    /// <param name="logs">Loss and metrics so far.</param>
    /// <param name="width">How many characters there is room for.</param>
    /// <param name="unicode">Whether the console can show lines of box characters.</param>
    public static string Bar(int batch, int batches, TimeSpan elapsed, Logs logs, int width, bool unicode = true)
    {
        string total = batches.ToString(CultureInfo.InvariantCulture);
        string count = $"{batch.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length)}/{total}";
        string rest = $"{Times(batch, batches, elapsed)} - {logs}";
        int room = width - count.Length - rest.Length - 2;
        int length = room >= ShortestBar ? Math.Min(room, LongestBar) : 0;
        string line = length == 0 ? $"{count} {rest}" : $"{count} {Drawn(batch, batches, length, unicode)} {rest}";
        return Fitted(line, width, unicode);
    }

    /// <summary>
    /// What stays of an epoch in a terminal: the full line, or where it is too narrow a line with the values so far and one
    /// with those of the validation, each broken between values if need be. Nothing is cut off.
    /// </summary>
    /// <param name="batches">How many batches the epoch had.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="logs">Loss and metrics, validation included.</param>
    /// <param name="width">How many characters there is room for.</param>
    /// <param name="unicode">Whether the console can show lines of box characters.</param>
    public static IReadOnlyList<string> Finished(int batches, TimeSpan elapsed, Logs logs, int width, bool unicode = true)
    {
        string total = batches.ToString(CultureInfo.InvariantCulture), count = $"{total}/{total}", times = Times(batches, batches, elapsed);
        var values = new Queue<string>(logs.ToString().Split(Separator));
        int bar = Math.Min(LongestBar, width - count.Length - times.Length - 2);
        var lines = new List<string> { bar < ShortestBar ? $"{count} {times}" : $"{count} {Drawn(1, 1, bar, unicode)} {times}" };
        bool fits = lines[0].Length + Separator.Length + logs.ToString().Length <= width;
        while (values.TryDequeue(out string? value))
        {
            bool breaks = lines[^1].Length + Separator.Length + value.Length > width
                || (!fits && value.StartsWith("val_", StringComparison.Ordinal) && !lines[^1].Contains("val_", StringComparison.Ordinal));
            if (breaks)
            {
                lines.Add("    " + value);
            }
            else
            {
                lines[^1] += Separator + value;
            }
        }
        return lines;
    }

    /// <summary>
    /// The epoch in one line for a pipe or a file, of any length: <c>Epoch 3/30 - 225/225 - 3s - 14ms/step - loss:
    /// 0.4116</c>.
    /// </summary>
    public static string Epoch(TrainingProgress progress)
    {
        int batches = progress.Plan.Batches;
        return string.Create(CultureInfo.InvariantCulture, $"Epoch {progress.Epoch}/{progress.Plan.Epochs} - {progress.Batch}/{batches} - ")
            + $"{Seconds(progress.EpochElapsed)} - {PerStep(progress.EpochElapsed, progress.Batch)} - {progress.Logs}";
    }

    /// <summary>While an epoch runs the time that is left, at its end the time it took; then the time of a batch.</summary>
    private static string Times(int batch, int batches, TimeSpan elapsed)
    {
        if (batch == 0)
        {
            return "";
        }
        TimeSpan shown = batch >= batches ? elapsed : elapsed / batch * (batches - batch);
        return $"{Seconds(shown)} {PerStep(elapsed, batch)}";
    }

    private static string Seconds(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : time.TotalMinutes >= 1 ? $"{time.Minutes}:{time.Seconds:00}" : $"{time.Seconds}s";

    private static string PerStep(TimeSpan elapsed, int batches)
    {
        double seconds = elapsed.TotalSeconds / Math.Max(1, batches);
        return seconds >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0}s/step")
            : seconds >= 1e-3 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0}ms/step")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0}us/step");
    }

    private static StringBuilder Drawn(int batch, int batches, int length, bool unicode)
    {
        int done = batches == 0 ? length : (int)((long)length * Math.Min(batch, batches) / batches);
        return new StringBuilder(length).Append(unicode ? '━' : '=', done).Append(unicode ? '─' : '.', length - done);
    }

    private static string Fitted(string line, int width, bool unicode)
    {
        if (line.Length <= width)
        {
            return line;
        }
        string end = unicode ? "…" : "...";
        return width <= end.Length ? line[..Math.Max(0, width)] : line[..(width - end.Length)] + end;
    }
}
