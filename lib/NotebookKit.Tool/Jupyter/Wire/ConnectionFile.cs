using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Wire;

/// <summary>
/// What a Jupyter client writes for the kernel it starts: where to listen, and the key that signs messages.
/// </summary>
internal sealed record ConnectionFile
{
    /// <summary>Requests to run, complete, inspect.</summary>
    public required ZmtpEndpoint Shell { get; init; }

    /// <summary>Requests that must be answered while a cell runs.</summary>
    public required ZmtpEndpoint Control { get; init; }

    /// <summary>The kernel's questions to the person at the front end.</summary>
    public required ZmtpEndpoint Stdin { get; init; }

    /// <summary>Outputs and status, to every client.</summary>
    public required ZmtpEndpoint IoPub { get; init; }

    /// <summary>Echo, to show that the process lives.</summary>
    public required ZmtpEndpoint Heartbeat { get; init; }

    /// <summary>The HMAC key; empty leaves messages unsigned.</summary>
    public required string Key { get; init; }

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="FormatException">It is missing, is no JSON, or lacks a field; the text names the file and the field.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new FormatException($"The connection file '{path}' cannot be used: {error.Message} Jupyter clients write this file; see 'jupyter kernel --help'.", error);
        }
    }

    private static ConnectionFile Parse(string text)
    {
        if (JsonNode.Parse(text) is not JsonObject file)
            throw new FormatException("it holds no JSON object.");
        string transport = Text(file, "transport", "tcp");
        string ip = Text(file, "ip", "127.0.0.1");
        string scheme = Text(file, "signature_scheme", MessageSigner.Scheme);
        if (scheme != MessageSigner.Scheme)
            throw new FormatException($"'signature_scheme' is '{scheme}'; the only one offered is {MessageSigner.Scheme}.");
        Func<int, ZmtpEndpoint> endpoint = transport switch
        {
            "tcp" => port => ZmtpEndpoint.Tcp(ip, port),
            "ipc" => port => ZmtpEndpoint.Ipc($"{ip}-{port}"),
            _ => throw new FormatException($"'transport' is '{transport}'; expected tcp or ipc."),
        };
        return new ConnectionFile
        {
            Shell = endpoint(Port(file, "shell_port")),
            Control = endpoint(Port(file, "control_port")),
            Stdin = endpoint(Port(file, "stdin_port")),
            IoPub = endpoint(Port(file, "iopub_port")),
            Heartbeat = endpoint(Port(file, "hb_port")),
            Key = Text(file, "key", ""),
        };
    }

    private static string Text(JsonObject file, string name, string otherwise) => file[name] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw new FormatException($"'{name}' is no text."),
    };

    private static int Port(JsonObject file, string name) =>
        file[name] is JsonValue value && value.TryGetValue(out int port) && port > 0
            ? port
            : throw new FormatException($"'{name}' is missing or no positive number.");
}
