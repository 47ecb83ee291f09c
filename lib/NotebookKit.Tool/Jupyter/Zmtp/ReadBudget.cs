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
    private readonly LinkedList<(IDisposable Connection, long Bytes)> _holders = [];
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
            if (Find(connection) is { } own)
            {
                own.Value = (connection, own.Value.Bytes + bytes);
            }
            else
            {
                _holders.AddLast((connection, bytes));
            }
            while (_used > maxBytes && _holders.First is { } first && first != _holders.Last)
            {
                LinkedListNode<(IDisposable Connection, long Bytes)> victim = first.Value.Connection == connection ? first.Next! : first;
                closed.Add(victim.Value.Connection);
                Remove(victim);
            }
        }
        closed.ForEach(victim => victim.Dispose());
    }

    /// <summary>Gives back what a connection has taken.</summary>
    public void Release(IDisposable connection)
    {
        lock (_gate)
        {
            if (Find(connection) is { } own)
            {
                Remove(own);
            }
        }
    }

    private LinkedListNode<(IDisposable Connection, long Bytes)>? Find(IDisposable connection)
    {
        for (LinkedListNode<(IDisposable Connection, long Bytes)>? node = _holders.First; node is not null; node = node.Next)
        {
            if (ReferenceEquals(node.Value.Connection, connection))
            {
                return node;
            }
        }
        return null;
    }

    private void Remove(LinkedListNode<(IDisposable Connection, long Bytes)> holder)
    {
        _used -= holder.Value.Bytes;
        _holders.Remove(holder);
    }
}
