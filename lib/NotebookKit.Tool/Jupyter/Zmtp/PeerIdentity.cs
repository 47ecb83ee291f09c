namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// ZeroMQ's routing identity: the bytes by which a socket tells its peers apart. A peer may choose its own (Jupyter
/// clients give all their sockets one identity, which is how a reply on stdin finds the asker); others get a made-up one.
/// </summary>
internal readonly struct PeerIdentity(byte[] bytes) : IEquatable<PeerIdentity>
{
    private readonly byte[]? _bytes = bytes;

    /// <summary>The identity's bytes; empty when no peer is meant.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether no peer is named.</summary>
    public bool IsEmpty => _bytes is null or { Length: 0 };

    /// <summary>Whether the kernel made it up: ZeroMQ marks those by a first byte of zero.</summary>
    public bool IsMadeUp => !IsEmpty && _bytes![0] == 0;

    public bool Equals(PeerIdentity other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? other) => other is PeerIdentity identity && Equals(identity);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => Convert.ToHexStringLower(Bytes);
}
