using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Wire;

/// <summary>
/// Jupyter messages to and from the parts of ZeroMQ messages: addresses, a delimiter, the signature, then header, parent
/// header, metadata and content as JSON, then binary buffers. All members may be called from any thread.
/// </summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol</remarks>
internal sealed class MessageCodec(string key)
{
    /// <summary>The version of the messaging protocol that the kernel speaks.</summary>
    public const string ProtocolVersion = "5.4";

    private const int JsonParts = 4;
    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] s_emptyObject = "{}"u8.ToArray();
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MessageSigner _signer = new(key);
    private readonly ReplayGuard _replays = new();
    private readonly string _session = Guid.NewGuid().ToString();
    private int _sent;

    /// <summary>What is wrong with a message by its form and signature, which is known before its content is read; null when nothing
    /// is.</summary>
    public string? Problem(byte[][] parts)
    {
        int delimiter = Delimited(parts);
        return delimiter < 0 ? "it has no <IDS|MSG> delimiter"
            : parts.Length < delimiter + 2 + JsonParts
                ? $"it has {parts.Length - delimiter - 1} parts after the delimiter; at least {1 + JsonParts} are expected"
            : _signer.IsValid(parts[delimiter + 1], parts.AsSpan(delimiter + 2, JsonParts)) ? null
            : "its signature is wrong";
    }

    /// <summary>Checks and reads a message.</summary>
    /// <exception cref="MalformedMessageException">It has no delimiter, too few parts, a wrong or repeated signature, or is no
    /// JSON.</exception>
    public WireMessage Decode(ZmtpMessage received)
    {
        byte[][] parts = received.Parts;
        if (Problem(parts) is { } problem)
        {
            throw new MalformedMessageException(problem);
        }
        int delimiter = Delimited(parts);
        byte[] signature = parts[delimiter + 1];
        Span<byte[]> signed = parts.AsSpan(delimiter + 2, JsonParts);
        if (_signer.HasKey && !_replays.TryAdd(signature))
        {
            throw new MalformedMessageException("its signature was used before: it is a replay");
        }

        JsonObject header = Object(signed[0], "header");
        JsonObject parent = Object(signed[1], "parent_header");
        return new WireMessage(
            received.Peer,
            parts[..delimiter],
            signed[0],
            Text(header, "msg_id"),
            Text(header, "msg_type"),
            parent.ContainsKey("msg_id") ? Text(parent, "msg_id") : "",
            Object(signed[2], "metadata"),
            Object(Whole(signed[3]), "content"));
    }

    /// <summary>Writes and signs a message.</summary>
    /// <param name="route">What precedes the delimiter: addresses, or on iopub the topic.</param>
    /// <param name="type">The message's type.</param>
    /// <param name="parentHeader">The header of the request it belongs to; null when it belongs to none.</param>
    /// <param name="content">The content.</param>
    /// <param name="metadata">The metadata, if any.</param>
    public byte[][] Encode(byte[][] route, string type, byte[]? parentHeader, JsonObject content, JsonObject? metadata = null)
    {
        var header = new JsonObject
        {
            ["msg_id"] = string.Create(CultureInfo.InvariantCulture, $"{_session}_{Interlocked.Increment(ref _sent)}"),
            ["msg_type"] = type,
            ["username"] = "kernel",
            ["session"] = _session,
            ["date"] = Timestamp(DateTime.UtcNow),
            ["version"] = ProtocolVersion,
        };
        byte[][] parts = [Bytes(header), parentHeader ?? s_emptyObject, metadata is null ? s_emptyObject : Bytes(metadata), Bytes(content)];
        return [.. route, s_delimiter, _signer.Sign(parts), .. parts];
    }

    /// <summary>A time as Jupyter writes it.</summary>
    public static string Timestamp(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static int Delimited(byte[][] parts) => Array.FindIndex(parts, part => part.AsSpan().SequenceEqual(s_delimiter));

    private static byte[] Bytes(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, s_compact))
        {
            json.WriteTo(writer);
        }
        return buffer.WrittenSpan.ToArray();
    }

    // Front ends send what was typed: half a character that a deletion left in a cell is code like any other.
    private static byte[] Whole(byte[] json) => json.AsSpan().IndexOf("\\ud"u8) < 0 && json.AsSpan().IndexOf("\\uD"u8) < 0
        ? json
        : Encoding.UTF8.GetBytes(LoneSurrogates.ShownInJson(Encoding.UTF8.GetString(json)));

    private static JsonObject Object(byte[] json, string part)
    {
        try
        {
            JsonObject read = JsonNode.Parse(json, documentOptions: s_strict) as JsonObject
                ?? throw new MalformedMessageException($"its {part} is not a JSON object");
            // Names are read when first asked for, and may turn out to be no valid Unicode.
            _ = read.Count;
            return read;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new MalformedMessageException($"its {part} is not JSON: {error.Message}");
        }
    }

    private static string Text(JsonObject json, string name)
    {
        try
        {
            return json[name]?.GetValue<string>() ?? throw new MalformedMessageException($"its header has no {name}");
        }
        catch (InvalidOperationException error)
        {
            // Not a string, or one that is no valid Unicode.
            throw new MalformedMessageException($"its header's {name} is not a string: {error.Message}");
        }
    }
}
