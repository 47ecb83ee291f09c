using System.Net.Sockets;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

/// <summary>What the sockets do about peers that are slow, rude or gone.</summary>
[Collection(nameof(ProcessMemory))]
public sealed class ZmtpSocketTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_subscriber_that_never_reads_neither_blocks_nor_fills_the_memory()
    {
        var log = new List<string>();
        using XPubSocket publisher = Listening(new XPubSocket(text =>
        {
            lock (log)
            {
                log.Add(text);
            }
        }));
        using TestPeer asleep = Subscribed(publisher);
        using TestPeer awake = Subscribed(publisher);
        byte[] large = new byte[1 << 20];
        long before = ProcessMemory.Held();

        int received = 0;
        var reader = new Thread(() =>
        {
            while (awake.Receive()[0].Length > 0)
            {
                received++;
            }
        });
        reader.Start();
        for (int i = 0; i < 2_000; i++)
        {
            publisher.Send(new ZmtpMessage(default, [large]));
            // The one who reads is kept up with; the other is 2 GB behind in the end.
            while (Volatile.Read(ref received) < i - 20)
            {
                Thread.Yield();
            }
        }
        publisher.Send(new ZmtpMessage(default, [[]]));
        reader.Join();

        Assert.Equal(2_000, received);
        ProcessMemory.AssertGrownBy(before, 200L << 20);
        lock (log)
        {
            Assert.Contains("does not read; 1 messages dropped", log[0]);
            Assert.InRange(log.Count, 1, 20);
        }
    }

    [Fact]
    public void What_may_not_be_dropped_passes_a_full_queue_until_the_peer_is_given_up()
    {
        using XPubSocket publisher = Listening(new XPubSocket(_ => { }));
        using TestPeer asleep = Subscribed(publisher);
        var megabyte = new ZmtpMessage(default, [new byte[1 << 20]]);
        for (int i = 0; i < 200; i++)
        {
            publisher.Send(megabyte);
        }

        Assert.False(publisher.Send(megabyte, mayDrop: true));
        Assert.True(publisher.Send(new ZmtpMessage(default, ["status"u8.ToArray()]), mayDrop: false));
        int more = 0;
        while (publisher.Send(megabyte, mayDrop: false))
        {
            more++;
        }

        Assert.InRange(more, 1, 100);
        Assert.ThrowsAny<Exception>(() => ReceiveAll(asleep));
    }

    [Fact]
    public void Garbage_closes_its_own_connection_only()
    {
        using RouterSocket router = Listening(new RouterSocket(_ => { }));
        using var good = new TestPeer(router.Endpoint, "DEALER", "ROUTER");
        var random = new Random(2);
        for (int i = 0; i < 300; i++)
        {
            using Socket stranger = router.Endpoint.Connect();
            byte[] bytes = new byte[random.Next(1, 2_000)];
            random.NextBytes(bytes);
            if (i % 3 > 0)
            {
                ZmtpGreeting.Create().CopyTo(bytes.Length < 64 ? bytes = new byte[64 + bytes.Length] : bytes, 0);
            }
            stranger.Send(bytes);
            if (i % 2 == 0)
            {
                stranger.LingerState = new LingerOption(true, 0);
            }
        }

        AssertEchoes(router, good);
        using var late = new TestPeer(router.Endpoint, "DEALER", "ROUTER");
        AssertEchoes(router, late);
    }

    [Fact]
    public void Connections_that_never_greet_do_not_keep_others_out()
    {
        using RouterSocket router = Listening(new RouterSocket(_ => { }));
        var silent = Enumerable.Range(0, 300).Select(_ => router.Endpoint.Connect()).ToList();

        using var peer = new TestPeer(router.Endpoint, "DEALER", "ROUTER");
        AssertEchoes(router, peer);

        // Those pushed out were closed; the number of those kept is bounded.
        Assert.Equal(0, silent[0].Receive(new byte[ZmtpGreeting.Length * 2]) - ZmtpGreeting.Length);
        Assert.Equal(0, silent[0].Receive(new byte[1]));
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void A_peer_that_comes_back_with_its_identity_takes_over()
    {
        using RouterSocket router = Listening(new RouterSocket(_ => { }));
        using TestPeer first = Introduced(router, "same");
        using TestPeer second = Introduced(router, "same");
        second.Send([[1]]);
        ZmtpMessage received = router.Receive(Cancel)!.Value;

        Assert.True(router.Send(new ZmtpMessage(received.Peer, [[2]])));

        Assert.Equal([[2]], second.Receive());
        Assert.ThrowsAny<Exception>(first.Receive);
    }

    [Fact]
    public void A_message_for_a_peer_that_is_gone_is_dropped()
    {
        using RouterSocket router = Listening(new RouterSocket(_ => { }));

        Assert.False(router.Send(new ZmtpMessage(new PeerIdentity([1, 2, 3]), [[1]])));
    }

    [Fact]
    public void A_request_without_an_envelope_closes_its_connection_only()
    {
        var log = new List<string>();
        using ReplySocket reply = Listening(new ReplySocket(text =>
        {
            lock (log)
            {
                log.Add(text);
            }
        }));
        using var rude = new TestPeer(reply.Endpoint, "DEALER", "REP");
        using var good = new TestPeer(reply.Endpoint, "DEALER", "REP");
        rude.Send([[1]]);
        Assert.ThrowsAny<Exception>(rude.Receive);

        good.Send([[5], [], [6]]);
        reply.Send(reply.Receive(Cancel)!.Value);

        Assert.Equal([[5], [], [6]], good.Receive());
        Assert.Contains("a request has no empty part between its envelope and its body", Assert.Single(log));
    }

    [Fact]
    public void Closing_wakes_the_one_who_waits_and_frees_the_address()
    {
        RouterSocket router = Listening(new RouterSocket(_ => { }));
        var waiting = new Thread(() => Assert.Null(router.Receive(Cancel)));
        waiting.Start();

        router.Dispose();
        waiting.Join();

        using var again = new RouterSocket(_ => { });
        again.Listen(router.Endpoint);
        using var peer = new TestPeer(again.Endpoint, "DEALER", "ROUTER");
        AssertEchoes(again, peer);
    }

    [Fact]
    public void Listening_where_somebody_listens_names_the_address()
    {
        using RouterSocket first = Listening(new RouterSocket(_ => { }));
        using var second = new RouterSocket(_ => { });

        IOException error = Assert.Throws<IOException>(() => second.Listen(first.Endpoint));

        Assert.StartsWith($"Cannot listen on {first.Endpoint}: ", error.Message);
        Assert.EndsWith("Is another kernel using the same connection file?", error.Message);
    }

    [Fact]
    public void Only_the_address_asked_for_is_listened_on()
    {
        using RouterSocket router = Listening(new RouterSocket(_ => { }));
        var elsewhere = ZmtpEndpoint.Tcp("127.0.0.2", ((System.Net.IPEndPoint)router.Endpoint.Address).Port);

        Assert.Throws<SocketException>(() => elsewhere.Connect());
    }

    [Theory]
    [InlineData("nonsense", 1, "A TCP endpoint needs an IP address, 'localhost' or '*'; received 'nonsense'.")]
    [InlineData("127.0.0.1", 70_000, "A TCP port is 0 to 65535; received 70000.")]
    public void An_endpoint_that_makes_no_sense_is_named(string host, int port, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => ZmtpEndpoint.Tcp(host, port)).Message);

    private static void ReceiveAll(TestPeer peer)
    {
        while (true)
        {
            peer.Receive();
        }
    }

    private static T Listening<T>(T socket) where T : ZmtpSocket
    {
        socket.Listen(ZmtpEndpoint.Tcp("127.0.0.1", 0));
        return socket;
    }

    private static TestPeer Subscribed(XPubSocket publisher)
    {
        var peer = new TestPeer(publisher.Endpoint, "SUB", "XPUB");
        peer.Send([[1]]);
        publisher.Receive(Cancel);
        return peer;
    }

    private static TestPeer Introduced(RouterSocket router, string identity)
    {
        var peer = new TestPeer(router.Endpoint, "DEALER", "ROUTER", identity);
        peer.Send([[0]]);
        router.Receive(Cancel);
        return peer;
    }

    private static void AssertEchoes(RouterSocket router, TestPeer peer)
    {
        byte[] question = Guid.NewGuid().ToByteArray();
        peer.Send([question]);
        // Random bytes may by chance have made a message; ours comes all the same.
        ZmtpMessage message;
        do
        {
            message = router.Receive(Cancel)!.Value;
        }
        while (!message.Parts[0].AsSpan().SequenceEqual(question));
        Assert.True(router.Send(message));
        Assert.Equal([question], peer.Receive());
    }
}
