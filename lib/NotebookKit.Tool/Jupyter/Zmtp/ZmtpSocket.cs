using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Numerics;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// A listening ZeroMQ socket, as the kernel sees it: messages with the peer they came from or go to. What the three kinds share is
/// here: accepting peers, their threads, the queue of what arrived. All members may be called from any thread.
/// </summary>
internal abstract class ZmtpSocket : IDisposable
{
    private const int MaxPending = 64;
    private const int MaxPeers = 1_000;
    private const int MaxIncomingItems = 10_000;
    private const long MaxIncomingBytes = 256L << 20;
    private static readonly TimeSpan s_handshakeLimit = TimeSpan.FromSeconds(30);

    private readonly ZmtpQueue<ZmtpMessage> _incoming = new(MaxIncomingItems, MaxIncomingBytes);
    // Over all sockets: an identity that was made up for one must not name somebody else on another.
    private static int s_nextIdentity;

    private readonly ConcurrentDictionary<PeerIdentity, ZmtpConnection> _peers = new();
    private readonly List<ZmtpConnection> _pending = [];
    private readonly Action<string> _log;
    private Socket? _listener;
    private ZmtpEndpoint? _endpoint;
    private int _refusals;
    private volatile bool _disposed;

    protected ZmtpSocket(Action<string> log) => _log = log;

    /// <summary>What the log calls this socket.</summary>
    public string Name { get; init; } = "socket";

    /// <summary>Where the socket listens; the port is the real one when the system was asked to choose.</summary>
    public ZmtpEndpoint Endpoint => _endpoint ?? throw new InvalidOperationException("The socket does not listen yet. Call Listen first.");

    /// <summary>
    /// Says what is wrong with a message (null: nothing) by its signature alone, on the thread that reads its connection; a
    /// connection with a right one is trusted from then on. Without this, everyone is.
    /// </summary>
    public Func<byte[][], string?>? Check { get; init; }

    /// <summary>The memory for what strangers send.</summary>
    public ReadBudget Budget { get; init; } = new();

    /// <summary>The bytes that a message of a stranger may have; null when there are no strangers.</summary>
    protected virtual long? MaxUntrustedBytes => Check is null ? null : 4 << 20;

    /// <summary>The bytes that wait for all peers together.</summary>
    internal long QueuedBytes => _peers.Values.Sum(peer => peer.QueuedBytes);

    /// <summary>How much may wait for a peer that does not read.</summary>
    protected virtual long MaxQueuedBytes => ZmtpConnection.MaxQueuedBytes;

    /// <summary>This socket's type and the types of its peers, as ZMTP names them.</summary>
    protected abstract string Type { get; }

    /// <inheritdoc cref="Type"/>
    protected abstract IReadOnlyCollection<string> PeerTypes { get; }

    /// <summary>The peers whose handshake is done.</summary>
    protected IEnumerable<KeyValuePair<PeerIdentity, ZmtpConnection>> Peers => _peers;

    /// <summary>Starts to listen; peers may connect from now on.</summary>
    /// <exception cref="IOException">The address is taken or not this machine's.</exception>
    public void Listen(ZmtpEndpoint where)
    {
        (_listener, _endpoint) = where.Listen();
        StartThread("accept", Accept);
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>The message, or null once the socket is closed.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public ZmtpMessage? Receive(CancellationToken cancellation = default) =>
        _incoming.Take(out ZmtpMessage message, cancellation) ? message : null;

    /// <summary>Takes a message that is already here, without waiting.</summary>
    public bool TryReceive(out ZmtpMessage message) => _incoming.TryTake(out message);

    /// <summary>
    /// Queues a message; never waits for the peer. A message for a peer that is gone, or that no longer reads and has a
    /// full queue, is dropped.
    /// </summary>
    /// <param name="message">What to send, and to whom; an XPUB socket sends to every subscriber when no peer is named.</param>
    /// <param name="mayDrop">
    /// Whether a peer with a full queue can do without it. False queues it all the same, up to twice the limit; a peer
    /// past that is disconnected, because what it would see later is no longer a true account.
    /// </param>
    /// <returns>Whether some peer will get it.</returns>
    public abstract bool Send(ZmtpMessage message, bool mayDrop = true);

    /// <summary>Waits until everything queued has been handed to the system, or the time is over.</summary>
    public bool Flush(TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        return _peers.Values.All(peer => peer.Flush(limit - clock.Elapsed));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        _listener?.Dispose();
        _incoming.Close();
        lock (_pending)
        {
            _pending.ForEach(connection => connection.Dispose());
        }
        foreach (ZmtpConnection connection in _peers.Values)
        {
            connection.Dispose();
        }
        _endpoint?.Clean();
    }

    /// <summary>Handles a message from a peer; called on that peer's reading thread.</summary>
    protected abstract void OnMessage(PeerIdentity peer, byte[][] parts);

    /// <summary>Handles a command from a peer; called on that peer's reading thread.</summary>
    protected virtual void OnCommand(PeerIdentity peer, ZmtpCommand command)
    {
    }

    /// <summary>Forgets a peer that is gone.</summary>
    protected virtual void OnGone(PeerIdentity peer)
    {
    }

    /// <summary>Puts a message where <see cref="Receive"/> finds it; waits when the kernel is far behind.</summary>
    protected void Deliver(PeerIdentity peer, byte[][] parts)
    {
        var message = new ZmtpMessage(peer, parts);
        _incoming.Add(message, message.Size);
    }

    /// <summary>Queues a message for one peer.</summary>
    protected bool SendTo(PeerIdentity peer, byte[][] parts, bool mayDrop)
    {
        if (!_peers.TryGetValue(peer, out ZmtpConnection? connection) || connection.IsClosed)
        {
            return false;
        }
        bool sent = connection.Send(parts, mayDrop);
        // One line for the first, then at every doubling: a slow reader must not flood the log.
        if (!sent && connection.Dropped > 0 && BitOperations.IsPow2(connection.Dropped))
        {
            _log($"{Endpoint}: peer {peer} does not read; {connection.Dropped} messages dropped{(mayDrop ? "" : ", connection closed")}");
        }
        return sent;
    }

    private void Accept()
    {
        while (!_disposed)
        {
            try
            {
                Socket accepted = Configure(_listener!.Accept());
                if (_peers.Count >= MaxPeers)
                {
                    _log($"{Endpoint}: a connection was refused: there are {MaxPeers} already");
                    accepted.Dispose();
                    continue;
                }
                ZmtpConnection connection = MaxUntrustedBytes is { } most
                    ? new ZmtpConnection(accepted, Budget, MaxQueuedBytes) { MaxUntrustedBytes = most }
                    : new ZmtpConnection(accepted);
                AddPending(connection);
                StartThread("read", () => Serve(connection));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                if (_disposed)
                {
                    return;
                }
                _log($"{Endpoint}: a connection could not be accepted: {error.Message}");
                // Out of file handles, most likely; trying again at once would only spin.
                Thread.Sleep(100);
            }
        }
    }

    private static Socket Configure(Socket socket)
    {
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        }
        return socket;
    }

    /// <summary>Remembers a connection before its handshake; strangers that never greet push each other out, oldest first.</summary>
    private void AddPending(ZmtpConnection connection)
    {
        lock (_pending)
        {
            _pending.Add(connection);
            if (_pending.Count > MaxPending)
            {
                _pending[0].Dispose();
                _pending.RemoveAt(0);
            }
        }
    }

    private void Serve(ZmtpConnection connection)
    {
        PeerIdentity identity = default;
        try
        {
            using (new Timer(_ => connection.Dispose(), null, s_handshakeLimit, Timeout.InfiniteTimeSpan))
            {
                connection.Handshake(Type, PeerTypes);
            }
            identity = Register(connection);
            StartThread("write", () => Guard(connection, connection.WriteQueued));
            while (connection.ReadMessage(command => OnCommand(identity, command)) is { } parts)
            {
                if (Check?.Invoke(parts) is { } problem)
                {
                    LogRefusal($"{Name}: a message was dropped: {problem}");
                    continue;
                }
                connection.IsTrusted |= Check is not null;
                OnMessage(identity, parts);
            }
        }
        catch (ZmtpProtocolException error)
        {
            LogRefusal($"{Endpoint}: connection closed: {error.Message}");
        }
        catch (Exception error) when (IsGone(error))
        {
            // A peer may leave at any moment, in the middle of anything.
        }
        finally
        {
            lock (_pending)
            {
                _pending.Remove(connection);
            }
            connection.Dispose();
            if (!identity.IsEmpty && _peers.TryRemove(KeyValuePair.Create(identity, connection)))
            {
                OnGone(identity);
            }
        }
    }

    private PeerIdentity Register(ZmtpConnection connection)
    {
        // ZeroMQ marks identities that it makes up by a first byte of zero; peers may not choose those.
        PeerIdentity identity = connection.ChosenIdentity.IsEmpty || connection.ChosenIdentity.Bytes[0] == 0
            ? new PeerIdentity([0, .. BitConverter.GetBytes(Interlocked.Increment(ref s_nextIdentity))])
            : connection.ChosenIdentity;
        lock (_pending)
        {
            _pending.Remove(connection);
        }
        // A client that reconnects with its old identity takes over from a connection that is dead but not yet known to be.
        if (_peers.TryRemove(identity, out ZmtpConnection? earlier))
        {
            OnGone(identity);
            earlier.Dispose();
        }
        _peers[identity] = connection;
        if (_disposed)
        {
            connection.Dispose();
        }
        return identity;
    }

    private static void Guard(ZmtpConnection connection, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (IsGone(error))
        {
            connection.Dispose();
        }
    }

    /// <summary>Strangers must not flood the log: after a hundred lines, one at every doubling.</summary>
    private void LogRefusal(string text)
    {
        const int all = 100;
        int count = Interlocked.Increment(ref _refusals);
        if (count <= all)
        {
            _log(text);
        }
        else if (BitOperations.IsPow2(count))
        {
            _log($"{text} ({count} of such so far)");
        }
    }

    private static bool IsGone(Exception error) => error is IOException or SocketException or ObjectDisposedException;

    private void StartThread(string what, Action work) =>
        new Thread(() => work()) { IsBackground = true, Name = $"{Type} {what}" }.Start();
}
