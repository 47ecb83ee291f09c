using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// One channel on which requests come in (shell or control), handled one after the other on a thread of its own. Busy and
/// idle are published around every request, whatever becomes of it.
/// </summary>
/// <param name="name">The channel's name, for the log.</param>
/// <param name="socket">Where requests come from and replies go.</param>
/// <param name="codec">Reads and checks messages.</param>
/// <param name="ioPub">Where busy and idle go.</param>
/// <param name="handlers">What is done for each message type.</param>
/// <param name="log">Takes a line for every message that is dropped.</param>
internal sealed class Channel(
    string name,
    ZmtpSocket socket,
    MessageCodec codec,
    IoPub ioPub,
    IReadOnlyDictionary<string, Action<Request>> handlers,
    Action<string> log)
{
    private const string ExecuteRequest = "execute_request";

    private readonly Queue<ZmtpMessage> _toAbort = new();

    /// <summary>Called before the first request is handled.</summary>
    public Action? BeforeFirst { get; init; }

    /// <summary>Handles requests until the socket closes; the body of a thread.</summary>
    public void Run()
    {
        bool first = true;
        while (Next(out ZmtpMessage received, out bool abort))
        {
            if (Decode(received) is not { } message)
            {
                continue;
            }
            if (first)
            {
                BeforeFirst?.Invoke();
            }
            first = false;
            Handle(new Request(message, socket, codec), abort);
        }
    }

    /// <summary>
    /// After a failed cell: the execute requests that already wait here are answered "aborted", so that "run all" stops at
    /// the first error. Other requests keep their place and are handled.
    /// </summary>
    public void AbortWaiting()
    {
        while (socket.TryReceive(out ZmtpMessage waiting))
        {
            _toAbort.Enqueue(waiting);
        }
    }

    private bool Next(out ZmtpMessage message, out bool abort)
    {
        abort = _toAbort.TryDequeue(out message);
        if (abort)
        {
            return true;
        }
        ZmtpMessage? received = socket.Receive();
        message = received.GetValueOrDefault();
        return received is not null;
    }

    private WireMessage? Decode(ZmtpMessage received)
    {
        try
        {
            return codec.Decode(received);
        }
        catch (MalformedMessageException error)
        {
            log($"{name}: a message was dropped: {error.Message}");
            return null;
        }
    }

    private void Handle(Request request, bool abort)
    {
        ioPub.Status("busy", request.Header);
        try
        {
            if (abort && request.Type == ExecuteRequest)
            {
                request.Reply(new JsonObject { ["status"] = "aborted" });
            }
            else if (handlers.TryGetValue(request.Type, out Action<Request>? handler))
            {
                handler(request);
            }
            else
            {
                log($"{name}: a message was dropped: its type '{request.Type}' is unknown here");
            }
        }
        catch (Exception error)
        {
            // Whatever goes wrong in one request, the next one is served; the asker learns of it.
            log($"{name}: {request.Type} failed: {(error is MalformedMessageException ? error.Message : error)}");
            if (!request.IsReplied && request.Type.EndsWith("_request", StringComparison.Ordinal))
            {
                request.Reply(Failure(error));
            }
        }
        finally
        {
            ioPub.Status("idle", request.Header);
            request.AfterIdle?.Invoke();
        }
    }

    private static JsonObject Failure(Exception error) => new()
    {
        ["status"] = "error",
        ["ename"] = error is MalformedMessageException ? "MalformedMessage" : error.GetType().Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray(error.Message),
    };
}
