using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

public sealed class ZmtpQueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_full_queue_refuses_by_number_and_by_bytes()
    {
        var queue = new ZmtpQueue<int>(maxItems: 2, maxBytes: 10);

        Assert.True(queue.TryAdd(1, 4));
        Assert.False(queue.TryAdd(2, 7));
        Assert.True(queue.TryAdd(3, 6));
        Assert.False(queue.TryAdd(4, 0));
        Assert.True(queue.TryAdd(5, 9, limitFactor: 2));
        Assert.False(queue.TryAdd(6, 9, limitFactor: 2));
    }

    [Fact]
    public void One_item_larger_than_the_limit_is_let_in_alone()
    {
        var queue = new ZmtpQueue<int>(maxItems: 2, maxBytes: 10);

        Assert.True(queue.TryAdd(1, 100));
        Assert.False(queue.TryAdd(2, 1));
    }

    [Fact]
    public void A_waiting_writer_goes_on_when_there_is_room()
    {
        var queue = new ZmtpQueue<int>(maxItems: 1, maxBytes: 10);
        queue.Add(1, 1);
        var writer = new Thread(() => queue.Add(2, 1));
        writer.Start();

        Assert.True(queue.Take(out int first, Cancel));
        Assert.True(queue.Take(out int second, Cancel));

        Assert.Equal((1, 2), (first, second));
        writer.Join();
    }

    [Fact]
    public void Closing_wakes_everybody_and_leaves_what_is_queued()
    {
        var queue = new ZmtpQueue<int>(maxItems: 1, maxBytes: 10);
        queue.Add(1, 1);
        bool? added = null;
        var writer = new Thread(() => added = queue.Add(2, 1));
        writer.Start();

        queue.Close();
        writer.Join();

        Assert.False(added);
        Assert.True(queue.Take(out int item, Cancel));
        Assert.Equal(1, item);
        Assert.False(queue.Take(out _, Cancel));
        Assert.False(queue.TryAdd(3, 1));
    }

    [Fact]
    public void A_cancelled_reader_stops_waiting()
    {
        var queue = new ZmtpQueue<int>(maxItems: 1, maxBytes: 10);
        using var cancellation = new CancellationTokenSource();
        var reader = new Thread(() => Assert.Throws<OperationCanceledException>(() => queue.Take(out _, cancellation.Token)));
        reader.Start();

        cancellation.Cancel();

        reader.Join();
    }

    [Fact]
    public void Idle_means_taken_and_dealt_with()
    {
        var queue = new ZmtpQueue<int>(maxItems: 5, maxBytes: 10);
        Assert.True(queue.WaitUntilIdle(TimeSpan.Zero));
        queue.Add(1, 1);
        Assert.False(queue.WaitUntilIdle(TimeSpan.FromMilliseconds(1)));

        queue.Take(out _, Cancel);
        Assert.False(queue.WaitUntilIdle(TimeSpan.FromMilliseconds(1)));
        var reader = new Thread(() => queue.Take(out _, Cancel));
        reader.Start();

        Assert.True(queue.WaitUntilIdle(HangGuard.Time));
        queue.Close();
        reader.Join();
    }
}
