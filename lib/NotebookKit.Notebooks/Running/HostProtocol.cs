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

    /// <summary>From the host: the cell has ended.</summary>
    public const string Done = "done";

    /// <summary>The line that asks for a cell's execution.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="language">Its language.</param>
    /// <param name="name">What errors call it.</param>
    public static string ExecuteLine(string code, string language, string name) =>
        Line(Execute, ("code", code), ("language", language), ("name", name));

    /// <summary>A message that is nothing but its type.</summary>
    public static string Line(string type, params (string Key, JsonNode? Value)[] members)
    {
        var message = new JsonObject { ["type"] = type };
        foreach (var (key, value) in members) message[key] = value;
        return JupyterJson.WriteCompact(message);
    }

    /// <summary>The line that reports an event.</summary>
    public static string EventLine(SessionEvent shown) => shown switch
    {
        StreamEvent stream => Line("stream", ("name", stream.Name), ("text", stream.Text)),
        DisplayEvent display => Line("display", ("data", Copy(display.Data)), ("id", display.DisplayId), ("update", display.IsUpdate)),
        ResultEvent result => Line("result", ("data", Copy(result.Data))),
        ClearOutputEvent clear => Line("clear", ("wait", clear.Wait)),
        ErrorEvent error => Line(
            "error", ("name", error.Name), ("value", error.Value),
            ("traceback", new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]))),
        _ => throw new ArgumentException($"No message for an event of the kind {shown.GetType().Name}.", nameof(shown)),
    };

    /// <summary>Reads a line.</summary>
    public static JsonObject Read(string line) =>
        (JsonObject)JsonNode.Parse(line, documentOptions: new JsonDocumentOptions { MaxDepth = JupyterJson.MaxDepth })!;

    /// <summary>The event that a message reports, or null when it is another kind of message.</summary>
    public static SessionEvent? ReadEvent(JsonObject message) => message.Text("type") switch
    {
        "stream" => new StreamEvent(message.Text("name")!, message.Text("text")!),
        "display" => new DisplayEvent(Data(message), message.Text("id")!, (bool)message["update"]!),
        "result" => new ResultEvent(Data(message)),
        "clear" => new ClearOutputEvent((bool)message["wait"]!),
        "error" => new ErrorEvent(
            message.Text("name")!, message.Text("value")!,
            [.. ((JsonArray)message["traceback"]!).Select(line => MultilineText.ReadString(line!))]),
        _ => null,
    };

    private static JsonNode Copy(JsonObject data) => data.DeepClone();

    private static JsonObject Data(JsonObject message)
    {
        var data = (JsonObject)message["data"]!;
        message.Remove("data");
        return data;
    }
}
