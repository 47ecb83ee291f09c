using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>Answers an <c>inspect_request</c>: what the name at the cursor is, with its documentation.</summary>
internal static class InspectHandler
{
    /// <summary>Replies with what is known, in plain text and in Markdown.</summary>
    public static void Handle(Request request, CSharpSession session)
    {
        string code = request.Text("code");
        int cursor = CodePoints.ToIndex(code, request.Number("cursor_pos", int.MaxValue));
        JsonObject? data = Inspect(session, code, cursor);
        request.Reply(new JsonObject
        {
            ["status"] = "ok",
            ["found"] = data is not null,
            ["data"] = data ?? [],
            ["metadata"] = new JsonObject(),
        });
    }

    /// <summary>What is known of the name at a place (in UTF-16 units), by MIME type; null when nothing is.</summary>
    public static JsonObject? Inspect(CSharpSession session, string code, int cursor) =>
        session.InspectAsync(code, cursor).GetAwaiter().GetResult() is { } found
            ? new JsonObject { ["text/plain"] = found.Text, ["text/markdown"] = found.Markdown }
            : null;
}
