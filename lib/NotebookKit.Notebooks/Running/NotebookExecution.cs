using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Comparing;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>One execution of one notebook in its process, cell by cell.</summary>
/// <param name="path">The notebook's path.</param>
/// <param name="document">The notebook; it gets the outputs.</param>
/// <param name="host">Its process.</param>
/// <param name="options">How it is executed.</param>
/// <param name="hooks">What happens at each moment.</param>
/// <param name="stop">What ends the run from outside.</param>
/// <param name="earlier">The cells that have run in this process before and keep their results; null for a new process.</param>
internal sealed class NotebookExecution(
    string path, NotebookDocument document, CellProcess host, RunOptions options, RunHooks hooks, RunStop stop,
        EarlierCells? earlier = null)
{
    private const int OwnWords = 256 << 10;

    private readonly OutputRecorder _recorder = earlier?.Recorder ?? new(new SpillFile());
    private readonly Stopwatch _notebookClock = new();
    private int _executionCount = earlier?.ExecutionCount ?? 0;
    private bool _processHasEnded;

    /// <summary>Whether the process is gone or was ended, so that it can execute nothing more.</summary>
    public bool ProcessHasEnded => _processHasEnded;

    /// <summary>Executes the code cells from top to bottom until one fails, or, where the options say so, all of them.</summary>
    public async Task<IReadOnlyList<CellReport>> RunAsync()
    {
        _notebookClock.Start();
        IReadOnlySet<NotebookCell>? leftOut = options.Filter?.LeftOut(document);
        var reports = new List<CellReport>();
        bool ended = false;
        for (int i = 0; i < document.Cells.Count; i++)
        {
            NotebookCell cell = document.Cells[i];
            if (cell.Kind != CellKind.Code)
            {
                continue;
            }
            if (earlier?.Reports.ElementAtOrDefault(reports.Count) is { } before)
            {
                reports.Add(before);
                hooks.OnCellExecuted(before);
                continue;
            }

            ended |= options.LeaveOff?.Invoke() == true;
            if (ended || leftOut?.Contains(cell) == true)
            {
                reports.Add(new CellReport(path, i, cell, ended ? CellOutcome.NotRun : CellOutcome.Skipped, TimeSpan.Zero, null));
                continue;
            }

            hooks.OnCellStart(path, i, cell);
            CellReport report = await RunCellAsync(i, cell).ConfigureAwait(false);
            // What a failed cell has shown is told in the report; what the others have is only saved.
            if (report.Outcome == CellOutcome.Passed)
            {
                _recorder.End();
            }
            reports.Add(report);
            hooks.OnCellExecuted(report);
            if (report.Error is not null)
            {
                hooks.OnCellError(report);
            }
            ended = report.Outcome is not (CellOutcome.Passed or CellOutcome.Skipped)
                && !(options.ContinueAfterError && report.Outcome == CellOutcome.Failed && !_processHasEnded);
        }

        return reports;
    }

    private async Task<CellReport> RunCellAsync(int index, NotebookCell cell)
    {
        CellMarks? marks = options.Compare is null ? null : CellMarks.Of(cell);
        if (IsSkipped(cell))
        {
            return Report(CellOutcome.Skipped, TimeSpan.Zero, null);
        }
        if (string.IsNullOrWhiteSpace(cell.Source))
        {
            cell.ExecutionCount = null;
            cell.StoredOutputs.Clear();
            return Report(CellOutcome.Skipped, TimeSpan.Zero, null);
        }

        _recorder.Start(cell, _executionCount + 1);
        ErrorEvent? raised = null;
        ErrorEvent? died = null;
        TimeSpan timeout = TimeoutOf(cell);
        var clock = new Stopwatch();
        bool endsWithNotebook = false;
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(stop.TimeIsUp, stop.Cancelled);
        try
        {
            if (_executionCount == 0)
            {
                died = await host.ConnectAsync(stopped.Token).ConfigureAwait(false);
            }
            _executionCount++;
            clock.Start();
            if (options.NotebookTimeout - _notebookClock.Elapsed is { } left
                && (timeout == System.Threading.Timeout.InfiniteTimeSpan || left < timeout))
            {
                endsWithNotebook = true;
                timeout = left < TimeSpan.Zero ? TimeSpan.Zero : left;
            }

            using var timeIsUp = new CancellationTokenSource(timeout, options.Clock);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(timeIsUp.Token, stopped.Token);
            string name = string.Create(CultureInfo.InvariantCulture, $"cell {index + 1}");
            // The process keeps to the limit by itself, unless a cell writes into its pipe; what the limit adds is let through.
            var bounded = new OutputLimit(options.OutputLimit + OwnWords, OnEvent);
            string? number = options.CheckNumberOf?.Invoke(cell);
            died ??= await host.ExecuteAsync(cell.Source, cell.Language, name, options.OutputLimit, number, bounded.Pass, any.Token)
                .ConfigureAwait(false);
            if (raised is null && !document.Cells.Skip(index + 1).Any(Executes))
            {
                died ??= await host.SettleAsync(bounded.Pass, any.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            host.Kill();
            _processHasEnded = true;
            if (stop.Cancelled.IsCancellationRequested)
            {
                return Report(CellOutcome.NotRun, clock.Elapsed, null);
            }
            string limit = string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0.###} s");
            return Fail(
                CellOutcome.TimedOut, "Timeout",
                stop.TimeIsUp.IsCancellationRequested
                    ? $"{stop.Reason} It ended while this cell was running."
                    : endsWithNotebook
                    ? string.Create(CultureInfo.InvariantCulture,
                        $"The notebook did not end within {options.NotebookTimeout!.Value.TotalSeconds:0.###} s.")
                    : $"The cell did not end within {limit}. Raise the limit with --timeout"
                        // A submission cannot raise its own.
                        + (options.CheckNumberOf is not null ? "."
                            : ", or with \"execution\": {\"timeout\": seconds} in the cell's metadata."));
        }

        if (died is not null)
        {
            _processHasEnded = true;
            _recorder.Record(died);
            return Report(CellOutcome.Failed, clock.Elapsed, died);
        }

        // As in nbclient the tag allows an error and does not demand one; but whoever wrote it expected one.
        if (cell.HasTag("raises-exception") || marks is { MayRaise: true })
        {
            return Report(CellOutcome.Passed, clock.Elapsed, null) with
            {
                Note = raised is null ? "is tagged raises-exception, and raised nothing." : null,
            };
        }

        return Report(raised is null ? CellOutcome.Passed : CellOutcome.Failed, clock.Elapsed, raised);

        void OnEvent(SessionEvent shown)
        {
            if (shown is ErrorEvent error)
            {
                raised ??= error;
            }
            _recorder.Record(shown);
            hooks.OnCellOutput(path, index, shown);
        }

        CellReport Fail(CellOutcome outcome, string name, string message)
        {
            var error = new ErrorEvent(name, message, [$"{name}: {message}"]);
            _recorder.Record(error);
            return Report(outcome, clock.Elapsed, error);
        }

        CellReport Report(CellOutcome outcome, TimeSpan duration, ErrorEvent? error) => new(path, index, cell, outcome, duration, error);
    }

    private bool IsSkipped(NotebookCell cell) =>
        cell.HasTag("skip-execution") || (options.Compare is not null && CellMarks.Of(cell) is { Skip: true });

    private bool Executes(NotebookCell cell) => cell.Kind == CellKind.Code && !IsSkipped(cell) && !string.IsNullOrWhiteSpace(cell.Source);

    // As in nbclient, what the cell says goes before what the notebook says, and that before the option; 0 or less is no limit.
    private TimeSpan TimeoutOf(NotebookCell cell)
    {
        return (Timeout(cell.Metadata) ?? Timeout(document.Metadata)) switch
        {
            null => options.CellTimeout,
            double seconds and > 0 and < int.MaxValue / 1000 => TimeSpan.FromSeconds(seconds),
            _ => System.Threading.Timeout.InfiniteTimeSpan,
        };

        static double? Timeout(JsonObject metadata) =>
            metadata.Object("execution")?["timeout"] is JsonValue value && value.TryGetValue<double>(out double timeout) ? timeout : null;
    }
}
