using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>A request being handled: its content, read with checks, and the way back for its reply.</summary>
internal sealed class Request(WireMessage message, ZmtpSocket socket, MessageCodec codec)
{
    /// <summary>The message's type, for example <c>execute_request</c>.</summary>
    public string Type => message.Type;

    /// <summary>The request's header, which is the parent of everything it causes.</summary>
    public byte[] Header => message.Header;

    /// <summary>The peer that asks.</summary>
    public PeerIdentity Peer => message.Peer;

    /// <summary>The addresses between the peer's socket and the asker.</summary>
    public byte[][] Route => message.Route;

    /// <summary>The request's metadata.</summary>
    public JsonObject Metadata => message.Metadata;

    /// <summary>Whether a reply has been sent.</summary>
    public bool IsReplied { get; private set; }

    /// <summary>What is left to do once the request's idle has been published; ending the kernel is.</summary>
    public Action? AfterIdle { get; set; }

    /// <summary>Sends the reply: the same name with <c>_reply</c> for <c>_request</c>.</summary>
    public void Reply(JsonObject content, JsonObject? metadata = null)
    {
        IsReplied = true;
        Send(message.Type[..^"_request".Length] + "_reply", content, metadata);
    }

    /// <summary>Sends a message back on the same channel.</summary>
    public void Send(string type, JsonObject content, JsonObject? metadata = null) =>
        socket.Send(new ZmtpMessage(message.Peer, codec.Encode(message.Route, type, message.Header, content, metadata)), mayDrop: false);

    /// <summary>A text from the content.</summary>
    /// <exception cref="MalformedMessageException">It is missing, or something else.</exception>
    public string Text(string name) => Text(name, null) ?? throw Wrong(name, "a string");

    /// <summary>A text from the content, or <paramref name="otherwise"/> when it is missing.</summary>
    public string? Text(string name, string? otherwise) => Value(name, "a string", otherwise);

    /// <summary>A truth value from the content, or <paramref name="otherwise"/> when it is missing.</summary>
    public bool Flag(string name, bool otherwise) => Value(name, "true or false", otherwise);

    /// <summary>A whole number from the content, or <paramref name="otherwise"/> when it is missing.</summary>
    public int Number(string name, int otherwise) => Value(name, "a whole number", otherwise);

    /// <summary>An object from the content; empty when it is missing.</summary>
    public JsonObject Object(string name) => message.Content[name] switch
    {
        null => [],
        JsonObject value => value,
        _ => throw Wrong(name, "an object"),
    };

    private T Value<T>(string name, string expected, T otherwise)
    {
        try
        {
            return message.Content[name] is { } node ? node.GetValue<T>() : otherwise;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or JsonException)
        {
            throw Wrong(name, expected);
        }
    }

    private MalformedMessageException Wrong(string name, string expected) =>
        new($"{message.Type} needs {expected} as '{name}'; received {message.Content[name]?.ToJsonString() ?? "nothing"}");
}
