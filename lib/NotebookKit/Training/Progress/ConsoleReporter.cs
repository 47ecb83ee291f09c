using System.Globalization;

namespace NotebookKit;

/// <summary>
/// Shows training in a console as Keras does with <c>verbose=1</c>: for each epoch its number and a bar, which moves in a
/// terminal and is written once, at the epoch's end, where it cannot.
/// </summary>
public sealed class ConsoleReporter : ITrainingReporter
{
    /// <summary>A terminal draws at most this often: more would cost training time and show nothing more.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _writer;
    private readonly Func<int>? _width;
    private readonly bool _unicode;
    private TimeSpan _drawn;
    private int _epoch, _length;

    /// <summary>Writes to a console, or to any writer.</summary>
    /// <param name="writer">Where the bar is drawn; the console unless given.</param>
    /// <param name="isTerminal">Whether a line can be written over; as the console is unless given.</param>
    public ConsoleReporter(TextWriter? writer = null, bool? isTerminal = null)
        : this(writer ?? Console.Out, isTerminal ?? (writer is null && ConsoleProgram.IsTerminal) ? () => ConsoleProgram.Width : null)
    {
    }

    /// <param name="writer">Where the bar is drawn.</param>
    /// <param name="width">The terminal's width at the moment; null where no line can be written over.</param>
    internal ConsoleReporter(TextWriter writer, Func<int>? width)
    {
        _writer = writer;
        _width = width;
        // The code pages of old consoles have no such characters.
        _unicode = writer.Encoding.WebName is "utf-8" or "utf-16" or "utf-16BE" or "utf-32";
    }

    /// <summary>The console's reporter for Keras's verbose: for auto a bar in a terminal, and a line an epoch elsewhere.</summary>
    public static ITrainingReporter For(Verbosity verbose) =>
        verbose == Verbosity.Bar || (verbose == Verbosity.Auto && ConsoleProgram.IsTerminal) ? new ConsoleReporter()
            : new TextReporter(Console.Out);

    /// <inheritdoc/>
    public void OnTrainBegin(TrainingPlan plan)
    {
        if (plan.Epochs > plan.InitialEpoch)
        {
            Begin(plan.InitialEpoch + 1, plan);
        }
    }

    /// <inheritdoc/>
    public void OnBatchEnd(TrainingProgress progress)
    {
        if (_width is null)
        {
            return;
        }
        bool begins = Begin(progress.Epoch, progress.Plan) || progress.Batch == 1;
        if (begins || progress.Elapsed - _drawn >= s_interval)
        {
            Draw(progress);
        }
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainingProgress progress)
    {
        Begin(progress.Epoch, progress.Plan);
        string before = _width is null ? "" : "\r";
        foreach (string line in ProgressLine.Finished(progress.Plan.Batches, progress.EpochElapsed, progress.Logs, Room, _unicode))
        {
            _writer.WriteLine(before + line.PadRight(Math.Min(_length, Room)));
            before = "";
            _length = 0;
        }
        _writer.Flush();
    }

    /// <inheritdoc/>
    public void OnTrainEnd(History history)
    {
        EndLine();
        if (history.Interruption is { } interruption)
        {
            _writer.WriteLine(interruption.ToString());
        }
    }

    /// <inheritdoc/>
    public void OnTrainError(Exception error) => EndLine();

    /// <summary>How long a line may be: one that fills the last column would wrap in some terminals.</summary>
    private int Room => _width is null ? int.MaxValue : Math.Max(1, _width() - 1);

    private bool Begin(int epoch, TrainingPlan plan)
    {
        if (_epoch == epoch)
        {
            return false;
        }
        _epoch = epoch;
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}/{plan.Epochs}"));
        return true;
    }

    private void Draw(TrainingProgress progress)
    {
        _drawn = progress.Elapsed;
        string line = ProgressLine.Bar(progress.Batch, progress.Plan.Batches, progress.EpochElapsed, progress.Logs, Room, _unicode);
        // Spaces over what is left of the line before: they need no control sequences.
        _writer.Write("\r" + line.PadRight(Math.Min(_length, Room)));
        _writer.Flush();
        _length = line.Length;
    }

    private void EndLine()
    {
        if (_length > 0)
        {
            _writer.WriteLine();
        }
        _length = 0;
    }
}
