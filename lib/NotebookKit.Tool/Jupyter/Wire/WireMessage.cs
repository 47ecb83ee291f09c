using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Wire;

/// <summary>A Jupyter message that arrived and passed every check.</summary>
/// <param name="Peer">The socket it came from, for the reply.</param>
/// <param name="Route">The addresses between that socket and the sender, repeated before the reply.</param>
/// <param name="Header">The header as it was sent: replies and outputs carry it unchanged as their parent.</param>
/// <param name="Id">The header's <c>msg_id</c>.</param>
/// <param name="Type">The header's <c>msg_type</c>.</param>
/// <param name="ParentId">The parent header's <c>msg_id</c>; empty without a parent.</param>
/// <param name="Metadata">The message's metadata.</param>
/// <param name="Content">The message's content.</param>
internal sealed record WireMessage(
    PeerIdentity Peer,
    byte[][] Route,
    byte[] Header,
    string Id,
    string Type,
    string ParentId,
    JsonObject Metadata,
    JsonObject Content);
