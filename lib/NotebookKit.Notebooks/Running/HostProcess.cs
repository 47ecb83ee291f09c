using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>The runner's end of a <see cref="NotebookHost"/>: starts the process, sends it cells, and notices its death.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>The .NET runtime's limit of the managed heap, in hexadecimal.</summary>
    public const string MemoryLimitVariable = "DOTNET_GCHeapHardLimit";

    // What the process may use beside the managed heap: the runtime itself, and the memory of native libraries.
    private const long UnmanagedAllowance = 1L << 30;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // A dying process writes its trace, which may be long, while the machine is busy.
    private static readonly TimeSpan DeathGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MemoryCheckInterval = TimeSpan.FromMilliseconds(500);

    private readonly Process process;
    private readonly string pipeName;
    private readonly NamedPipeServerStream pipe;
    private readonly string mark;
    private readonly long memoryLimit;
    private readonly HostErrors errors;
    private readonly Task draining;
    private readonly Timer memoryWatch;
    private HostLines? reader;
    private int executions;
    private StreamWriter? writer;
    private volatile bool memoryExceeded;

    private HostProcess(Process process, string pipeName, NamedPipeServerStream pipe, string mark, long memoryLimit)
    {
        this.mark = mark;
        this.process = process;
        this.pipeName = pipeName;
        this.pipe = pipe;
        this.memoryLimit = memoryLimit;
        process.StandardInput.Close();
        errors = new HostErrors(mark);
        draining = Task.WhenAll(errors.ReadAsync(process.StandardError), DrainAsync(process.StandardOutput));
        memoryWatch = new Timer(_ => CheckMemory(), null, MemoryCheckInterval, MemoryCheckInterval);
    }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Starts a process.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="workingDirectory">The notebook's folder.</param>
    /// <param name="memoryLimit">The limit of its managed heap, in bytes.</param>
    public static HostProcess Start(HostCommand command, string workingDirectory, long memoryLimit)
    {
        // Not an anonymous pipe: what user code starts would inherit it, and hide the death of the process.
        var (pipe, name) = HostSocket.Open();
        var mark = Guid.NewGuid().ToString("n");
        try
        {
            var start = new ProcessStartInfo(command.FileName, [.. command.Arguments, name])
            {
                WorkingDirectory = workingDirectory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            };
            start.Environment[MemoryLimitVariable] = memoryLimit.ToString("x", CultureInfo.InvariantCulture);
            start.Environment[ProcessTree.MarkVariable] = mark;
            start.Environment[RunnerLink.RunnerVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            return new HostProcess(Process.Start(start)!, name, pipe, mark, memoryLimit);
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }

    /// <summary>Waits until the process takes cells.</summary>
    /// <returns>Null, or the error when the process ended before.</returns>
    public async Task<ErrorEvent?> ConnectAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var connecting = pipe.WaitForConnectionAsync(either.Token);
        var exiting = process.WaitForExitAsync(either.Token);
        await Task.WhenAny(connecting, exiting).ConfigureAwait(false);
        if (!connecting.IsCompletedSuccessfully)
        {
            await either.CancelAsync().ConfigureAwait(false);
            await connecting.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return await DescribeDeathAsync().ConfigureAwait(false);
        }

        // On Unix the pipe is a socket with a file, which the death of the runner would leave behind.
        HostSocket.Remove(pipeName);
        writer = new StreamWriter(pipe, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        return null;
    }

    /// <summary>Executes a cell.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="language">Its language.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="outputLimit">The bytes that its outputs may have.</param>
    /// <param name="checkNumber">The number that its checks bear, or null.</param>
    /// <param name="onEvent">Gets what the cell shows, in order.</param>
    /// <param name="cancellation">Ends the wait; the process then is in the middle of the cell and good for nothing else.</param>
    /// <returns>Null when the cell ended, with or without an error; the error when the process died or can no longer be understood.</returns>
    public async Task<ErrorEvent?> ExecuteAsync(
        string code, string language, string name, long outputLimit, string? checkNumber, Action<SessionEvent> onEvent,
        CancellationToken cancellation)
    {
        var request = new HostRequest(code, language, name, ++executions, outputLimit, checkNumber);
        reader ??= new HostLines(pipe, HostProtocol.MaxLine(outputLimit));
        return await AskAsync(HostProtocol.ExecuteLine(request), request.Number, onEvent, cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits a moment for what the cells have started and did not wait for, since no cell follows.</summary>
    /// <param name="onEvent">Gets the error if any of it fails.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>As that of <see cref="ExecuteAsync"/>.</returns>
    public async Task<ErrorEvent?> SettleAsync(Action<SessionEvent> onEvent, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(DeathGrace);
        try
        {
            return await AskAsync(HostProtocol.SettleLine(++executions), executions, onEvent, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The cells have passed; what does not answer any more is ended with its process.
            return null;
        }
    }

    private async Task<ErrorEvent?> AskAsync(string request, int number, Action<SessionEvent> onEvent, CancellationToken cancellation)
    {
        try
        {
            await writer!.WriteLineAsync(request.AsMemory(), cancellation).ConfigureAwait(false);
            while (await reader!.ReadAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                var message = HostProtocol.Read(line);
                if (!HostProtocol.IsDone(message, number))
                {
                    onEvent(HostProtocol.ReadEvent(message));
                    continue;
                }

                if (await errors.TakeAsync(number, Grace).ConfigureAwait(false) is { Length: > 0 } raw)
                {
                    onEvent(new StreamEvent("stderr", raw));
                }
                return null;
            }
        }
        catch (IOException)
        {
            // The process is gone; how it went is told below.
        }
        catch (HostProtocolException error)
        {
            Kill();
            return new ErrorEvent("ProtocolError", error.Message, [$"ProtocolError: {error.Message}"]);
        }

        return await DescribeDeathAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the process, in good order when it is between cells, and all that it has started.</summary>
    public async ValueTask DisposeAsync()
    {
        await memoryWatch.DisposeAsync().ConfigureAwait(false);
        if (!process.HasExited) await ShutdownAsync().ConfigureAwait(false);
        Kill();
        await pipe.DisposeAsync().ConfigureAwait(false);
        // Killed, it ends in its own time; by itself, it has taken its files along.
        if (process.WaitForExit(Grace)) RuntimeFiles.Remove(process.Id, Path.GetTempPath());
        process.Dispose();
    }

    /// <summary>Ends the process and all it has started, at once.</summary>
    public void Kill() => ProcessTree.Kill(process, mark);

    private async Task ShutdownAsync()
    {
        if (writer is null) return;
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await writer.WriteLineAsync(HostProtocol.Line(HostProtocol.Shutdown).AsMemory(), patience.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // It died meanwhile, or code of the notebook keeps it alive; the caller kills it.
        }
    }

    private async Task<ErrorEvent> DescribeDeathAsync()
    {
        using (var patience = new CancellationTokenSource(DeathGrace))
        {
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Kill();
                await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        // What it has started may hold its pipes open: with that gone, they end.
        Kill();
        await Task.WhenAny(draining, Task.Delay(DeathGrace)).ConfigureAwait(false);
        return HostDeath.Describe(process.ExitCode, errors.Rest, memoryLimit, memoryExceeded);
    }

    private void CheckMemory()
    {
        try
        {
            process.Refresh();
            if (process.HasExited || process.WorkingSet64 <= memoryLimit + UnmanagedAllowance) return;
            memoryExceeded = true;
            Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in this moment.
        }
    }

    // What the process itself prints there, before it catches the stream, is nobody's; a pipe that nobody reads would stop it.
    private static async Task DrainAsync(StreamReader source)
    {
        var buffer = new char[4096];
        while (await source.ReadAsync(buffer).ConfigureAwait(false) > 0)
        {
        }
    }
}
