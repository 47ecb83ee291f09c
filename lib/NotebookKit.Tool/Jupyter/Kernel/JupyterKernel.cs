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
    private static readonly TimeSpan SubscriberLimit = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(1);

    private readonly Action<string> log;
    private readonly RouterSocket shellSocket;
    private readonly RouterSocket controlSocket;
    private readonly RouterSocket stdinSocket;
    private readonly XPubSocket ioPubSocket;
    private readonly ReplySocket heartbeatSocket;
    private readonly IoPub ioPub;
    private readonly StdinChannel stdin;
    private readonly ExecuteHandler execute;
    private readonly Channel shell;
    private readonly Channel control;
    private readonly Lazy<CSharpSession> session;
    private readonly SessionDeath death;
    private readonly Companion companion = new();
    private readonly ManualResetEventSlim ended = new();
    private InheritedError? errors;

    /// <summary>Starts to listen where the connection file says, and answers from then on.</summary>
    /// <param name="connection">Where to listen, and the key.</param>
    /// <param name="outputLimit">The bytes that the outputs of a cell may have.</param>
    /// <param name="log">Takes the kernel's own lines.</param>
    /// <exception cref="IOException">An address is taken.</exception>
    public JupyterKernel(ConnectionFile connection, long outputLimit, Action<string> log)
    {
        this.log = log;
        var codec = new MessageCodec(connection.Key);
        var budget = new ReadBudget();
        shellSocket = new RouterSocket(log) { Name = "shell", Check = codec.Problem, Budget = budget };
        controlSocket = new RouterSocket(log) { Name = "control", Check = codec.Problem, Budget = budget };
        stdinSocket = new RouterSocket(log) { Name = "stdin", Check = codec.Problem, Budget = budget };
        ioPubSocket = new XPubSocket(log) { Name = "iopub", Budget = budget };
        heartbeatSocket = new ReplySocket(log) { Name = "heartbeat", Budget = budget };
        ioPub = new IoPub(ioPubSocket, codec);
        stdin = new StdinChannel(stdinSocket, codec, log);
        session = new Lazy<CSharpSession>(StartSession);
        var history = new History();
        execute = new ExecuteHandler(() => session.Value, ioPub, history, outputLimit);
        shell = new Channel("shell", shellSocket, codec, ioPub, ShellHandlers(history), log) { BeforeFirst = WaitForSubscriber };
        execute.OnFailure = shell.AbortWaiting;
        execute.OnRunning = companion.Tell;
        control = new Channel("control", controlSocket, codec, ioPub, ControlHandlers(), log);
        death = new SessionDeath(execute, () => session.IsValueCreated ? session.Value : null, Flush, log);
        try
        {
            heartbeatSocket.Listen(connection.Heartbeat);
            ioPubSocket.Listen(connection.IoPub);
            stdinSocket.Listen(connection.Stdin);
            controlSocket.Listen(connection.Control);
            shellSocket.Listen(connection.Shell);
        }
        catch
        {
            Dispose();
            throw;
        }
        death.Watch();
        Start("heartbeat", Echo);
        Start("iopub", ioPub.Greet);
        Start("control", control.Run);
        Start("shell", shell.Run);
        // The compiler takes a second to get ready: that second should pass while the front end still connects.
        Start("session", () => _ = session.Value);
    }

    /// <summary>Starts the process that speaks for this one if it dies; it comes after the session, which somebody waits for.</summary>
    /// <param name="connectionFile">The file that this kernel was started with.</param>
    public void StartCompanion(string connectionFile) => Start("companion", () =>
    {
        _ = session.Value;
        companion.Start(connectionFile, errors, log);
    });

    /// <summary>Waits until the kernel has been asked to end, and has said so to its clients.</summary>
    public void WaitForEnd()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            execute.Interrupt();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            End("SIGTERM received");
        });
        ParentWatch.Start(() => End("the front end that started this kernel is gone"));
        ended.Wait();
        death.Expect();
        Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in (ZmtpSocket[])[shellSocket, controlSocket, stdinSocket, ioPubSocket, heartbeatSocket])
            socket.Dispose();
    }

    private Dictionary<string, Action<Request>> ShellHandlers(History history)
    {
        var comms = new Comms(log);
        return new Dictionary<string, Action<Request>>
        {
            ["kernel_info_request"] = KernelInfo.Handle,
            ["execute_request"] = execute.Handle,
            ["complete_request"] = request => CompleteHandler.Handle(request, session.Value),
            ["inspect_request"] = request => InspectHandler.Handle(request, session.Value),
            ["is_complete_request"] = request => IsCompleteHandler.Handle(request, session.Value),
            ["history_request"] = history.Handle,
            ["comm_info_request"] = Comms.HandleInfo,
            ["comm_open"] = request => comms.HandleOpen(request, ioPub),
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
            execute.Interrupt();
            request.Reply(new JsonObject { ["status"] = "ok" });
        },
        ["shutdown_request"] = Shutdown,
    };

    private void Shutdown(Request request)
    {
        JsonObject Content() => new() { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };
        request.Reply(Content());
        ioPub.Publish("shutdown_reply", request.Header, Content());
        request.AfterIdle = ended.Set;
    }

    private void End(string why)
    {
        log($"the kernel ends: {why}");
        ended.Set();
    }

    private void WaitForSubscriber()
    {
        if (!ioPub.WaitForSubscriber(SubscriberLimit))
            log($"nobody has subscribed to iopub within {SubscriberLimit.TotalSeconds:0} s of the first request; outputs may go unseen");
    }

    private Task<string> Ask(InputRequest question, CancellationToken cancellation) => execute.Running is { } cell
        ? Task.Factory.StartNew(
            () => stdin.Ask(cell, question.Prompt, question.IsPassword, cancellation),
            cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)
        : throw new InvalidOperationException("Input can be asked for while a cell runs; the cell that asks has ended.");

    private CSharpSession StartSession()
    {
        var started = new CSharpSession(new SessionOptions { Input = Ask, FailedBetweenCells = FailBeside });
        // From here on cells, and what they start, have the process's standard streams to themselves: the log keeps its own.
        started.CaptureStandardOutput();
        errors = started.CaptureStandardError(companion.Hear);
        return started;
    }

    private void FailBeside(ErrorEvent error) => execute.FailBeside(error);

    private void Flush()
    {
        companion.Dismiss();
        foreach (var socket in (ZmtpSocket[])[controlSocket, shellSocket, ioPubSocket])
            socket.Flush(FlushLimit);
    }

    private void Echo()
    {
        while (heartbeatSocket.Receive() is { } beat)
            heartbeatSocket.Send(beat);
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
