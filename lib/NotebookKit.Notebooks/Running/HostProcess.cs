using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>The runner's end of a <see cref="NotebookHost"/>: starts the process, sends it cells, and notices its death.</summary>
internal sealed class HostProcess : CellProcess
{
    /// <summary>The .NET runtime's limit of the managed heap, in hexadecimal.</summary>
    public const string MemoryLimitVariable = "DOTNET_GCHeapHardLimit";

    private readonly Task _draining;
    private HostLines? _reader;
    private int _executions;
    private StreamWriter? _writer;

    private HostProcess(StartedProcess started, long memoryLimit) : base(started, memoryLimit)
    {
        Process.StandardInput.Close();
        _draining = DrainAsync(Process.StandardOutput);
    }

    /// <summary>Starts a process.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="workingDirectory">The notebook's folder.</param>
    /// <param name="memoryLimit">The limit of its managed heap, in bytes.</param>
    public static HostProcess Start(HostCommand command, string workingDirectory, long memoryLimit)
    {
        string limit = memoryLimit.ToString("x", CultureInfo.InvariantCulture);
        return new HostProcess(StartedProcess.Start(command, [], workingDirectory, (MemoryLimitVariable, limit)), memoryLimit);
    }

    /// <inheritdoc/>
    public override async Task<ErrorEvent?> ConnectAsync(CancellationToken cancellation)
    {
        if (!await IsConnectedAsync(cancellation).ConfigureAwait(false))
        {
            return await DescribeDeathAsync().ConfigureAwait(false);
        }

        _writer = new StreamWriter(Pipe, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        return null;
    }

    /// <inheritdoc/>
    public override async Task<ErrorEvent?> ExecuteAsync(
        string code, string language, string name, long outputLimit, string? checkNumber, Action<SessionEvent> onEvent,
        CancellationToken cancellation)
    {
        var request = new HostRequest(code, language, name, ++_executions, outputLimit, checkNumber);
        _reader ??= new HostLines(Pipe, HostProtocol.MaxLine(outputLimit));
        return await AskAsync(HostProtocol.ExecuteLine(request), request.Number, onEvent, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<ErrorEvent?> SettleAsync(Action<SessionEvent> onEvent, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(DeathGrace);
        try
        {
            return await AskAsync(HostProtocol.SettleLine(++_executions), _executions, onEvent, patience.Token).ConfigureAwait(false);
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
            await _writer!.WriteLineAsync(request.AsMemory(), cancellation).ConfigureAwait(false);
            while (await _reader!.ReadAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                JsonObject message = HostProtocol.Read(line);
                if (!HostProtocol.IsDone(message, number))
                {
                    onEvent(HostProtocol.ReadEvent(message));
                    continue;
                }

                if (await Errors.TakeAsync(number, Grace).ConfigureAwait(false) is { Length: > 0 } raw)
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

    /// <inheritdoc/>
    protected override Task Drained => _draining;

    /// <inheritdoc/>
    protected override async Task ShutdownAsync(CancellationToken patience)
    {
        if (_writer is not null)
        {
            await _writer.WriteLineAsync(HostProtocol.Line(HostProtocol.Shutdown).AsMemory(), patience).ConfigureAwait(false);
            await Process.WaitForExitAsync(patience).ConfigureAwait(false);
        }
    }

    // What the process itself prints there, before it catches the stream, is nobody's; a pipe that nobody reads would stop it.
    private static async Task DrainAsync(StreamReader source)
    {
        char[] buffer = new char[4096];
        while (await source.ReadAsync(buffer).ConfigureAwait(false) > 0)
        {
        }
    }
}
