using System.Globalization;

namespace NotebookKit.Notebooks.Running;

/// <summary>What ends a whole run before its notebooks do: its time, the user, or the failure of a notebook.</summary>
/// <param name="limit">The run's time.</param>
/// <param name="timeIsUp">Cancelled when it is up.</param>
/// <param name="cancelled">Cancelled when the run ends for another reason.</param>
/// <param name="byUser">Cancelled when that reason is the user.</param>
internal sealed class RunStop(TimeSpan? limit, CancellationToken timeIsUp, CancellationToken cancelled, CancellationToken byUser)
{
    /// <summary>Cancelled when the run's time is up.</summary>
    public CancellationToken TimeIsUp => timeIsUp;

    /// <summary>Cancelled when the user stops the run, or the failure of a notebook does.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>The outcome of a notebook that was stopped, or null while the run goes on.</summary>
    public NotebookOutcome? Outcome =>
        byUser.IsCancellationRequested ? NotebookOutcome.Cancelled
        : cancelled.IsCancellationRequested ? NotebookOutcome.NotReached
        : timeIsUp.IsCancellationRequested ? NotebookOutcome.TimedOut
        : null;

    /// <summary>Why the run stopped, as a sentence.</summary>
    public string Reason => byUser.IsCancellationRequested ? "The run was stopped by the user."
        : cancelled.IsCancellationRequested ? "The run stopped at the first failure."
        : string.Create(CultureInfo.InvariantCulture, $"The run reached its limit of {limit?.TotalSeconds:0.###} s.");
}
