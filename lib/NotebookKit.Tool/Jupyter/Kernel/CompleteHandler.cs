using System.Text.Json.Nodes;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>Answers a <c>complete_request</c>: what could stand at the cursor.</summary>
internal static class CompleteHandler
{
    /// <summary>Replies with the choices, and what kind of thing each is, which JupyterLab shows as an icon.</summary>
    public static void Handle(Request request, CSharpSession session)
    {
        string code = request.Text("code");
        int cursor = CodePoints.ToIndex(code, request.Number("cursor_pos", int.MaxValue));
        CompletionList list = session.CompleteAsync(code, cursor).GetAwaiter().GetResult();
        int start = CodePoints.FromIndex(code, list.Start), end = CodePoints.FromIndex(code, list.End);
        request.Reply(new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. list.Items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. list.Items.Select(item => Typed(item, start, end))]),
            },
        });
    }

    private static JsonNode Typed(CompletionChoice item, int start, int end) => new JsonObject
    {
        ["text"] = item.Text,
        ["type"] = item.Kind,
        ["signature"] = item.Detail,
        ["start"] = start,
        ["end"] = end,
    };
}
