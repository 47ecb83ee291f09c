using System.Text.Json.Nodes;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>Answers an <c>is_complete_request</c>: whether a console should run what was typed or ask for another line.</summary>
internal static class IsCompleteHandler
{
    /// <summary>Replies once, whatever the code is.</summary>
    public static void Handle(Request request, CSharpSession session)
    {
        Completeness found = session.IsComplete(request.Text("code"));
        var reply = new JsonObject { ["status"] = found.State.ToString().ToLowerInvariant() };
        if (found.State == CompletenessState.Incomplete)
        {
            reply["indent"] = found.Indent;
        }
        request.Reply(reply);
    }
}
