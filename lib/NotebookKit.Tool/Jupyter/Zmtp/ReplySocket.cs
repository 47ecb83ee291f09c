namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// A REP: requests come with an envelope (addresses, then an empty part), which is kept aside and put before the reply.
/// Unlike libzmq's it serves its peers independently, so one that never waits for its reply holds up nobody.
/// </summary>
internal sealed class ReplySocket(Action<string> log) : ZmtpSocket(log)
{
    private readonly Dictionary<PeerIdentity, Queue<byte[][]>> _envelopes = [];

    protected override string Type => "REP";

    // Nothing that comes here is ever signed.
    protected override long? MaxUntrustedBytes => 1 << 20;

    // A peer that sends beats and does not read its echoes needs no more of them.
    protected override long MaxQueuedBytes => 1 << 20;

    protected override IReadOnlyCollection<string> PeerTypes { get; } = ["REQ", "DEALER"];

    /// <summary>Replies to the peer's oldest request that has no reply yet.</summary>
    public override bool Send(ZmtpMessage message, bool mayDrop = true)
    {
        byte[][]? envelope;
        lock (_envelopes)
        {
            if (!_envelopes.TryGetValue(message.Peer, out Queue<byte[][]>? waiting) || !waiting.TryDequeue(out envelope))
            {
                return false;
            }
        }
        return SendTo(message.Peer, [.. envelope, .. message.Parts], mayDrop);
    }

    protected override void OnMessage(PeerIdentity peer, byte[][] parts)
    {
        int delimiter = Array.FindIndex(parts, part => part.Length == 0);
        if (delimiter < 0)
        {
            throw new ZmtpProtocolException("a request has no empty part between its envelope and its body");
        }
        lock (_envelopes)
        {
            (_envelopes.TryGetValue(peer, out Queue<byte[][]>? waiting) ? waiting : _envelopes[peer] = [])
                .Enqueue(parts[..(delimiter + 1)]);
        }
        Deliver(peer, parts[(delimiter + 1)..]);
    }

    protected override void OnGone(PeerIdentity peer)
    {
        lock (_envelopes)
        {
            _envelopes.Remove(peer);
        }
    }
}
