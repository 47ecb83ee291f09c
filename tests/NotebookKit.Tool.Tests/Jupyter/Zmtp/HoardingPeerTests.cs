using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

/// <summary>Peers that ask for much and read nothing: what waits for them is bounded, and the others are served.</summary>
public sealed class HoardingPeerTests
{
    [Fact]
    public void Subscribers_that_do_not_read_are_closed_before_they_fill_memory_and_who_reads_stays()
    {
        using var publisher = new XPubSocket(_ => { });
        publisher.Listen(ZmtpEndpoint.Tcp("127.0.0.1", 0));
        var hoarders = Enumerable.Range(0, 10).Select(_ => Subscribed(publisher)).ToList();
        using TestPeer reader = Subscribed(publisher);

        for (int i = 0; i < 100; i++)
        {
            publisher.Send(new ZmtpMessage(default, [new byte[1 << 20]]));
            Assert.Equal(1 << 20, reader.Receive()[0].Length);
        }

        // A hundred megabytes for each of ten would be a thousand; the limit for each alone is 64.
        Assert.InRange(publisher.QueuedBytes, 0, 300L << 20);
        hoarders.ForEach(hoarder => hoarder.Dispose());
    }

    [Fact]
    public void Beats_whose_echoes_nobody_reads_take_a_megabyte()
    {
        using var heartbeat = new ReplySocket(_ => { });
        heartbeat.Listen(ZmtpEndpoint.Tcp("127.0.0.1", 0));
        new Thread(() =>
        {
            while (heartbeat.Receive() is { } beat)
            {
                heartbeat.Send(beat);
            }
        })
        { IsBackground = true }.Start();
        using var hoarder = new TestPeer(heartbeat.Endpoint, "DEALER", "REP");
        for (int i = 0; i < 500; i++)
        {
            hoarder.Send([[], new byte[100_000]]);
        }
        using var client = new TestPeer(heartbeat.Endpoint, "REQ", "REP");

        client.Send([[], "beat"u8.ToArray()]);

        Assert.Equal("beat"u8.ToArray(), client.Receive()[1]);
        Assert.InRange(heartbeat.QueuedBytes, 0, 2 << 20);
    }

    private static TestPeer Subscribed(XPubSocket publisher)
    {
        var peer = new TestPeer(publisher.Endpoint, "SUB", "XPUB");
        peer.Send([[1]]);
        Assert.NotNull(publisher.Receive());
        return peer;
    }
}
