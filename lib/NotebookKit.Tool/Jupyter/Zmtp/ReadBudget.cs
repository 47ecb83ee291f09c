namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// The memory that messages of strangers may take while they arrive, over all connections together. Whoever can reach a port
/// can send; only a signature tells who may, and it comes last. When there is no room left, the connection whose message
/// began first is closed: a stranger that sends slowly holds up nobody. All members may be called from any thread.
/// </summary>
/// <param name="maxBytes">The bytes for all of them.</param>
internal sealed class ReadBudget(long maxBytes = ReadBudget.Default)
{
    /// <summary>What a kernel allows.</summary>
    public const long Default = 64L << 20;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<IDisposable, long> _holders = [];
    private long _used;

    /// <summary>The bytes that are taken at the moment.</summary>
    public long Used
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>Takes room for more of a connection's message; others may be closed for it.</summary>
    public void Take(IDisposable connection, long bytes)
    {
        var closed = new List<IDisposable>();
        lock (_gate)
        {
            _used += bytes;
            _holders[connection] = _holders.GetValueOrDefault(connection) + bytes;
            while (_used > maxBytes && _holders.Count > 1)
            {
                closed.Add(_holders.Keys.First(holder => holder != connection));
                Remove(closed[^1]);
            }
        }
        closed.ForEach(victim => victim.Dispose());
    }

    /// <summary>Gives back what a connection has taken.</summary>
    public void Release(IDisposable connection)
    {
        lock (_gate)
        {
            Remove(connection);
        }
    }

    private void Remove(IDisposable holder)
    {
        if (_holders.Remove(holder, out long bytes))
        {
            _used -= bytes;
        }
    }
}
