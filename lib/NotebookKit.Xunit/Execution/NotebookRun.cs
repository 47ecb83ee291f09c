using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Xunit.Execution;

/// <summary>
/// One execution of one notebook that goes as far as its cases ask: a cell runs when its case or a later one is asked for, and
/// between cells the process waits.
/// </summary>
internal sealed class NotebookRun : RunHooks, IAsyncDisposable
{
    private readonly string _path;
    private readonly NotebooksAttribute _attribute;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<CellReport?>> _cells = new();
    private readonly Lazy<Task<NotebookReport>> _whole;
    private List<NotebookCell> _own = [];
    private int _wanted = -1;

    /// <summary>A run that has not begun.</summary>
    public NotebookRun(string path, NotebooksAttribute attribute)
    {
        _path = path;
        _attribute = attribute;
        _whole = new(ExecuteAsync);
    }

    /// <summary>The notebook as it is executed; null until it was read.</summary>
    public NotebookDocument? Document { get; private set; }

    /// <summary>Whether a case has told already what ended the notebook, so that others need not fail with it.</summary>
    public bool IsFailureTold { get; set; }

    /// <summary>How the notebook ended; null while it can go on.</summary>
    public NotebookReport? End => _whole is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? _whole.Value.Result : null;

    /// <summary>Executes the notebook up to a cell.</summary>
    /// <param name="ordinal">The cell's place among the code cells, see <see cref="CodeCells"/>.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>How the cell fared; null when the notebook has no such cell any more.</returns>
    public async Task<CellReport?> RunToAsync(int ordinal, CancellationToken cancellation)
    {
        await using ConfiguredAsyncDisposable registration = cancellation.Register(Stop).ConfigureAwait(false);
        lock (_gate)
        {
            // What a cell shows may be changed by any cell behind it, so that a comparison waits for the last.
            _wanted = _attribute.Compare ? int.MaxValue : Math.Max(_wanted, ordinal);
            Monitor.PulseAll(_gate);
        }

        Task<NotebookReport> whole = _whole.Value;
        Task<CellReport?> cell = Cell(ordinal).Task;
        if (!_attribute.Compare)
        {
            await Task.WhenAny(cell, whole).ConfigureAwait(false);
            if (cell.IsCompletedSuccessfully)
            {
                return await cell.ConfigureAwait(false);
            }
        }

        NotebookReport report = await whole.ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return ordinal < _own.Count ? report.Cells.FirstOrDefault(other => other.Cell == _own[ordinal]) : null;
    }

    /// <inheritdoc/>
    public override void OnNotebookLoaded(string path, NotebookDocument document)
    {
        Document = document;
        _own = [.. CodeCells.Of(document, _attribute)];
    }

    /// <inheritdoc/>
    public override void OnCellStart(string path, int index, NotebookCell cell)
    {
        int ordinal = _own.IndexOf(cell);
        lock (_gate)
        {
            while (_wanted < ordinal && !_ended.IsCancellationRequested)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    /// <inheritdoc/>
    public override void OnCellExecuted(CellReport report)
    {
        if (_own.IndexOf(report.Cell) is var ordinal and >= 0 && report.Outcome != CellOutcome.NotRun)
        {
            Cell(ordinal).TrySetResult(report);
        }
    }

    /// <summary>Ends the notebook's process.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        if (_whole.IsValueCreated)
        {
            // What went wrong has been told by the case that waited for it.
            await ((Task)_whole.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _ended.Dispose();
    }

    private async Task<NotebookReport> ExecuteAsync()
    {
        // The hooks wait, which the caller must not.
        await Task.Yield();
        RunOptions options = NotebookOptions.Of(_attribute);
        return (await new NotebookRunner(options, this).RunAsync([_path], _ended.Token).ConfigureAwait(false))[0];
    }

    private void Stop()
    {
        _ended.Cancel();
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private TaskCompletionSource<CellReport?> Cell(int ordinal) =>
        _cells.GetOrAdd(ordinal, _ => new TaskCompletionSource<CellReport?>(TaskCreationOptions.RunContinuationsAsynchronously));
}
