using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// What a cell shows, in Jupyter's words: the messages of a kernel, and with little taken away the outputs of a saved notebook.
/// Members stand in alphabetical order, as nbformat writes them.
/// </summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel</remarks>
internal static class JupyterMessage
{
    public const string Stream = "stream";
    public const string Display = "display_data";
    public const string Update = "update_display_data";
    public const string Result = "execute_result";
    public const string Clear = "clear_output";
    public const string Error = "error";

    /// <summary>The type and the content of the message that tells an event.</summary>
    /// <param name="shown">The event; its data are copied.</param>
    /// <param name="executionCount">The number of the cell's execution, which a result bears.</param>
    public static (string Type, JsonObject Content) Of(SessionEvent shown, int? executionCount) => shown switch
    {
        StreamEvent stream => (Stream, new JsonObject { ["name"] = stream.Name, ["text"] = stream.Text }),
        DisplayEvent display => (display.IsUpdate ? Update : Display, new JsonObject
        {
            ["data"] = display.Data.DeepClone(),
            ["metadata"] = new JsonObject(),
            ["transient"] = new JsonObject { ["display_id"] = display.DisplayId },
        }),
        ResultEvent result => (Result, new JsonObject
        {
            ["data"] = result.Data.DeepClone(),
            ["execution_count"] = executionCount,
            ["metadata"] = new JsonObject(),
        }),
        ClearOutputEvent clear => (Clear, new JsonObject { ["wait"] = clear.Wait }),
        ErrorEvent error => (Error, ContentOf(error)),
        _ => throw new ArgumentException($"An event of the kind {shown.GetType().Name} has no Jupyter message.", nameof(shown)),
    };

    /// <summary>The content of the message that tells an error, which replies to failed requests carry as well.</summary>
    public static JsonObject ContentOf(ErrorEvent error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Value,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };
}
