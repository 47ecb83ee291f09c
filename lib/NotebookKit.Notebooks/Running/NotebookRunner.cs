using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running.Original;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// Executes notebooks, each in a process of its own that nothing a cell does can take the runner down with. The first
/// error stops its notebook; the other notebooks go on.
/// </summary>
/// <remarks>
/// Tags, as in nbclient: <c>raises-exception</c> (the cell may raise an error), <c>skip-execution</c> (the cell keeps its
/// outputs), <c>parameters</c> (the cell whose variables <see cref="RunOptions.Parameters"/> set).
/// Executed notebooks carry nothing that differs between equal runs. Text that native libraries write past
/// <see cref="Console"/> is not part of a cell's outputs.
/// </remarks>
public sealed class NotebookRunner(RunOptions options, RunHooks hooks)
{
    /// <summary>Executes notebooks, several at once.</summary>
    /// <param name="paths">The notebooks' files.</param>
    /// <param name="cancellation">Stops the run; what was produced until then is in the reports.</param>
    /// <returns>One report a notebook, in the order of <paramref name="paths"/>.</returns>
    public async Task<IReadOnlyList<NotebookReport>> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        using var timeIsUp = new CancellationTokenSource(options.RunTimeout ?? Timeout.InfiniteTimeSpan, options.Clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var stop = new RunStop(options.RunTimeout, timeIsUp.Token, ended.Token, cancellation);
        long memoryLimit = options.MemoryLimitFor(paths.Count);
        var reports = new NotebookReport[paths.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, paths.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Jobs) },
            async (i, _) =>
            {
                reports[i] = await RunGuardedAsync(paths[i], stop, memoryLimit).ConfigureAwait(false);
                if (options.StopAtFirstFailure && reports[i].Outcome != NotebookOutcome.Passed)
                {
                    await ended.CancelAsync().ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        return reports;
    }

    // The one place where whatever goes wrong with a notebook is caught, foreseen or not: it is that notebook's failure, and the
    // others run, are saved and reported.
    private async Task<NotebookReport> RunGuardedAsync(string path, RunStop stop, long memoryLimit)
    {
        var clock = Stopwatch.StartNew();
        NotebookReport report;
        try
        {
            report = await RunOneAsync(path, stop, memoryLimit).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            report = Failed(null, error, "the notebook could not be executed");
        }

        try
        {
            hooks.OnNotebookComplete(report);
            if (!options.KeepOutputs)
            {
                report.Document?.ForgetOutputs(report.Cells.Where(cell => cell.Error is null).Select(cell => cell.Cell));
            }
            return report;
        }
        catch (Exception error)
        {
            return Failed(report, error, "its result could not be saved or shown");
        }

        NotebookReport Failed(NotebookReport? until, Exception error, string what) => new(
            path, until?.Document, until?.Cells ?? [], NotebookOutcome.Unreadable, clock.Elapsed, FileFailure.Describe(path, error, what));
    }

    private async Task<NotebookReport> RunOneAsync(string path, RunStop stop, long memoryLimit)
    {
        if (stop.Outcome is { } stopped)
        {
            return new NotebookReport(path, null, [], stopped, TimeSpan.Zero, stop.Reason);
        }

        hooks.OnNotebookStart(path);
        var clock = Stopwatch.StartNew();
        NotebookDocument document;
        CellProcess host;
        try
        {
            string folder = options.FolderOf?.Invoke(path) ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
            host = options.Original is { } original
                ? OriginalProcess.Start(options.Host, original, folder, memoryLimit, options.OutputLimit)
                : HostProcess.Start(options.Host, folder, memoryLimit);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            return Unstarted(NotebookOutcome.Unreadable, $"{path}: its process could not be started: {error.Message}");
        }

        await using (host.ConfigureAwait(false))
        {
            try
            {
                // Read while the process starts.
                document = options.Load?.Invoke(path) ?? NotebookDocument.Load(path);
                NotebookMetadata.Complete(document);
                ParameterInjection.Inject(document, options.Parameters);
            }
            catch (ParameterException error)
            {
                return Unstarted(NotebookOutcome.WrongParameter, error.Message);
            }
            catch (Exception error)
            {
                return Unstarted(NotebookOutcome.Unreadable, FileFailure.Describe(path, error, "the file cannot be read"));
            }

            hooks.OnNotebookLoaded(path, document);
            RunComparison? comparison = options.Compare is null ? null : new RunComparison(document, options.Compare);
            IReadOnlyList<CellReport> cells = await new NotebookExecution(
                path, document, host, options, hooks, stop).RunAsync().ConfigureAwait(false);
            cells = comparison?.Compare(cells) ?? cells;
            NotebookOutcome outcome = cells.Any(cell => cell.Outcome == CellOutcome.TimedOut) ? NotebookOutcome.TimedOut
                : cells.Any(cell => cell.Outcome == CellOutcome.Failed) ? NotebookOutcome.Failed
                : cells.Any(cell => cell.Outcome == CellOutcome.NotRun) ? stop.Outcome ?? NotebookOutcome.Cancelled
                : cells.Any(cell => cell.Differences.Count > 0) ? NotebookOutcome.Differs
                : NotebookOutcome.Passed;
            return new NotebookReport(path, document, cells, outcome, clock.Elapsed, null) { Note = comparison?.Note };
        }

        NotebookReport Unstarted(NotebookOutcome outcome, string problem) =>
            new(path, null, [], outcome, clock.Elapsed, problem);
    }
}
