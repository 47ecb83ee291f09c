using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running.Original;

/// <summary>The runner's end of .NET Interactive, which executes the cells in place of this project's own process.</summary>
/// <remarks>
/// It cannot be interrupted: its interrupt waits for the end of the running cell. A cell that exceeds its time is ended with the process.
/// </remarks>
internal sealed class OriginalProcess : CellProcess
{
    // Lines that wait for being looked at; each may be as long as a cell's outputs.
    private const int Waiting = 8;

    private readonly OriginalCommand _command;
    private readonly StreamWriter _writer;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(Waiting);
    private readonly Task _reading;
    private int _executions;
    private int _child;

    private OriginalProcess(StartedProcess started, OriginalCommand command, long memoryLimit, long outputLimit)
        : base(started, memoryLimit)
    {
        _command = command;
        _writer = new StreamWriter(Process.StandardInput.BaseStream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        _reading = ReadAsync(new HostLines(Process.StandardOutput.BaseStream, HostProtocol.MaxLine(outputLimit)));
        _ = EndWhatIsLeftAsync();
    }

    /// <inheritdoc/>
    protected override Task Drained => _reading;

    /// <summary>Starts a process.</summary>
    /// <param name="host">What starts this project's own process; it also starts the one in between, see
    /// <see cref="OriginalHost"/>.</param>
    /// <param name="command">What starts .NET Interactive.</param>
    /// <param name="workingDirectory">The notebook's folder.</param>
    /// <param name="memoryLimit">The bytes that it may have, beside 1 GB.</param>
    /// <param name="outputLimit">The bytes that a cell's outputs may have.</param>
    public static OriginalProcess Start(
        HostCommand host, OriginalCommand command, string workingDirectory, long memoryLimit, long outputLimit)
    {
        var started = StartedProcess.Start(
            host.With(OriginalHost.Verb), [command.FileName, .. command.ArgumentsFor(workingDirectory)], command.Folder ?? workingDirectory,
            // Its greeting would stand among the lines; and nobody was asked whether the run may be counted.
            ("DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE", "1"), ("DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT", "1"));
        return new OriginalProcess(started, command, memoryLimit, outputLimit);
    }

    /// <inheritdoc/>
    public override async Task<ErrorEvent?> ConnectAsync(CancellationToken cancellation)
    {
        if (!await IsConnectedAsync(cancellation).ConfigureAwait(false) || !await KnowsChildAsync(cancellation).ConfigureAwait(false))
        {
            return await DescribeFailedStartAsync().ConfigureAwait(false);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_command.Patience);
        try
        {
            await foreach (string line in _lines.Reader.ReadAllAsync(patience.Token).ConfigureAwait(false))
            {
                if (OriginalProtocol.Read(line) is OriginalEvent { Event: KernelReady })
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Kill();
            return Error("StartFailed", string.Create(CultureInfo.InvariantCulture,
                $"{_command.FileName} did not say within {_command.Patience.TotalSeconds:0} s that it is ready: is it "
                    + $"dotnet-interactive?"));
        }
        catch (HostProtocolException)
        {
            Kill();
            return Error("StartFailed", $"{_command.FileName} does not speak as dotnet-interactive does.");
        }

        return await DescribeFailedStartAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<ErrorEvent?> ExecuteAsync(
        string code, string language, string name, long outputLimit, string? checkNumber, Action<SessionEvent> onEvent,
        CancellationToken cancellation)
    {
        var frontEnd = new OriginalFrontEnd(new OutputLimit(outputLimit, onEvent).Pass);
        if (frontEnd.Shows(language, code))
        {
            return null;
        }

        string token = string.Create(CultureInfo.InvariantCulture, $"cell{++_executions}");
        var command = new SubmitCode(code, CellLanguages.Find(language) ?? language);
        command.SetToken(token);
        try
        {
            await WriteAsync(OriginalProtocol.Line(command), cancellation).ConfigureAwait(false);
            await foreach (string line in _lines.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                switch (OriginalProtocol.Read(line))
                {
                    case OriginalEvent { Event: CommandSucceeded } ended when ended.Token == token:
                        return null;
                    case OriginalEvent { Event: CommandFailed failed } ended when ended.Token == token:
                        onEvent(OriginalErrors.Read(failed.Message));
                        return null;
                    case OriginalEvent happened:
                        // Those of earlier cells too: what these have started and did not wait for shows in the one that runs.
                        frontEnd.Show(happened.Event);
                        break;
                    case OriginalRequest request:
                        foreach (KernelEvent answer in frontEnd.Answer(request.Command))
                        {
                            await WriteAsync(OriginalProtocol.Line(answer), cancellation).ConfigureAwait(false);
                        }

                        break;
                }
            }
        }
        catch (IOException)
        {
            // The process is gone; how it went is told below.
        }
        catch (HostProtocolException error)
        {
            Kill();
            return Error("ProtocolError", $"dotnet-interactive broke off: the runner received {error.Received}. "
                + "Show less in one output, or raise the limit with --output-limit.");
        }

        return await DescribeDeathAsync().ConfigureAwait(false);
    }

    /// <summary>.NET Interactive knows of no work beside its cells.</summary>
    public override Task<ErrorEvent?> SettleAsync(Action<SessionEvent> onEvent, CancellationToken cancellation) =>
        Task.FromResult<ErrorEvent?>(null);

    /// <inheritdoc/>
    protected override async Task ShutdownAsync(CancellationToken patience)
    {
        await WriteAsync(OriginalProtocol.Line(new Quit()), patience).ConfigureAwait(false);
        await Process.WaitForExitAsync(patience).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void RemoveFiles()
    {
        base.RemoveFiles();
        RuntimeFiles.Remove(_child, Path.GetTempPath());
    }

    /// <inheritdoc/>
    protected override long WorkingSet()
    {
        if (_child == 0)
        {
            return 0;
        }

        using var child = Process.GetProcessById(_child);
        return child.WorkingSet64;
    }

    private static ErrorEvent Error(string name, string message) => new(name, message, [$"{name}: {message}"]);

    private async Task<bool> KnowsChildAsync(CancellationToken cancellation)
    {
        string? id = await new HostLines(Pipe, 64).ReadAsync(cancellation).ConfigureAwait(false);
        return int.TryParse(id, CultureInfo.InvariantCulture, out _child);
    }

    // A cell may keep it from reading, and a write that waits for that cannot be cancelled.
    private Task WriteAsync(string line, CancellationToken cancellation) =>
        Task.Run(() => _writer.WriteLine(line), CancellationToken.None).WaitAsync(cancellation);

    private async Task ReadAsync(HostLines source)
    {
        try
        {
            while (await source.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                await _lines.Writer.WriteAsync(line).ConfigureAwait(false);
            }

            _lines.Writer.TryComplete();
        }
        catch (Exception error) when (error is IOException or HostProtocolException or ObjectDisposedException)
        {
            _lines.Writer.TryComplete(error is HostProtocolException ? error : null);
        }
    }

    // What its cells have started holds its streams open, and then these would not end.
    private async Task EndWhatIsLeftAsync()
    {
        try
        {
            await Process.WaitForExitAsync().ConfigureAwait(false);
            Kill();
        }
        catch (InvalidOperationException)
        {
            // It was let go meanwhile, as ended.
        }
    }

    private async Task<ErrorEvent> DescribeFailedStartAsync()
    {
        await EndedAsync().ConfigureAwait(false);
        string words = Errors.Rest.Trim();
        return Error("StartFailed", string.Create(CultureInfo.InvariantCulture,
            $"{_command.FileName} ended with exit code {Process.ExitCode} before it was ready. "
            + $"{(words.Length > 0 ? $"It said: {words}" : OriginalCommand.HowToInstall)}"));
    }
}
