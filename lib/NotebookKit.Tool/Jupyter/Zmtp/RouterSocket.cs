namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>A ROUTER: messages come with the identity of their sender, and go to the peer named.</summary>
internal sealed class RouterSocket(Action<string> log) : ZmtpSocket(log)
{
    protected override string Type => "ROUTER";

    protected override IReadOnlyCollection<string> PeerTypes { get; } = ["DEALER", "REQ", "ROUTER"];

    /// <inheritdoc/>
    public override bool Send(ZmtpMessage message, bool mayDrop = true) => SendTo(message.Peer, message.Parts, mayDrop);

    protected override void OnMessage(PeerIdentity peer, byte[][] parts) => Deliver(peer, parts);
}
