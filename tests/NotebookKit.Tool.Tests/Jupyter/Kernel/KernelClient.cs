using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;
using NotebookKit.Tool.Tests.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>A front end for tests: it sends requests on every channel and reads what comes back.</summary>
internal sealed class KernelClient : IDisposable
{
    private readonly MessageCodec _codec;
    private readonly ConnectionFile _connection;

    /// <summary>Connects to a kernel; with <paramref name="subscribe"/> false it does not listen to outputs yet.</summary>
    /// <param name="connection">Where the kernel listens.</param>
    /// <param name="subscribe">Whether it listens to outputs.</param>
    /// <param name="isAnonymous">Whether its sockets choose no identity.</param>
    public KernelClient(ConnectionFile connection, bool subscribe = true, bool isAnonymous = false)
    {
        _connection = connection;
        _codec = new MessageCodec(connection.Key);
        string identity = isAnonymous ? "" : "client-" + Guid.NewGuid().ToString("N");
        if (subscribe)
        {
            Subscribe();
        }
        Stdin = new TestPeer(connection.Stdin, "DEALER", "ROUTER", identity);
        Control = new TestPeer(connection.Control, "DEALER", "ROUTER", identity);
        Shell = new TestPeer(connection.Shell, "DEALER", "ROUTER", identity);
    }

    public TestPeer Shell { get; }

    public TestPeer Control { get; }

    public TestPeer Stdin { get; }

    public TestPeer? IoPub { get; private set; }

    /// <summary>Subscribes to all outputs, and reads the welcome.</summary>
    public void Subscribe()
    {
        IoPub = new TestPeer(_connection.IoPub, "SUB", "XPUB");
        IoPub.Send([[1]]);
        Assert.Equal("iopub_welcome", Read(IoPub).Type);
    }

    /// <summary>Writes a signed message as it goes over the wire.</summary>
    public byte[][] Encode(string type, JsonObject? content = null, JsonObject? metadata = null) =>
        _codec.Encode([], type, null, content ?? [], metadata);

    /// <summary>Sends a request and returns its id.</summary>
    public string Send(TestPeer channel, string type, JsonObject? content = null, JsonObject? metadata = null)
    {
        byte[][] message = Encode(type, content, metadata);
        channel.Send(message);
        return (string)JsonNode.Parse(message[2])!["msg_id"]!;
    }

    /// <summary>Waits for the next message on a channel.</summary>
    public WireMessage Read(TestPeer channel) => Decode(channel.Receive());

    /// <summary>Reads a message that came some other way.</summary>
    public WireMessage Decode(byte[][] parts) => _codec.Decode(new ZmtpMessage(new PeerIdentity([1]), parts));

    /// <summary>Sends a request on the shell channel (or another), and waits for its reply and for everything up to idle.</summary>
    public Answer Ask(string type, JsonObject? content = null, TestPeer? channel = null, JsonObject? metadata = null)
    {
        string id = Send(channel ?? Shell, type, content, metadata);
        return new Answer(ReplyTo(id, channel), Outputs(id));
    }

    /// <summary>Runs a cell.</summary>
    public Answer Execute(string code, JsonObject? options = null)
    {
        JsonObject content = options ?? [];
        content["code"] = code;
        return Ask("execute_request", content);
    }

    /// <summary>Starts a cell, and waits until it runs.</summary>
    public string Begin(string code, JsonObject? options = null)
    {
        JsonObject content = options ?? [];
        content["code"] = code;
        string id = Send(Shell, "execute_request", content);
        while (Read(IoPub!) is var output && !(output.ParentId == id && output.Type == "execute_input"))
        {
        }
        return id;
    }

    /// <summary>Waits for the end of a cell that was begun.</summary>
    public Answer End(string id) => new(ReplyTo(id), Outputs(id));

    /// <summary>Waits for the reply to a request; replies to others are passed over.</summary>
    public WireMessage ReplyTo(string id, TestPeer? channel = null)
    {
        WireMessage reply;
        do
        {
            reply = Read(channel ?? Shell);
        }
        while (reply.ParentId != id);
        return reply;
    }

    /// <summary>What was published for a request, busy and idle included; waits until idle.</summary>
    public List<WireMessage> Outputs(string id)
    {
        var outputs = new List<WireMessage>();
        while (true)
        {
            WireMessage output = Read(IoPub!);
            if (output.ParentId != id)
            {
                continue;
            }
            outputs.Add(output);
            if (output.Type == "status" && (string)output.Content["execution_state"]! == "idle")
            {
                return outputs;
            }
        }
    }

    public void Dispose()
    {
        foreach (TestPeer? peer in (TestPeer?[])[Shell, Control, Stdin, IoPub])
        {
            peer?.Dispose();
        }
    }

    /// <summary>A reply and what was published for its request.</summary>
    public sealed record Answer(WireMessage Reply, List<WireMessage> Published)
    {
        public JsonObject Content => Reply.Content;

        public string Status => (string)Content["status"]!;

        /// <summary>Everything but busy, idle and the echo of the input.</summary>
        public List<WireMessage> Outputs => [.. Published.Where(message => message.Type is not ("status" or "execute_input"))];

        /// <summary>The types of everything published, with the state of status messages.</summary>
        public string Story => string.Join(
            ' ', Published.Select(message => message.Type == "status" ? (string)message.Content["execution_state"]! : message.Type));

        /// <summary>The text of a stream.</summary>
        public string Stream(string name) => string.Concat(
            Outputs.Where(output => output.Type == "stream" && (string)output.Content["name"]! == name)
                .Select(output => (string)output.Content["text"]!));

        /// <summary>The plain text of the result.</summary>
        public string? Result =>
            (string?)Outputs.SingleOrDefault(output => output.Type == "execute_result")?.Content["data"]?["text/plain"];
    }
}
