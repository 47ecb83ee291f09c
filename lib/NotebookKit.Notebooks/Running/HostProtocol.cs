using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// The messages between the runner and the process that executes a notebook: one JSON object a line, over a pipe of its
/// own, which the console of user code cannot reach.
/// </summary>
internal static class HostProtocol
{
    /// <summary>To the host: execute a cell. Answered by its events and then <see cref="Done"/>.</summary>
    public const string Execute = "execute";

    /// <summary>To the host: end in good order.</summary>
    public const string Shutdown = "shutdown";

    /// <summary>To the host: there is no further cell. Answered by what failed since the last, and then <see cref="Done"/>.</summary>
    public const string Settle = "settle";

    /// <summary>From the host: the cell has ended.</summary>
    public const string Done = "done";

    /// <summary>The bytes that a line from the host may have: an output within the limit, all of it characters that JSON escapes.</summary>
    public static int MaxLine(long outputLimit) => (int)Math.Min(int.MaxValue / 4, outputLimit * 6 + (4 << 20));

    /// <summary>The line that asks for a cell's execution.</summary>
    /// <param name="request">What to execute.</param>
    public static string ExecuteLine(HostRequest request) => Line(
        Execute, ("code", request.Code), ("language", request.Language), ("name", request.Name), ("number", request.Number),
        ("outputLimit", request.OutputLimit), ("checkNumber", request.CheckNumber));

    /// <summary>The line that says that there is no further cell.</summary>
    /// <param name="number">The number of the request.</param>
    public static string SettleLine(int number) => Line(Settle, ("number", number));

    /// <summary>The line that says that a cell has ended.</summary>
    /// <param name="number">The number that the request carried: a cell cannot end another one by chance.</param>
    public static string DoneLine(int number) => Line(Done, ("number", number));

    /// <summary>Reads the line that asks for a cell's execution; null when it asks for the end.</summary>
    public static HostRequest? ReadRequest(string line)
    {
        JsonObject message = Read(line);
        return message.Text("type") switch
        {
            Shutdown => null,
            Settle => new HostRequest("", "", "", Value<int>(message, "number"), 0) { OnlySettles = true },
            _ => new HostRequest(Text(message, "code"), Text(message, "language"), Text(message, "name"), Value<int>(message, "number"),
                Value<long>(message, "outputLimit"), message.Text("checkNumber")),
        };
    }

    /// <summary>A message that is nothing but its type.</summary>
    public static string Line(string type, params (string Key, JsonNode? Value)[] members) =>
        JupyterJson.WriteCompact(new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value))
            .Prepend(KeyValuePair.Create<string, JsonNode?>("type", type))));

    /// <summary>The line that reports an event: Jupyter's message for it.</summary>
    public static string EventLine(SessionEvent shown)
    {
        (string type, JsonObject content) = JupyterMessage.Of(shown, executionCount: null);
        content.Insert(0, "type", type);
        return JupyterJson.WriteCompact(content);
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="HostProtocolException">It is not a JSON object.</exception>
    public static JsonObject Read(string line)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = JupyterJson.MaxDepth, AllowDuplicateProperties = false };
            var message = JsonNode.Parse(LoneSurrogates.ShownInJson(line), documentOptions: options) as JsonObject;
            // Names are read when first asked for, and may turn out to be no valid Unicode.
            _ = message?.Count;
            return message ?? throw new HostProtocolException("JSON that is not an object");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new HostProtocolException("a line that is not JSON");
        }
    }

    /// <summary>Whether a message says that the cell with a number has ended.</summary>
    /// <exception cref="HostProtocolException">It is the end of another cell.</exception>
    public static bool IsDone(JsonObject message, int number)
    {
        if (message.Text("type") != Done)
        {
            return false;
        }
        return Value<int>(message, "number") == number
            ? true
            : throw new HostProtocolException("the end of another cell than the running one");
    }

    /// <summary>The event that a message reports.</summary>
    /// <exception cref="HostProtocolException">It is no event, or one that lacks something.</exception>
    public static SessionEvent ReadEvent(JsonObject message) => message.Text("type") switch
    {
        JupyterMessage.Stream => new StreamEvent(StreamName(message), Text(message, "text")),
        JupyterMessage.Display => new DisplayEvent(Data(message), DisplayId(message), IsUpdate: false),
        JupyterMessage.Update => new DisplayEvent(Data(message), DisplayId(message), IsUpdate: true),
        JupyterMessage.Result => new ResultEvent(Data(message)),
        JupyterMessage.Clear => new ClearOutputEvent(Value<bool>(message, "wait")),
        JupyterMessage.Error => new ErrorEvent(Text(message, "ename"), Text(message, "evalue"), Traceback(message)),
        _ => throw new HostProtocolException("a message of an unknown type"),
    };

    private static string StreamName(JsonObject message) => Text(message, "name") is ("stdout" or "stderr") and var name
        ? name
        : throw new HostProtocolException("text of a stream that is neither stdout nor stderr");

    private static JsonObject Data(JsonObject message)
    {
        JsonObject data = message["data"] as JsonObject ?? throw Lacking("data");
        message.Remove("data");
        return data;
    }

    private static string DisplayId(JsonObject message) => message.Object("transient").Text("display_id") ?? throw Lacking("display_id");

    private static string[] Traceback(JsonObject message) =>
        message["traceback"] is JsonArray lines && MultilineText.IsMultilineText(lines)
            ? [.. lines.Select(line => MultilineText.ReadString(line!))]
            : throw Lacking("traceback");

    private static string Text(JsonObject message, string name) => message.Text(name) ?? throw Lacking(name);

    private static T Value<T>(JsonObject message, string name) =>
        message[name] is JsonValue value && value.TryGetValue(out T? found) ? found : throw Lacking(name);

    private static HostProtocolException Lacking(string name) => new($"a message without a valid '{name}'");
}

/// <summary>A request to execute a cell.</summary>
/// <param name="Code">The cell's text.</param>
/// <param name="Language">Its language.</param>
/// <param name="Name">What errors call it.</param>
/// <param name="Number">The number of the execution.</param>
/// <param name="OutputLimit">The bytes that its outputs may have.</param>
/// <param name="CheckNumber">The number that the results of its checks bear, or null.</param>
internal sealed record HostRequest(string Code, string Language, string Name, int Number, long OutputLimit, string? CheckNumber = null)
{
    /// <summary>Whether there is nothing to execute, and the process should only see whether what runs beside the cells has
    /// failed.</summary>
    public bool OnlySettles { get; init; }
}
