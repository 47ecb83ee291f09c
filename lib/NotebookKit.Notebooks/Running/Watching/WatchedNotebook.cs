using System.Diagnostics;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>A run of a notebook that is watched.</summary>
/// <param name="Report">How it fared. Cells that were left alone have the results of their last run.</param>
/// <param name="FirstCell">0 when it ran from the top; else the place of the first cell that ran, or the number of cells when
/// none had to.</param>
/// <param name="WhyFromTop">Why it ran from the top although its first cells had not changed, as the end of a sentence; else null.</param>
/// <param name="IsStale">Whether it was left off, since the file had changed again.</param>
internal sealed record WatchedRun(NotebookReport Report, int FirstCell, string? WhyFromTop, bool IsStale);

/// <summary>
/// Executes a notebook again and again while somebody edits it: in one session, and from the first changed cell on, where what
/// the cells behind it have done before cannot be noticed; else from the top in a new one.
/// </summary>
/// <param name="path">The notebook's file; its folder is where the cells run.</param>
/// <param name="options">How it is executed.</param>
/// <remarks>For one caller at a time. What shows that a session cannot be used on is described at <see cref="CellEffects"/>.</remarks>
internal sealed class WatchedNotebook(string path, RunOptions options) : IAsyncDisposable
{
    private HostProcess? _host;
    private OutputRecorder _recorder = new();
    private IReadOnlyList<CellReport> _cells = [];

    /// <summary>Executes what has changed since the last time.</summary>
    /// <param name="document">The notebook as it is now; it gets the outputs.</param>
    /// <param name="hooks">What happens at each moment.</param>
    /// <param name="isStale">Asked before each cell: whether the file has changed again, so that what is left need not run.</param>
    /// <param name="cancellation">Stops the run and ends the session.</param>
    /// <returns>How it went; null when no code has changed.</returns>
    public async Task<WatchedRun?> RunAsync(NotebookDocument document, RunHooks hooks, Func<bool> isStale, CancellationToken cancellation)
    {
        NotebookMetadata.Complete(document);
        var cells = document.Cells.Index().Where(cell => cell.Item.Kind == CellKind.Code).ToList();
        RerunPlan? plan = _host is null ? new RerunPlan(0, null) : RerunPlan.Of(_cells, [.. cells.Select(cell => cell.Item)]);
        if (plan is null)
        {
            return null;
        }

        hooks.OnNotebookStart(path);
        if (plan.Kept == 0)
        {
            await EndSessionAsync().ConfigureAwait(false);
            _recorder = new OutputRecorder();
            _host = HostProcess.Start(options.Host, Path.GetDirectoryName(Path.GetFullPath(path))!, options.MemoryLimitFor(1));
        }

        EarlierCells? earlier = plan.Kept == 0 ? null : Keep(plan.Kept, cells);
        hooks.OnNotebookLoaded(path, document);
        var clock = Stopwatch.StartNew();
        bool leftOff = false;
        var stop = new RunStop(null, CancellationToken.None, cancellation, cancellation);
        var execution = new NotebookExecution(
            path, document, _host!, options with { LeaveOff = () => leftOff |= isStale() }, hooks, stop,
                earlier ?? new EarlierCells([], _recorder, 0));
        _cells = await execution.RunAsync().ConfigureAwait(false);
        if (execution.ProcessHasEnded)
        {
            await EndSessionAsync().ConfigureAwait(false);
        }

        NotebookOutcome outcome = _cells.Any(cell => cell.Outcome == CellOutcome.TimedOut) ? NotebookOutcome.TimedOut
            : _cells.Any(cell => cell.Outcome == CellOutcome.Failed) ? NotebookOutcome.Failed
            : _cells.Any(cell => cell.Outcome == CellOutcome.NotRun) ? NotebookOutcome.Cancelled
            : NotebookOutcome.Passed;
        var report = new NotebookReport(path, document, _cells, outcome, clock.Elapsed, null);
        hooks.OnNotebookComplete(report);
        int first = plan.Kept == 0 ? 0 : plan.Kept < cells.Count ? cells[plan.Kept].Index : document.Cells.Count;
        return new WatchedRun(report, first, plan.WhyFromTop, leftOff);
    }

    /// <summary>Ends the session.</summary>
    public async ValueTask DisposeAsync() => await EndSessionAsync().ConfigureAwait(false);

    // The outputs go over as they are, and not as copies: the recorder knows those that a later cell may update.
    private EarlierCells Keep(int count, List<(int Index, NotebookCell Item)> cells)
    {
        var reports = new List<CellReport>();
        foreach ((CellReport before, (int index, NotebookCell cell)) in _cells.Take(count).Zip(cells))
        {
            // One that its tag skips keeps what the file has.
            if (before.Outcome == CellOutcome.Passed && before.Cell != cell)
            {
                JsonNode?[] outputs = [.. before.Cell.StoredOutputs];
                before.Cell.StoredOutputs.Clear();
                cell.StoredOutputs.Clear();
                foreach (JsonNode? output in outputs)
                {
                    cell.StoredOutputs.Add(output);
                }

                cell.ExecutionCount = before.Cell.ExecutionCount;
            }

            reports.Add(before with { Cell = cell, Index = index });
        }

        return new EarlierCells(reports, _recorder, reports.Count(report => report.Outcome == CellOutcome.Passed));
    }

    private async Task EndSessionAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }
}
