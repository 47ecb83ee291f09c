using System.Text;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

/// <summary>The kit's sockets against libzmq's: with libzmq connecting to them, and with libzmq listening.</summary>
public sealed class LibzmqTests
{
    private static readonly (string, string)[] s_zmq = [("zmq", "python3-zmq")];

    public static TheoryData<string> Transports => ["tcp", "ipc"];

    [Theory, MemberData(nameof(Transports))]
    public void A_dealer_gets_back_what_it_sent_to_a_router(string transport)
    {
        using ZmtpSocket router = Echo(new RouterSocket(_ => { }), transport);

        string output = Run("dealer", router);

        Assert.Contains("ok 7", output);
    }

    [Theory, MemberData(nameof(Transports))]
    public void A_request_gets_its_reply(string transport)
    {
        using ZmtpSocket heartbeat = Echo(new ReplySocket(_ => { }), transport);

        Assert.Contains("ok", Run("request", heartbeat));
    }

    [Theory, MemberData(nameof(Transports))]
    public void A_subscriber_gets_its_topic_only(string transport)
    {
        using var publisher = new XPubSocket(_ => { });
        publisher.Listen(Where(transport));
        using PythonScript subscriber = Start("subscribe", publisher);

        Assert.Equal("\u0001even", Text(publisher.Receive(Soon)!.Value.Parts[0]));
        for (int i = 0; i < 10_000; i++)
        {
            publisher.Send(Message(i % 2 == 0 ? "even" : "odd", $"{i}"));
        }
        publisher.Send(new ZmtpMessage(default, ["even"u8.ToArray(), new byte[20_000_000]]));
        string[] changes = [Text(publisher.Receive(Soon)!.Value.Parts[0]), Text(publisher.Receive(Soon)!.Value.Parts[0])];
        publisher.Send(Message("even", "after the end of the subscription"));
        publisher.Send(Message("end"));

        Assert.Equal(["\u0000even", "\u0001end"], changes.Order(StringComparer.Ordinal));
        Assert.Contains("ok", subscriber.Finish());
    }

    [Fact]
    public void Pings_keep_an_idle_connection_alive()
    {
        using ZmtpSocket router = Echo(new RouterSocket(_ => { }), "tcp");

        Assert.Contains("ok", Run("idle", router));
    }

    [Fact]
    public void A_socket_of_the_wrong_type_is_refused()
    {
        var log = new List<string>();
        using ZmtpSocket router = Echo(new RouterSocket(log.Add), "tcp");

        Assert.Contains("ok", Run("wrong", router));
        Assert.Contains("a SUB socket cannot talk to a ROUTER socket; expected DEALER or REQ or ROUTER", log[0]);
        Assert.Contains("ok", Run("idle", router));
    }

    [Fact]
    public void A_peer_killed_while_it_floods_holds_up_nobody()
    {
        using ZmtpSocket router = Echo(new RouterSocket(_ => { }), "tcp");
        using PythonScript flood = Start("flood", router);
        flood.FirstLine();
        flood.Kill();

        Assert.Contains("ok", Run("idle", router));
    }

    [Fact]
    public void A_listening_router_echoes_what_a_kit_connection_sends()
    {
        using var script = new PythonScript("Zmtp/libzmq_peer.py", s_zmq, ["router"]);
        using var peer = new TestPeer(script.FirstLine(), "DEALER", "ROUTER");
        byte[] large = new byte[5_000_000];
        new Random(1).NextBytes(large);

        foreach (byte[][] message in (byte[][][])[
            [[]], [[1], [], [2]], [large, [3]], [.. Enumerable.Repeat<byte[]>([7, 8], 5_000)], ["stop"u8.ToArray()]])
        {
            peer.Send(message);
            Assert.Equal(message, peer.Receive());
        }
        script.Finish();
    }

    [Fact]
    public void A_listening_publisher_takes_subscriptions_by_command_and_by_message()
    {
        using var script = new PythonScript("Zmtp/libzmq_peer.py", s_zmq, ["publish"]);
        using var peer = new TestPeer(script.FirstLine(), "SUB", "XPUB");
        peer.SendCommand(new ZmtpCommand("SUBSCRIBE", "a"u8.ToArray()));
        peer.SendCommand(new ZmtpCommand("SUBSCRIBE", "b"u8.ToArray()));

        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(["a", $"{i}"], peer.Receive().Select(Text));
        }
        Assert.Equal(["b", "end"], peer.Receive().Select(Text));
        script.Finish();
    }

    [Fact]
    public void A_listening_rep_socket_answers()
    {
        using var script = new PythonScript("Zmtp/libzmq_peer.py", s_zmq, ["reply"]);
        using var peer = new TestPeer(script.FirstLine(), "REQ", "REP");

        for (byte i = 0; i < 100; i++)
        {
            peer.Send([[], [i]]);
            Assert.Equal([[], [i]], peer.Receive());
        }
        script.Finish();
    }

    private static CancellationToken Soon => new CancellationTokenSource(HangGuard.Time).Token;

    private static ZmtpMessage Message(params string[] parts) => new(default, [.. parts.Select(Encoding.UTF8.GetBytes)]);

    private static string Text(byte[] part) => Encoding.UTF8.GetString(part);

    private static ZmtpEndpoint Where(string transport) => transport == "tcp"
        ? ZmtpEndpoint.Tcp("127.0.0.1", 0)
        : ZmtpEndpoint.Ipc(Path.Combine(Path.GetTempPath(), $"nbk-{Guid.NewGuid():N}"));

    /// <summary>Lets a socket listen, and sends every message back to its sender.</summary>
    private static ZmtpSocket Echo(ZmtpSocket socket, string transport)
    {
        socket.Listen(Where(transport));
        new Thread(() =>
        {
            while (socket.Receive() is { } message)
            {
                socket.Send(message);
            }
        })
        { IsBackground = true }.Start();
        return socket;
    }

    private static PythonScript Start(string role, ZmtpSocket socket) =>
        new("Zmtp/libzmq_peer.py", s_zmq, [role, socket.Endpoint.ToString()]);

    private static string Run(string role, ZmtpSocket socket)
    {
        using PythonScript script = Start(role, socket);
        return script.Finish();
    }
}
