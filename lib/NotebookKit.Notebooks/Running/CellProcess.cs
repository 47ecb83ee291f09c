using System.Diagnostics;
using System.IO.Pipes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// The runner's end of a process in which a notebook executes, cell by cell: started for one notebook, watched for its memory and
/// its death, and ended with all that its cells have started.
/// </summary>
internal abstract class CellProcess : IAsyncDisposable
{
    /// <summary>How long the process may take for what takes it no time.</summary>
    protected static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // A dying process writes its trace, which may be long, while the machine is busy.
    protected static readonly TimeSpan DeathGrace = TimeSpan.FromSeconds(30);

    // What the process may use beside the managed heap: the runtime itself, and the memory of native libraries.
    private const long UnmanagedAllowance = 1L << 30;
    private static readonly TimeSpan s_memoryCheckInterval = TimeSpan.FromMilliseconds(500);

    private readonly StartedProcess _started;
    private readonly long _memoryLimit;
    private readonly Task _readingErrors;
    private readonly Timer _memoryWatch;
    private volatile bool _memoryExceeded;
    private bool _hasStarted;

    /// <summary>The end of a process that was just started.</summary>
    /// <param name="started">The process.</param>
    /// <param name="memoryLimit">The bytes that its managed heap may have.</param>
    protected CellProcess(StartedProcess started, long memoryLimit)
    {
        _started = started;
        _memoryLimit = memoryLimit;
        Errors = new HostErrors(started.Mark);
        _readingErrors = Errors.ReadAsync(Process.StandardError);
        _memoryWatch = new Timer(_ => CheckMemory(), null, s_memoryCheckInterval, s_memoryCheckInterval);
    }

    /// <summary>The process that was started.</summary>
    protected Process Process => _started.Process;

    /// <summary>The pipe to it.</summary>
    protected NamedPipeServerStream Pipe => _started.Pipe;

    /// <summary>What it writes to its standard error.</summary>
    protected HostErrors Errors { get; }

    /// <summary>Completed when all that it wrote to its standard output was read.</summary>
    protected abstract Task Drained { get; }

    /// <summary>Waits until the process takes cells.</summary>
    /// <returns>Null, or the error when the process ended before.</returns>
    public abstract Task<ErrorEvent?> ConnectAsync(CancellationToken cancellation);

    /// <summary>Executes a cell.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="language">Its language.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="outputLimit">The bytes that its outputs may have.</param>
    /// <param name="checkNumber">The number that its checks bear, or null.</param>
    /// <param name="onEvent">Gets what the cell shows, in order.</param>
    /// <param name="cancellation">Ends the wait; the process then is in the middle of the cell and good for nothing else.</param>
    /// <returns>Null when the cell ended, with or without an error; the error when the process died or can no longer be
    /// understood.</returns>
    public abstract Task<ErrorEvent?> ExecuteAsync(
        string code, string language, string name, long outputLimit, string? checkNumber, Action<SessionEvent> onEvent,
        CancellationToken cancellation);

    /// <summary>Waits a moment for what the cells have started and did not wait for, since no cell follows.</summary>
    /// <param name="onEvent">Gets the error if any of it fails.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>As that of <see cref="ExecuteAsync"/>.</returns>
    public abstract Task<ErrorEvent?> SettleAsync(Action<SessionEvent> onEvent, CancellationToken cancellation);

    /// <summary>Ends the process and all it has started, at once.</summary>
    public void Kill() => ProcessTree.Kill(Process, _started.Mark);

    /// <summary>Ends the process, in good order when it is between cells, and all that it has started.</summary>
    public async ValueTask DisposeAsync()
    {
        await _memoryWatch.DisposeAsync().ConfigureAwait(false);
        if (!Process.HasExited)
        {
            using var patience = new CancellationTokenSource(Grace);
            try
            {
                await ShutdownAsync(patience.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // It died meanwhile, or code of the notebook keeps it alive; it is killed.
            }
        }

        Kill();
        await Pipe.DisposeAsync().ConfigureAwait(false);
        // Killed, it ends in its own time; by itself, it has taken its files along.
        if (Process.WaitForExit(Grace))
        {
            RemoveFiles();
        }

        Process.Dispose();
    }

    /// <summary>Asks the process to end, and waits until it has.</summary>
    protected abstract Task ShutdownAsync(CancellationToken patience);

    /// <summary>Removes what the process, which has ended, has left in the temporary folder.</summary>
    protected virtual void RemoveFiles() => RuntimeFiles.Remove(Process.Id, Path.GetTempPath());

    /// <summary>Waits until the process has opened its end of the pipe.</summary>
    /// <returns>False when it ended instead.</returns>
    protected async Task<bool> IsConnectedAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task connecting = Pipe.WaitForConnectionAsync(either.Token);
        Task exiting = Process.WaitForExitAsync(either.Token);
        await Task.WhenAny(connecting, exiting).ConfigureAwait(false);
        if (!connecting.IsCompletedSuccessfully)
        {
            await either.CancelAsync().ConfigureAwait(false);
            await connecting.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return false;
        }

        // On Unix the pipe is a socket with a file, which the death of the runner would leave behind.
        HostSocket.Remove(_started.PipeName);
        return _hasStarted = true;
    }

    /// <summary>What ended the process, once it has ended; what it has started ends with it.</summary>
    protected async Task<ErrorEvent> DescribeDeathAsync()
    {
        await EndedAsync().ConfigureAwait(false);
        // A process that another ended has said nothing of its own end.
        string words = Process.ExitCode == HostDeath.Aborted ? Errors.LastWords : Errors.Rest;
        return HostDeath.Describe(Process.ExitCode, words, _memoryLimit, _memoryExceeded, _hasStarted);
    }

    /// <summary>Waits until the process has ended and what it wrote was read.</summary>
    protected async Task EndedAsync()
    {
        using (var patience = new CancellationTokenSource(DeathGrace))
        {
            try
            {
                await Process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Kill();
                await Process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        // What it has started may hold its pipes open: with that gone, they end.
        Kill();
        await Task.WhenAny(Task.WhenAll(_readingErrors, Drained), Task.Delay(DeathGrace)).ConfigureAwait(false);
    }

    /// <summary>The memory that the process in which the cells run has at the moment.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    protected virtual long WorkingSet()
    {
        Process.Refresh();
        return Process.HasExited ? 0 : Process.WorkingSet64;
    }

    private void CheckMemory()
    {
        try
        {
            if (WorkingSet() > _memoryLimit + UnmanagedAllowance)
            {
                _memoryExceeded = true;
                Kill();
            }
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // It ended by itself in this moment.
        }
    }
}
