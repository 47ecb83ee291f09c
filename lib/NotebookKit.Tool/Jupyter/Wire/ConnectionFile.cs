using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Wire;

/// <summary>
/// What a Jupyter client writes for the kernel it starts: where to listen, and the key that signs messages.
/// </summary>
internal sealed record ConnectionFile
{
    private const int MaxBytes = 1 << 20;
    private const int MaxQuoted = 100;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

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
    /// <exception cref="FormatException">
    /// It is missing, no regular file, not JSON, or a field is missing or wrong; the text names the file and the field.
    /// </exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return Parse(Content(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw Unusable(path, error);
        }
    }

    /// <summary>The error that names a connection file and what is wrong with it.</summary>
    public static FormatException Unusable(string path, Exception reason) => new(
        $"The connection file '{TerminalText.Visible(path)}' cannot be used: {TerminalText.Visible(reason.Message)} "
            + "Jupyter clients write this file; see 'jupyter kernel --help'.",
        reason);

    private static byte[] Content(string path) => FileKinds.Of(path) switch
    {
        // Whether it is missing or may not be looked at, the system says.
        FileKind.None => File.ReadAllBytes(path),
        FileKind.Regular when new FileInfo(path).Length is > MaxBytes and var length =>
            throw new FormatException($"it has {length} bytes; such a file has a few hundred."),
        FileKind.Regular => File.ReadAllBytes(path),
        FileKind.Directory => throw new FormatException("it is a folder; a file was expected."),
        var kind => throw new FormatException($"it is not a regular file but a {kind.ToString().ToLowerInvariant()}."),
    };

    private static ConnectionFile Parse(byte[] text)
    {
        JsonObject file = Fields(text);
        string transport = Text(file, "transport", "tcp");
        string ip = Text(file, "ip", "127.0.0.1");
        string scheme = Text(file, "signature_scheme", MessageSigner.Scheme);
        if (scheme != MessageSigner.Scheme)
        {
            throw new FormatException($"'signature_scheme' is '{Quoted(scheme)}'; the only one offered is {MessageSigner.Scheme}.");
        }
        if (transport is not ("tcp" or "ipc"))
        {
            throw new FormatException($"'transport' is '{Quoted(transport)}'; expected tcp or ipc.");
        }
        string key = Text(file, "key", "");
        var used = new Dictionary<int, string>();
        return new ConnectionFile
        {
            Shell = Endpoint("shell_port"),
            Control = Endpoint("control_port"),
            Stdin = Endpoint("stdin_port"),
            IoPub = Endpoint("iopub_port"),
            Heartbeat = Endpoint("hb_port"),
            Key = key,
        };

        ZmtpEndpoint Endpoint(string name)
        {
            int port = Port(file, name);
            if (!used.TryAdd(port, name))
            {
                throw new FormatException($"'{used[port]}' and '{name}' are both {port}; each channel needs its own.");
            }
            return transport == "tcp" ? ZmtpEndpoint.Tcp(ip, port) : ZmtpEndpoint.Ipc($"{ip}-{port}");
        }
    }

    private static JsonObject Fields(byte[] text)
    {
        try
        {
            JsonObject file = JsonNode.Parse(text, documentOptions: s_strict) as JsonObject
                ?? throw new FormatException("it holds no JSON object.");
            // Names are read when first asked for, and may turn out to be no valid Unicode.
            _ = file.Count;
            return file;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new FormatException("a key in it is not valid Unicode, or stands there twice.", error);
        }
    }

    private static string Text(JsonObject file, string name, string otherwise)
    {
        if (!file.TryGetPropertyValue(name, out JsonNode? node))
        {
            return otherwise;
        }
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            throw new FormatException($"'{name}' is not a string.");
        }
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"'{name}' holds half of a character (a lone surrogate), which is not valid Unicode.", error);
        }
    }

    private static int Port(JsonObject file, string name) => file[name] is JsonValue value && value.TryGetValue(out int port) && port > 0
        ? port
        : throw new FormatException(file[name] is { } other
            ? $"'{name}' is {Quoted(other.ToJsonString())}; a port is a whole number from 1 to 65535."
            : $"'{name}' is missing; a port is a whole number from 1 to 65535.");

    private static string Quoted(string text) => text.Length <= MaxQuoted ? text : text[..MaxQuoted] + "…";
}
