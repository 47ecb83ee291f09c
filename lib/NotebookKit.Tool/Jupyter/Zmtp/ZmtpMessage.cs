namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>A message of one or more parts, and the peer it came from or goes to (empty: every subscriber).</summary>
internal readonly record struct ZmtpMessage(PeerIdentity Peer, byte[][] Parts)
{
    /// <summary>The bytes of all parts together.</summary>
    public long Size => Parts.Sum(part => (long)part.Length);
}
