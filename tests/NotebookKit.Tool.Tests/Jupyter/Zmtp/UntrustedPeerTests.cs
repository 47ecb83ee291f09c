using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

/// <summary>
/// What strangers on a port may cost before a signature tells who may send: megabytes all together, and nobody else's turn.
/// </summary>
[Collection(nameof(ProcessMemory))]
public sealed class UntrustedPeerTests : IDisposable
{
    private static readonly MessageCodec s_codec = new("the key");

    private readonly List<string> _log = [];
    private readonly ReadBudget _budget = new(8 << 20);
    private readonly RouterSocket _socket;

    public UntrustedPeerTests()
    {
        _socket = new RouterSocket(Log) { Name = "shell", Check = s_codec.Problem, Budget = _budget };
        _socket.Listen(ZmtpEndpoint.Tcp("127.0.0.1", 0));
    }

    [Fact]
    public void Frames_of_64_MB_from_six_strangers_are_refused_by_their_header()
    {
        long before = ProcessMemory.Held();
        var strangers = Enumerable.Range(0, 6).Select(_ => Connect()).ToList();
        foreach (Socket stranger in strangers)
        {
            stranger.Send(Header(64 << 20));
            Assert.Equal(0, Received(stranger));
        }

        ProcessMemory.AssertGrownBy(before, 16L << 20);
        AssertServes();
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public void Many_small_parts_add_up_as_one_large_one_does()
    {
        using Socket stranger = Connect();
        byte[] part = [.. Header(1 << 20, more: true), .. new byte[1 << 20]];

        Assert.ThrowsAny<SocketException>(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                stranger.Send(part);
            }
        });
        AssertServes();
    }

    [Fact]
    public void Strangers_that_stop_in_the_middle_push_each_other_out()
    {
        var strangers = new List<Socket>();
        for (int i = 0; i < 12; i++)
        {
            Socket stranger = Connect();
            stranger.Send([.. Header(3 << 20), .. new byte[1 << 20]]);
            strangers.Add(stranger);
        }

        // Twelve times three megabytes do not fit into eight: all but two are out, in the order in which they were read.
        var clock = Stopwatch.StartNew();
        while (strangers.Count(IsClosed) < 10 && clock.Elapsed < TimeSpan.FromMinutes(5))
        {
            Thread.Sleep(20);
        }
        Assert.InRange(strangers.Count(IsClosed), 10, 12);
        Assert.InRange(_budget.Used, 0, 8 << 20);
        AssertServes();
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public void Who_has_signed_once_may_send_what_is_large()
    {
        using var peer = new TestPeer(_socket.Endpoint, "DEALER", "ROUTER", "client");
        peer.Send(s_codec.Encode([], "kernel_info_request", null, []));
        Assert.NotNull(_socket.Receive(TestContext.Current.CancellationToken));

        peer.Send(s_codec.Encode([], "execute_request", null, new JsonObject { ["code"] = new string('x', 20 << 20) }));

        Assert.InRange(_socket.Receive(TestContext.Current.CancellationToken)!.Value.Size, 20 << 20, 21 << 20);
    }

    [Fact]
    public void What_is_not_signed_does_not_even_wait_in_the_queue()
    {
        using var stranger = new TestPeer(_socket.Endpoint, "DEALER", "ROUTER", "stranger");
        var wrong = new MessageCodec("another key");
        for (int i = 0; i < 1_000; i++)
        {
            stranger.Send(wrong.Encode([], "execute_request", null, []));
        }

        AssertServes();
        Assert.False(_socket.TryReceive(out _));
        lock (_log)
        {
            Assert.Contains("shell: a message was dropped: its signature is wrong", _log);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_message_in_place_of_the_handshake_is_refused_by_its_header(bool tiny)
    {
        using Socket stranger = _socket.Endpoint.Connect();
        stranger.ReceiveTimeout = 300_000;
        stranger.Send([.. ZmtpGreeting.Create(), .. Header(tiny ? 300 : 400 << 20), .. new byte[300]]);

        // The greeting and READY come, then the end.
        Drain(stranger);
        AssertServes();
    }

    [Fact]
    public void Topics_and_beats_are_short()
    {
        using var publisher = new XPubSocket(Log) { Budget = _budget };
        publisher.Listen(ZmtpEndpoint.Tcp("127.0.0.1", 0));
        using var subscriber = new TestPeer(publisher.Endpoint, "SUB", "XPUB");
        subscriber.Send([[1, .. new byte[5_000]]]);
        Assert.ThrowsAny<IOException>(subscriber.Receive);

        using var heartbeat = new ReplySocket(Log) { Budget = _budget };
        heartbeat.Listen(ZmtpEndpoint.Tcp("127.0.0.1", 0));
        using var beating = new TestPeer(heartbeat.Endpoint, "DEALER", "REP");
        beating.Send([[], new byte[2 << 20]]);
        Assert.ThrowsAny<IOException>(beating.Receive);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public void A_conversation_with_any_bytes_changed_ends_or_goes_on_and_the_next_peer_is_served()
    {
        byte[] conversation = Conversation();
        var random = new Random(31);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = [.. conversation];
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            using Socket stranger = _socket.Endpoint.Connect();
            try
            {
                stranger.Send(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length));
            }
            catch (SocketException)
            {
                // Closed in the middle.
            }
        }
        AssertServes();
    }

    public void Dispose() => _socket.Dispose();

    private void AssertServes()
    {
        using var peer = new TestPeer(_socket.Endpoint, "DEALER", "ROUTER", "good-" + Guid.NewGuid());
        byte[][] request = s_codec.Encode([], "good_request", null, []);
        peer.Send(request);
        ZmtpMessage received;
        do
        {
            received = _socket.Receive(TestContext.Current.CancellationToken)!.Value;
        }
        while (!received.Parts[^4].AsSpan().SequenceEqual(request[^4]));
        Assert.True(_socket.Send(new ZmtpMessage(received.Peer, ["pong"u8.ToArray()])));
        Assert.Equal("pong"u8.ToArray(), peer.Receive()[0]);
    }

    /// <summary>A connection whose handshake is done.</summary>
    private Socket Connect()
    {
        Socket socket = _socket.Endpoint.Connect();
        socket.ReceiveTimeout = 300_000;
        socket.SendTimeout = 300_000;
        socket.Send([.. ZmtpGreeting.Create(), .. Ready()]);
        Span<byte> answer = new byte[ZmtpGreeting.Length + 2];
        for (int have = 0; have < answer.Length;)
        {
            have += socket.Receive(answer[have..]);
        }
        for (int rest = answer[^1]; rest > 0;)
        {
            rest -= socket.Receive(new byte[rest]);
        }
        return socket;
    }

    private static byte[] Conversation()
    {
        var bytes = new List<byte>([.. ZmtpGreeting.Create(), .. Ready()]);
        for (int i = 0; i < 3; i++)
        {
            byte[][] parts = s_codec.Encode([], "kernel_info_request", null, []);
            for (int j = 0; j < parts.Length; j++)
            {
                bytes.AddRange([.. Header(parts[j].Length, more: j < parts.Length - 1), .. parts[j]]);
            }
        }
        return [.. bytes];
    }

    private static byte[] Ready()
    {
        byte[] body = ZmtpCommand.Ready(("Socket-Type", "DEALER"u8.ToArray())).ToBytes();
        return [4, (byte)body.Length, .. body];
    }

    private static byte[] Header(long length, bool more = false)
    {
        byte[] header = new byte[9];
        header[0] = (byte)(more ? 3 : 2);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(1), length);
        return header;
    }

    private static int Received(Socket socket)
    {
        try
        {
            return socket.Receive(new byte[1]);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }

    private static bool IsClosed(Socket socket) => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    private static void Drain(Socket socket)
    {
        while (Received(socket) > 0)
        {
        }
    }

    private void Log(string text)
    {
        lock (_log)
        {
            _log.Add(text);
        }
    }
}
