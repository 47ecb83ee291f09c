using System.Globalization;

namespace NotebookKit.Notebooks.Running;

/// <summary>The two things that end a whole run before its notebooks do: its time, and the user.</summary>
internal sealed class RunStop(TimeSpan? limit, CancellationToken timeIsUp, CancellationToken cancelled)
{
    /// <summary>Cancelled when the run's time is up.</summary>
    public CancellationToken TimeIsUp => timeIsUp;

    /// <summary>Cancelled when the user stops the run.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>The outcome of a notebook that was stopped, or null while the run goes on.</summary>
    public NotebookOutcome? Outcome =>
        cancelled.IsCancellationRequested ? NotebookOutcome.Cancelled
        : timeIsUp.IsCancellationRequested ? NotebookOutcome.TimedOut
        : null;

    /// <summary>Why the run stopped, as a sentence.</summary>
    public string Reason => cancelled.IsCancellationRequested
        ? "The run was stopped by the user."
        : string.Create(CultureInfo.InvariantCulture, $"The run reached its limit of {limit?.TotalSeconds:0.###} s.");
}
