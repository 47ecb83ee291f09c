using System.Diagnostics;

namespace NotebookKit;

/// <summary>
/// Where training stands: the same object throughout a call of <see cref="Model.Fit"/>, brought up to date before each report.
/// </summary>
public sealed class TrainingProgress
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _epochStart;

    internal TrainingProgress(TrainingPlan plan, Logs logs)
    {
        Plan = plan;
        Logs = logs;
    }

    /// <summary>What training sets out to do.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>The epoch's number, counted from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>How many batches of the epoch are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>The loss and metrics of the epoch so far: means over its samples.</summary>
    public Logs Logs { get; internal set; }

    /// <summary>The learning rate of the latest update.</summary>
    public float LearningRate { get; internal set; }

    /// <summary>The time since training began.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>The time since the epoch began.</summary>
    public TimeSpan EpochElapsed => _clock.Elapsed - _epochStart;

    internal void BeginEpoch(int epoch, Logs running)
    {
        Epoch = epoch;
        Batch = 0;
        Logs = running;
        _epochStart = _clock.Elapsed;
    }
}
