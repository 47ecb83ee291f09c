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
    private readonly object _gate = new();
    private readonly Queue<(T Item, long Bytes)> _items = new();
    private long _bytes;
    private bool _inHand;
    private bool _closed;

    /// <summary>The bytes of what waits here.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Adds an item if it fits.</summary>
    /// <param name="item">What to add.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="limitFactor">How many times the limits are stretched for this item.</param>
    public bool TryAdd(T item, long size, int limitFactor = 1)
    {
        lock (_gate)
        {
            return !_closed && Fits(size, limitFactor) && Enqueue(item, size);
        }
    }

    /// <summary>Adds an item, waiting for room.</summary>
    /// <returns>False once the queue is closed.</returns>
    public bool Add(T item, long size)
    {
        lock (_gate)
        {
            while (!_closed && !Fits(size, 1))
            {
                Monitor.Wait(_gate);
            }
            return !_closed && Enqueue(item, size);
        }
    }

    /// <summary>Takes the first item, waiting for one. The item taken before counts as dealt with.</summary>
    /// <returns>False once the queue is closed and empty.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool Take(out T item, CancellationToken cancellation = default)
    {
        using CancellationTokenRegistration wake = cancellation.Register(() =>
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        });
        lock (_gate)
        {
            _inHand = false;
            Monitor.PulseAll(_gate);
            while (_items.Count == 0 && !_closed)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
            return Dequeue(out item);
        }
    }

    /// <summary>Takes the first item if there is one.</summary>
    public bool TryTake(out T item)
    {
        lock (_gate)
        {
            return Dequeue(out item);
        }
    }

    /// <summary>Waits until nothing is queued and the last item taken is dealt with, the queue is closed, or the time is over.</summary>
    public bool WaitUntilIdle(TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        lock (_gate)
        {
            while ((_items.Count > 0 || _inHand) && !_closed)
            {
                TimeSpan left = limit - clock.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    return false;
                }
            }
            return true;
        }
    }

    /// <summary>Lets nobody in any more, and wakes all who wait. What is queued can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool Enqueue(T item, long size)
    {
        _items.Enqueue((item, size));
        _bytes += size;
        Monitor.PulseAll(_gate);
        return true;
    }

    private bool Dequeue(out T item)
    {
        bool some = _items.TryDequeue(out (T Item, long Bytes) first);
        item = first.Item;
        _bytes -= first.Bytes;
        _inHand = some;
        if (some)
        {
            Monitor.PulseAll(_gate);
        }
        return some;
    }

    private bool Fits(long size, int factor) =>
        _items.Count == 0 || _items.Count < (long)maxItems * factor && _bytes + size <= maxBytes * factor;
}
