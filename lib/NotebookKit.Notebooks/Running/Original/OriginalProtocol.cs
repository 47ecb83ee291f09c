using System.Reflection;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Connection;
using Microsoft.DotNet.Interactive.Events;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running.Original;

/// <summary>What .NET Interactive says in a line.</summary>
internal abstract record OriginalMessage;

/// <summary>Something happened.</summary>
/// <param name="Event">What.</param>
/// <param name="Token">The token of the command it belongs to; null when it belongs to none.</param>
internal sealed record OriginalEvent(KernelEvent Event, string? Token) : OriginalMessage;

/// <summary>It asks its front end to do something, and waits for the answer.</summary>
/// <param name="Command">What.</param>
internal sealed record OriginalRequest(KernelCommand Command) : OriginalMessage;

/// <summary>
/// The lines that .NET Interactive and its front end exchange over stdio: a command or an event each, in the package's own envelopes.
/// </summary>
internal static class OriginalProtocol
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = JupyterJson.MaxDepth };

    /// <summary>The line that asks for something.</summary>
    public static string Line(KernelCommand command) => KernelCommandEnvelope.Serialize(command);

    /// <summary>The line that says what happened.</summary>
    public static string Line(KernelEvent happened) => KernelEventEnvelope.Serialize(happened);

    /// <summary>Reads a line.</summary>
    /// <returns>
    /// Null for what is none of theirs: what native code and child processes print goes to the same stream, and where it does not
    /// end its line, an event stands behind it.
    /// </returns>
    public static OriginalMessage? Read(string line)
    {
        try
        {
            int start = line.StartsWith('{') ? 0 : Begin(line);
            if (start < 0)
            {
                return null;
            }

            using var json = JsonDocument.Parse(line.AsMemory(start), s_options);
            JsonElement root = json.RootElement;
            if (root.TryGetProperty("commandType", out _))
            {
                return new OriginalRequest(KernelCommandEnvelope.Deserialize(root).Command);
            }

            string? token = root.TryGetProperty("command", out JsonElement command) && command.ValueKind == JsonValueKind.Object
                && command.TryGetProperty("token", out JsonElement text) ? text.GetString() : null;
            // Without its command: that repeats the whole cell with every event.
            return new OriginalEvent(KernelEventEnvelope.DeserializeWithCommand(root, null!).Event, token);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException
            or FormatException or NotSupportedException or TargetInvocationException)
        {
            return null;
        }
    }

    private static int Begin(string line)
    {
        int happened = line.IndexOf("{\"event\":", StringComparison.Ordinal);
        return happened >= 0 ? happened : line.IndexOf("{\"token\":", StringComparison.Ordinal);
    }
}
