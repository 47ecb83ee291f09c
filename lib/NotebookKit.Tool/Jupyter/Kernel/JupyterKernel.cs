using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// The kernel: five sockets, a thread for each, and one C# session. It ends when a client asks for it, when its front end
/// is gone, or on SIGTERM.
/// </summary>
internal sealed class JupyterKernel : IDisposable
{
    /// <summary>How long the first request waits for somebody who listens to its outputs.</summary>
    private static readonly TimeSpan s_subscriberLimit = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_flushLimit = TimeSpan.FromSeconds(1);

    private readonly Action<string> _log;
    private readonly RouterSocket _shellSocket;
    private readonly RouterSocket _controlSocket;
    private readonly RouterSocket _stdinSocket;
    private readonly XPubSocket _ioPubSocket;
    private readonly ReplySocket _heartbeatSocket;
    private readonly IoPub _ioPub;
    private readonly StdinChannel _stdin;
    private readonly ExecuteHandler _execute;
    private readonly Channel _shell;
    private readonly Channel _control;
    private readonly Lazy<CSharpSession> _session;
    private readonly SessionDeath _death;
    private readonly Companion _companion = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly PosixSignalRegistration[] _signals;
    private InheritedError? _errors;

    /// <summary>Starts to listen where the connection file says, and answers from then on.</summary>
    /// <param name="connection">Where to listen, and the key.</param>
    /// <param name="outputLimit">The bytes that the outputs of a cell may have.</param>
    /// <param name="log">Takes the kernel's own lines.</param>
    /// <exception cref="IOException">An address is taken.</exception>
    public JupyterKernel(ConnectionFile connection, long outputLimit, Action<string> log)
    {
        _log = log;
        var codec = new MessageCodec(connection.Key);
        var budget = new ReadBudget();
        _shellSocket = new RouterSocket(log) { Name = "shell", Check = codec.Problem, Budget = budget };
        _controlSocket = new RouterSocket(log) { Name = "control", Check = codec.Problem, Budget = budget };
        _stdinSocket = new RouterSocket(log) { Name = "stdin", Check = codec.Problem, Budget = budget };
        _ioPubSocket = new XPubSocket(log) { Name = "iopub", Budget = budget };
        _heartbeatSocket = new ReplySocket(log) { Name = "heartbeat", Budget = budget };
        _ioPub = new IoPub(_ioPubSocket, codec);
        _stdin = new StdinChannel(_stdinSocket, codec, log);
        _session = new Lazy<CSharpSession>(StartSession);
        var history = new History();
        _execute = new ExecuteHandler(() => _session.Value, _ioPub, history, outputLimit);
        _shell = new Channel("shell", _shellSocket, codec, _ioPub, ShellHandlers(history), log) { BeforeFirst = WaitForSubscriber };
        _execute.OnFailure = _shell.AbortWaiting;
        _execute.OnRunning = _companion.Tell;
        _control = new Channel("control", _controlSocket, codec, _ioPub, ControlHandlers(), log);
        _death = new SessionDeath(_execute, () => _session.IsValueCreated ? _session.Value : null, Flush, log);
        // Before anyone can reach the kernel: a cell that runs must hear of an interrupt.
        _signals = [Heed(PosixSignal.SIGINT, _execute.Interrupt), Heed(PosixSignal.SIGTERM, () => End("SIGTERM received"))];
        try
        {
            _heartbeatSocket.Listen(connection.Heartbeat);
            _ioPubSocket.Listen(connection.IoPub);
            _stdinSocket.Listen(connection.Stdin);
            _controlSocket.Listen(connection.Control);
            _shellSocket.Listen(connection.Shell);
        }
        catch
        {
            Dispose();
            throw;
        }
        _death.Watch();
        Start("heartbeat", Echo);
        Start("iopub", _ioPub.Greet);
        Start("control", _control.Run);
        Start("shell", _shell.Run);
        // The compiler takes a second to get ready: that second should pass while the front end still connects.
        Start("session", () => _ = _session.Value);
    }

    /// <summary>Starts the process that speaks for this one if it dies; it comes after the session, which somebody waits for.</summary>
    /// <param name="connectionFile">The file that this kernel was started with.</param>
    /// <param name="mark">The mark of what the cells start.</param>
    public void StartCompanion(string connectionFile, string mark) => Start("companion", () =>
    {
        _ = _session.Value;
        _companion.Start(connectionFile, _errors, mark, _log);
    });

    /// <summary>Waits until the kernel has been asked to end, and has said so to its clients.</summary>
    public void WaitForEnd()
    {
        ParentWatch.Start(() => End("the front end that started this kernel is gone"));
        _ended.Wait();
        _death.Expect();
        Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ZmtpSocket socket in (ZmtpSocket[])[_shellSocket, _controlSocket, _stdinSocket, _ioPubSocket, _heartbeatSocket])
        {
            socket.Dispose();
        }
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    private Dictionary<string, Action<Request>> ShellHandlers(History history)
    {
        var comms = new Comms(_log);
        return new Dictionary<string, Action<Request>>
        {
            ["kernel_info_request"] = KernelInfo.Handle,
            ["execute_request"] = _execute.Handle,
            ["complete_request"] = request => CompleteHandler.Handle(request, _session.Value),
            ["inspect_request"] = request => InspectHandler.Handle(request, _session.Value),
            ["is_complete_request"] = request => IsCompleteHandler.Handle(request, _session.Value),
            ["history_request"] = history.Handle,
            ["comm_info_request"] = Comms.HandleInfo,
            ["comm_open"] = request => comms.HandleOpen(request, _ioPub),
            ["comm_msg"] = comms.HandleMessage,
            ["comm_close"] = comms.HandleClose,
            // Clients of protocol versions before 5.0 ask for it here.
            ["shutdown_request"] = Shutdown,
        };
    }

    private Dictionary<string, Action<Request>> ControlHandlers() => new()
    {
        ["kernel_info_request"] = KernelInfo.Handle,
        ["interrupt_request"] = request =>
        {
            _execute.Interrupt();
            request.Reply(new JsonObject { ["status"] = "ok" });
        },
        ["shutdown_request"] = Shutdown,
    };

    private void Shutdown(Request request)
    {
        JsonObject Content() => new() { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };
        request.Reply(Content());
        _ioPub.Publish("shutdown_reply", request.Header, Content());
        request.AfterIdle = _ended.Set;
    }

    private static PosixSignalRegistration Heed(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });

    private void End(string why)
    {
        _log($"the kernel ends: {why}");
        _ended.Set();
    }

    private void WaitForSubscriber()
    {
        if (!_ioPub.WaitForSubscriber(s_subscriberLimit))
        {
            _log($"nobody has subscribed to iopub within {s_subscriberLimit.TotalSeconds:0} s of the first request; outputs may go unseen");
        }
    }

    private Task<string> Ask(InputRequest question, CancellationToken cancellation) => _execute.Running is { } cell
        ? Task.Factory.StartNew(
            () => _stdin.Ask(cell, question.Prompt, question.IsPassword, cancellation),
            cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)
        : throw new InvalidOperationException("Input can be asked for while a cell runs; the cell that asks has ended.");

    private CSharpSession StartSession()
    {
        var started = new CSharpSession(new SessionOptions { Input = Ask, FailedBetweenCells = FailBeside });
        // From here on cells, and what they start, have the process's standard streams to themselves: the log keeps its own.
        started.CaptureStandardOutput();
        _errors = started.CaptureStandardError(_companion.Hear);
        return started;
    }

    private void FailBeside(ErrorEvent error) => _execute.FailBeside(error);

    private void Flush()
    {
        _companion.Dismiss();
        foreach (ZmtpSocket socket in (ZmtpSocket[])[_controlSocket, _shellSocket, _ioPubSocket])
        {
            socket.Flush(s_flushLimit);
        }
    }

    private void Echo()
    {
        while (_heartbeatSocket.Receive() is { } beat)
        {
            _heartbeatSocket.Send(beat);
        }
    }

    private void Start(string name, Action work) => new Thread(() => Run(name, work)) { IsBackground = true, Name = name }.Start();

    // A kernel without one of its threads would be deaf: it ends, and the front end starts another.
    private void Run(string name, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            End($"its {name} thread failed: {error}");
        }
    }
}
