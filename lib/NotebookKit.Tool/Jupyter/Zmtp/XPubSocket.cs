namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// An XPUB: sends to the peers that subscribed to a beginning of the message's first part, and reports every
/// subscription as a message: a byte 1 (or 0 for its end), then the topic.
/// </summary>
internal sealed class XPubSocket(Action<string> log) : ZmtpSocket(log)
{
    private const int MaxSubscriptions = 1_000;
    private const int MaxTopic = 1_000;
    private const int FewSubscribers = 4;
    private const long MaxQueuedTogether = 256L << 20;

    private readonly Dictionary<PeerIdentity, List<byte[]>> _subscriptions = [];

    protected override string Type => "XPUB";

    // Nothing that comes here is ever signed.
    protected override long? MaxUntrustedBytes => 1 << 20;

    protected override IReadOnlyCollection<string> PeerTypes { get; } = ["SUB", "XSUB"];

    /// <summary>Sends to every subscriber of the first part, or to the one named whatever it subscribed to.</summary>
    public override bool Send(ZmtpMessage message, bool mayDrop = true)
    {
        if (!message.Peer.IsEmpty)
        {
            return SendTo(message.Peer, message.Parts, mayDrop);
        }
        PeerIdentity[] receivers;
        lock (_subscriptions)
        {
            receivers =
            [
                .. from peer in _subscriptions
                   where peer.Value.Any(topic => message.Parts[0].AsSpan().StartsWith(topic))
                   select peer.Key,
            ];
        }
        if (receivers.Length > FewSubscribers)
        {
            CloseHoarders();
        }
        bool sent = false;
        foreach (PeerIdentity receiver in receivers)
        {
            sent |= SendTo(receiver, message.Parts, mayDrop);
        }
        return sent;
    }

    // ZMTP 3.0 peers subscribe by a message, 3.1 peers by a command.
    protected override void OnMessage(PeerIdentity peer, byte[][] parts)
    {
        byte[] body = parts[0];
        if (parts.Length == 1 && body.Length > 0 && body[0] <= 1)
        {
            Change(peer, subscribe: body[0] == 1, body[1..]);
        }
    }

    protected override void OnCommand(PeerIdentity peer, ZmtpCommand command)
    {
        if (command.Name is "SUBSCRIBE" or "CANCEL")
        {
            Change(peer, command.Name == "SUBSCRIBE", command.Data);
        }
    }

    protected override void OnGone(PeerIdentity peer)
    {
        lock (_subscriptions)
        {
            _subscriptions.Remove(peer);
        }
    }

    /// <summary>Many subscribers that do not read would each hold its own part of what was published: the fullest are closed.</summary>
    private void CloseHoarders()
    {
        var waiting = Peers.Select(peer => (peer.Value, Bytes: peer.Value.QueuedBytes)).OrderBy(peer => peer.Bytes).ToList();
        long together = waiting.Sum(peer => peer.Bytes);
        for (int i = waiting.Count - 1; i >= 0 && together > MaxQueuedTogether; i--)
        {
            waiting[i].Value.Dispose();
            together -= waiting[i].Bytes;
        }
    }

    private void Change(PeerIdentity peer, bool subscribe, byte[] topic)
    {
        if (topic.Length > MaxTopic)
        {
            throw new ZmtpProtocolException($"the peer subscribes to a topic of {topic.Length} bytes; at most {MaxTopic} are allowed");
        }
        lock (_subscriptions)
        {
            List<byte[]> topics = _subscriptions.TryGetValue(peer, out List<byte[]>? known) ? known : _subscriptions[peer] = [];
            if (subscribe && topics.Count == MaxSubscriptions)
            {
                throw new ZmtpProtocolException($"the peer has more than {MaxSubscriptions} subscriptions");
            }
            if (subscribe)
            {
                topics.Add(topic);
            }
            else if (topics.FindIndex(one => one.AsSpan().SequenceEqual(topic)) is >= 0 and var index)
            {
                topics.RemoveAt(index);
            }
        }
        byte[] report = [(byte)(subscribe ? 1 : 0), .. topic];
        Deliver(peer, [report]);
    }
}
