using System.Diagnostics;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// A first-in, first-out queue bounded by number and bytes. A reader of the network waits at it for room (which makes
/// the peer wait); a sender never waits, it is refused.
/// </summary>
/// <param name="maxItems">How many items fit.</param>
/// <param name="maxBytes">How many bytes fit; one item that is larger by itself is let in when the queue is empty.</param>
internal sealed class ZmtpQueue<T>(int maxItems, long maxBytes)
{
    private readonly object gate = new();
    private readonly Queue<(T Item, long Bytes)> items = new();
    private long bytes;
    private bool inHand;
    private bool closed;

    /// <summary>The bytes of what waits here.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
                return bytes;
        }
    }

    /// <summary>Adds an item if it fits.</summary>
    /// <param name="item">What to add.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="limitFactor">How many times the limits are stretched for this item.</param>
    public bool TryAdd(T item, long size, int limitFactor = 1)
    {
        lock (gate)
            return !closed && Fits(size, limitFactor) && Enqueue(item, size);
    }

    /// <summary>Adds an item, waiting for room.</summary>
    /// <returns>False once the queue is closed.</returns>
    public bool Add(T item, long size)
    {
        lock (gate)
        {
            while (!closed && !Fits(size, 1))
                Monitor.Wait(gate);
            return !closed && Enqueue(item, size);
        }
    }

    /// <summary>Takes the first item, waiting for one. The item taken before counts as dealt with.</summary>
    /// <returns>False once the queue is closed and empty.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool Take(out T item, CancellationToken cancellation = default)
    {
        using var wake = cancellation.Register(() =>
        {
            lock (gate)
                Monitor.PulseAll(gate);
        });
        lock (gate)
        {
            inHand = false;
            Monitor.PulseAll(gate);
            while (items.Count == 0 && !closed)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(gate);
            }
            return Dequeue(out item);
        }
    }

    /// <summary>Takes the first item if there is one.</summary>
    public bool TryTake(out T item)
    {
        lock (gate)
            return Dequeue(out item);
    }

    /// <summary>Waits until nothing is queued and the last item taken is dealt with, the queue is closed, or the time is over.</summary>
    public bool WaitUntilIdle(TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        lock (gate)
        {
            while ((items.Count > 0 || inHand) && !closed)
            {
                var left = limit - clock.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(gate, left))
                    return false;
            }
            return true;
        }
    }

    /// <summary>Lets nobody in any more, and wakes all who wait. What is queued can still be taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }

    private bool Enqueue(T item, long size)
    {
        items.Enqueue((item, size));
        bytes += size;
        Monitor.PulseAll(gate);
        return true;
    }

    private bool Dequeue(out T item)
    {
        bool some = items.TryDequeue(out var first);
        item = first.Item;
        bytes -= first.Bytes;
        inHand = some;
        if (some)
            Monitor.PulseAll(gate);
        return some;
    }

    private bool Fits(long size, int factor) =>
        items.Count == 0 || items.Count < (long)maxItems * factor && bytes + size <= maxBytes * factor;
}
