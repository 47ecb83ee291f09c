using System.Collections.Concurrent;
using Microsoft.DotNet.Interactive;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>A running C# notebook: cells executed one after the other, each seeing what the earlier ones defined.</summary>
/// <remarks>
/// Several sessions may live in one process; each has its own variables, libraries and console. What user code does to
/// the process as a whole (its current directory, <c>Environment.Exit</c>) is shared, so a host that cannot have that
/// gives each session a process.
/// </remarks>
public sealed class CSharpSession : IDisposable
{
    private readonly BlockingCollection<Task<CellResult>> _waiting = [];
    private readonly CellHost _host;
    private readonly CellEngine _engine;
    private readonly SessionThread _thread = new();
    private readonly SessionScheduler _scheduler = new();
    private readonly SessionKernels _kernels;
    private readonly DirectiveCompletion _directiveCompletion;
    private int _count;

    /// <summary>Starts a session; the first cell may run at once.</summary>
    public CSharpSession(SessionOptions? options = null)
    {
        Options = options ?? new SessionOptions();
        SessionKernels.InstallConsole();
        _host = new CellHost(Options);
        _engine = new CellEngine(Options, _host);
        // The kernels' own loop starts with the first of them, and goes on with the scheduler that it finds then.
        _kernels = _scheduler.Start(() => Task.FromResult(new SessionKernels(Options, _host, _engine, _thread))).GetAwaiter().GetResult();
        _directiveCompletion = new DirectiveCompletion(Options.WorkingDirectory, _kernels.Directives);
        // Not on the thread pool: a cell that fills it with blocked work must end, and be interrupted, all the same.
        new Thread(RunCells) { IsBackground = true, Name = "notebook cells" }.Start();
        WarmUp.Start();
    }

    /// <summary>How this session runs its cells.</summary>
    public SessionOptions Options { get; }

    /// <summary>What cells know as <c>Kernel.Root</c>.</summary>
    internal CompositeKernel Root => _kernels.Root;

    /// <summary>The languages of cells by their main names; packages may bring more.</summary>
    public IReadOnlyList<string> Languages => [.. _kernels.Root.ChildKernels.Select(kernel => kernel.Name)];

    /// <summary>Whether cells of a language run here, by its main name or another.</summary>
    public bool Runs(string language) => _kernels.Directives.Kernel(language) is not null;

    /// <summary>Runs a cell, after those that were given earlier.</summary>
    /// <param name="code">The cell's text, directives included.</param>
    /// <param name="onEvent">Told what the cell shows while it runs: one call at a time, in order, on any thread.</param>
    /// <param name="cancellation">Interrupts the cell, as <see cref="Interrupt"/> does.</param>
    /// <param name="language">The cell's language: <c>csharp</c>, <c>html</c>, <c>markdown</c>, <c>javascript</c>, <c>mermaid</c> or
    /// <c>value</c>.</param>
    /// <param name="cellName">What errors call the cell; <c>cell 1</c>, <c>cell 2</c>, … in the order of execution when not given.</param>
    /// <returns>How the cell ended. What user code throws is reported there and as an <see cref="ErrorEvent"/>, never thrown.</returns>
    /// <exception cref="ArgumentException">The language is not one of those named.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="onEvent"/> threw.</exception>
    /// <exception cref="ObjectDisposedException">The session has ended.</exception>
    public Task<CellResult> ExecuteAsync(
        string code, Action<SessionEvent> onEvent,
        CancellationToken cancellation = default, string language = "csharp", string? cellName = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(onEvent);
        string named = _kernels.Directives.Kernel(language)?.Name
            ?? throw new ArgumentException(
                $"Language '{language}' is not one a session runs. Use one of: {string.Join(", ", Languages)}.", nameof(language));
        ObjectDisposedException.ThrowIf(_waiting.IsAddingCompleted, this);
        var cell = new Task<CellResult>(
            () => Execute(code.ReplaceLineEndings("\n"), named, onEvent, cellName ?? $"cell {++_count}", cancellation),
            TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(cell);
        return cell;
    }

    /// <summary>One cell after the other, in the order in which they were given.</summary>
    private void RunCells()
    {
        foreach (Task<CellResult> cell in _waiting.GetConsumingEnumerable())
        {
            cell.RunSynchronously(TaskScheduler.Default);
        }
    }

    private CellResult Execute(string code, string language, Action<SessionEvent> onEvent, string name, CancellationToken cancellation)
    {
        WarmUp.Done.GetAwaiter().GetResult();
        using var cell = new RunningCell(name, code, _host, onEvent, cancellation);
        RunningCell.Current = cell;
        _host.Begin(cell);
        if (_host.IsAlone)
        {
            ConsoleRedirect.Restore();
        }
        try
        {
            FormattingGuard.Install();
            Run(cell, language);
            _host.Settle(cell);
            if (cell.Failure is { } error)
            {
                cell.Output.Send(error);
            }
            else
            {
                cell.End();
            }
            return cell.ToResult();
        }
        finally
        {
            _host.End();
            RunningCell.Current = null;
            cell.Output.Close();
        }
    }

    /// <summary>Runs a cell to its end; why it failed is written down in it.</summary>
    private void Run(RunningCell cell, string language)
    {
        try
        {
            if (cell.Interrupt.IsCancellationRequested)
            {
                throw CellFailure.Interrupted("The cell was interrupted before it began.");
            }
            bool complete = false;
            try
            {
                complete = _scheduler.Start(() => _kernels.RunAsync(cell, language)).GetAwaiter().GetResult();
            }
            finally
            {
                // An interrupted command comes back at once; its code may still be unwinding.
                if (complete)
                {
                    cell.IsOver = true;
                }
                else
                {
                    _thread.Run(() => cell.IsOver = true).GetAwaiter().GetResult();
                }
            }

            if (!complete && !cell.Ended)
            {
                cell.Fail(CellFailure.Interrupted("The cell was interrupted. What earlier cells defined is unchanged.").Error);
            }
        }
        catch (CellFailure failure)
        {
            cell.Fail(failure.Error);
        }
        catch (Exception) when (cell.Interrupt.IsCancellationRequested)
        {
            cell.Fail(CellFailure.Interrupted("The cell was interrupted. What earlier cells defined is unchanged.").Error);
        }
        catch (Exception error)
        {
            cell.Fail(RuntimeErrors.Failure(error, _engine.Sources).Error);
        }
    }

    /// <summary>
    /// Stops the running cell, wherever it is: in a loop, asleep, waiting or awaiting. What earlier cells defined stays.
    /// Without a running cell nothing happens. Compiled code that computes without end, and neither waits nor writes nor
    /// calls back into a cell, cannot be stopped gently; a second call aborts it, which the runtime does not always survive.
    /// </summary>
    public void Interrupt() => _host.Cell?.Stop();

    /// <summary>An exception as cells report it: its message, and the lines of the cells that it came through.</summary>
    /// <param name="error">Any exception, such as one that a thread of a cell did not catch.</param>
    public ErrorEvent Describe(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return RuntimeErrors.Failure(error, _engine.Sources).Error;
    }

    /// <summary>
    /// Delivers the console text of the running cell that is gathered but not yet delivered: for a host whose process is
    /// about to end.
    /// </summary>
    public void FlushConsole() => _host.Flush();

    /// <summary>
    /// Waits for the async void methods that cells have started, which nobody can await: for a host that has no further
    /// cells.
    /// </summary>
    /// <param name="patience">How long at most; what takes longer goes on.</param>
    /// <returns>The failure of such a method since the last cell, if there is one.</returns>
    public async Task<ErrorEvent?> SettleAsync(TimeSpan patience)
    {
        // Pauses are counted, not timed: on a busy machine they are as late as what those methods wait for.
        var pause = TimeSpan.FromMilliseconds(10);
        for (int pauses = 0; _host.IsAwaitingAsyncVoid && pauses < patience / pause; pauses++)
        {
            await Task.Delay(pause).ConfigureAwait(false);
        }
        return _host.TakeFailure();
    }

    /// <summary>
    /// Shows what the process's standard output gets from elsewhere than <see cref="Console"/> as output of the running cell:
    /// from child processes, native code, and streams that a cell opens by itself. For a process that is this session's
    /// alone; for the rest of its life. What code writes to the console that the cell's flow does not reach, such as a finalizer,
    /// comes as well; on Windows nothing else does.
    /// </summary>
    public void CaptureStandardOutput() => _host.Capture(CapturedStream.Output, "stdout");

    /// <summary>As <see cref="CaptureStandardOutput"/>, for the standard error.</summary>
    /// <param name="heard">Told of the text as well, before it is shown: the process may be dying of what it says.</param>
    /// <returns>What a process that is started from here on needs to read this one's last words; null where nothing is caught.</returns>
    internal InheritedError? CaptureStandardError(Action<string> heard) =>
        _host.Capture(CapturedStream.Error, "stderr", heard)?.Inheritance;

    /// <summary>What could stand at a place in a cell being written. May be called while a cell runs.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="position">The cursor, counted in UTF-16 units from the start.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position lies outside of the text.</exception>
    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellation = default)
    {
        CheckPosition(code, position);
        return Task.Run(async () =>
        {
            await WarmUp.Done.ConfigureAwait(false);
            return _directiveCompletion.Complete(code, position)
                ?? (EditedCode.IsCSharp(code, position)
                    ? SymbolCompletion.Complete(EditedCode.Create(code, _engine.Chain), position)
                    : new CompletionList(position, position, []));
        }, cancellation);
    }

    /// <summary>Declaration and documentation of the name at a place in a cell, or of the method being called there. May be called while a
    /// cell runs.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="position">The cursor, counted in UTF-16 units from the start.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns><c>null</c> when there is nothing to tell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position lies outside of the text.</exception>
    public Task<Inspection?> InspectAsync(string code, int position, CancellationToken cancellation = default)
    {
        CheckPosition(code, position);
        return Task.Run(async () =>
        {
            await WarmUp.Done.ConfigureAwait(false);
            return EditedCode.IsCSharp(code, position)
                ? SymbolInspection.Inspect(EditedCode.Create(code, _engine.Chain), position, cancellation)
                : null;
        }, cancellation);
    }

    /// <summary>Whether a cell could run as it stands, for consoles that decide what the Enter key does.</summary>
    public Completeness IsComplete(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return CodeCompleteness.Check(code.ReplaceLineEndings("\n"), _kernels.Directives);
    }

    private static void CheckPosition(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (position < 0 || position > code.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(position), position, $"The cell has {code.Length} characters.");
        }
    }

    /// <summary>Ends the session: a running cell is interrupted, and no more are taken.</summary>
    public void Dispose()
    {
        Interrupt();
        _waiting.CompleteAdding();
        _thread.Dispose();
        _kernels.Dispose();
        _scheduler.End();
    }
}
