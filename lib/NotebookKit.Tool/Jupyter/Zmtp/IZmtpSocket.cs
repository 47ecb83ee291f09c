namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// A listening ZeroMQ socket, as the kernel sees it: messages with the peer they came from or go to. Everything about
/// connections, frames and queues stays behind it. All members may be called from any thread.
/// </summary>
internal interface IZmtpSocket : IDisposable
{
    /// <summary>Where the socket listens; the port is the real one when the system was asked to choose.</summary>
    ZmtpEndpoint Endpoint { get; }

    /// <summary>Waits for the next message.</summary>
    /// <returns>The message, or null once the socket is closed.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    ZmtpMessage? Receive(CancellationToken cancellation = default);

    /// <summary>Takes a message that is already here, without waiting.</summary>
    bool TryReceive(out ZmtpMessage message);

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
    bool Send(ZmtpMessage message, bool mayDrop = true);

    /// <summary>Waits until everything queued has been handed to the system, or the time is over.</summary>
    bool Flush(TimeSpan limit);
}

/// <summary>A message of one or more parts, and the peer it came from or goes to (empty: every subscriber).</summary>
internal readonly record struct ZmtpMessage(PeerIdentity Peer, byte[][] Parts)
{
    /// <summary>The bytes of all parts together.</summary>
    public long Size => Parts.Sum(part => (long)part.Length);
}
