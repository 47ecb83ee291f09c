using System.Net.Sockets;
using System.Text;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// One peer: its handshake, a reading thread and a writing thread. Threads of their own, not the thread pool, because a
/// cell that trains or blocks on every pool thread must not delay an interrupt or the heartbeat.
/// </summary>
internal sealed class ZmtpConnection : IDisposable
{
    private const int MaxQueuedItems = 100_000;

    /// <summary>How much may wait for a peer that does not read, when nothing else is said.</summary>
    public const long MaxQueuedBytes = 64L << 20;

    private const int MaxParts = 65_536;
    private const long MaxMessageBytes = 1L << 30;
    private const int MaxUntrustedParts = 1_000;

    // What every connection may hold without being counted.
    private const long Uncounted = 64 << 10;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly ZmtpFrameReader _reader;
    private readonly ZmtpFrameWriter _writer;
    private readonly ZmtpQueue<(byte[][] Parts, bool IsCommand)> _outgoing;
    private readonly ReadBudget? _budget;
    private int _dropped;
    private int _disposed;

    /// <summary>A connection.</summary>
    /// <param name="socket">Connected.</param>
    /// <param name="budget">Bounds what the peer sends until it is trusted; null when it is trusted from the beginning.</param>
    /// <param name="maxQueuedBytes">How much may wait for a peer that does not read.</param>
    public ZmtpConnection(Socket socket, ReadBudget? budget = null, long maxQueuedBytes = MaxQueuedBytes)
    {
        _outgoing = new(MaxQueuedItems, maxQueuedBytes);
        _socket = socket;
        _budget = budget;
        IsTrusted = budget is null;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new ZmtpFrameReader(_stream);
        _writer = new ZmtpFrameWriter(_stream);
    }

    /// <summary>The identity that the peer chose, empty when it chose none. Known after the handshake.</summary>
    public PeerIdentity ChosenIdentity { get; private set; }

    /// <summary>Whether the peer has shown that it has the key: a bound of megabytes then becomes one of gigabytes.</summary>
    public bool IsTrusted { get; set; }

    /// <summary>The bytes that a message may have before the peer is trusted.</summary>
    public long MaxUntrustedBytes { get; init; } = 4 << 20;

    /// <summary>Whether the connection is closed, by either side.</summary>
    public bool IsClosed => Volatile.Read(ref _disposed) != 0;

    /// <summary>The bytes that wait for the peer to read.</summary>
    public long QueuedBytes => _outgoing.Bytes;

    /// <summary>How many messages the peer did not get because its queue was full.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>Greets the peer and checks what it is.</summary>
    /// <param name="ownType">This side's socket type, as ZMTP names it.</param>
    /// <param name="peerTypes">The socket types that may talk to it.</param>
    /// <param name="identity">What this side asks to be known by; empty leaves it to the peer.</param>
    /// <exception cref="ZmtpProtocolException">The peer speaks something else, or is of another type.</exception>
    public void Handshake(string ownType, IReadOnlyCollection<string> peerTypes, string identity = "")
    {
        _stream.Write(ZmtpGreeting.Create());
        _reader.ReadGreeting();
        _writer.WriteCommand(
            ZmtpCommand.Ready(
                ("Socket-Type", Encoding.ASCII.GetBytes(ownType)), ("Identity", Encoding.ASCII.GetBytes(identity))).ToBytes());

        ZmtpFrame frame = _reader.Read(ZmtpFrameReader.MaxCommand) ?? throw new EndOfStreamException("the peer left during the handshake");
        if (!frame.IsCommand)
        {
            throw new ZmtpProtocolException("the peer sent a message before its READY command");
        }
        var command = ZmtpCommand.Parse(frame.Body);
        if (command.Name != "READY")
        {
            throw new ZmtpProtocolException($"the peer sent {command.Name} where READY was expected");
        }
        Dictionary<string, byte[]> properties = command.Properties();
        string type = ZmtpGreeting.Printable(properties.GetValueOrDefault("Socket-Type", []));
        if (!peerTypes.Contains(type))
        {
            _writer.WriteCommand(ZmtpCommand.Error("Invalid socket type").ToBytes());
            throw new ZmtpProtocolException(
                $"a {type} socket cannot talk to a {ownType} socket; expected {string.Join(" or ", peerTypes)}");
        }
        ChosenIdentity = new PeerIdentity(properties.GetValueOrDefault("Identity", []));
    }

    /// <summary>Reads until a whole message is here; answers pings on the way.</summary>
    /// <param name="onCommand">Called with every command that is not a ping.</param>
    /// <returns>The message's parts, or null when the peer closed the connection.</returns>
    public byte[][]? ReadMessage(Action<ZmtpCommand> onCommand)
    {
        try
        {
            return ReadParts(onCommand);
        }
        finally
        {
            _budget?.Release(this);
        }
    }

    private byte[][]? ReadParts(Action<ZmtpCommand> onCommand)
    {
        var parts = new List<byte[]>();
        long bytes = 0, counted = Uncounted;
        (long maxBytes, int maxParts) = IsTrusted ? (MaxMessageBytes, MaxParts) : (MaxUntrustedBytes, MaxUntrustedParts);
        while (_reader.Read(maxBytes, Count) is { } frame)
        {
            if (frame.IsCommand)
            {
                var command = ZmtpCommand.Parse(frame.Body);
                if (command.Name == "PING")
                {
                    SendCommand(command.Pong());
                }
                else
                {
                    onCommand(command);
                }
                continue;
            }
            parts.Add(frame.Body);
            if (parts.Count > maxParts)
            {
                throw new ZmtpProtocolException($"a message has more than {maxParts} parts");
            }
            if (!frame.More)
            {
                return [.. parts];
            }
        }
        if (parts.Count > 0)
        {
            throw new EndOfStreamException("the peer left inside a message");
        }
        return null;

        void Count(long length)
        {
            bytes += length;
            if (bytes > maxBytes)
            {
                throw new ZmtpProtocolException(
                    $"a message has more than {maxBytes} bytes{(IsTrusted ? "" : " before any with a valid signature")}");
            }
            if (IsTrusted || bytes <= counted)
            {
                return;
            }
            _budget?.Take(this, bytes - counted);
            counted = bytes;
        }
    }

    /// <summary>Queues a message for the writing thread.</summary>
    /// <returns>False when the peer is gone or its queue is full. A full queue and a message that may not be dropped closes the
    /// connection.</returns>
    public bool Send(byte[][] parts, bool mayDrop) => Enqueue(parts, isCommand: false, mayDrop);

    /// <summary>Queues a command for the writing thread.</summary>
    public bool SendCommand(ZmtpCommand command) => Enqueue([command.ToBytes()], isCommand: true, mayDrop: true);

    /// <summary>Writes what is queued until the connection closes; the body of the writing thread.</summary>
    public void WriteQueued()
    {
        while (_outgoing.Take(out (byte[][] Parts, bool IsCommand) next))
        {
            if (next.IsCommand)
            {
                _writer.WriteCommand(next.Parts[0]);
            }
            else
            {
                _writer.WriteMessage(next.Parts);
            }
        }
    }

    /// <summary>Waits until everything queued has been written, or the connection is gone.</summary>
    public bool Flush(TimeSpan limit) => _outgoing.WaitUntilIdle(limit);

    /// <summary>Closes the connection; both threads end.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        _outgoing.Close();
        // Shutting down first wakes the threads that wait in the system for this socket.
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster.
        }
        _stream.Dispose();
    }

    private bool Enqueue(byte[][] parts, bool isCommand, bool mayDrop)
    {
        const int perPart = 32;
        long size = parts.Sum(part => (long)part.Length + perPart);
        if (_outgoing.TryAdd((parts, isCommand), size, limitFactor: mayDrop ? 1 : 2))
        {
            return true;
        }
        Interlocked.Increment(ref _dropped);
        if (!mayDrop)
        {
            Dispose();
        }
        return false;
    }
}
