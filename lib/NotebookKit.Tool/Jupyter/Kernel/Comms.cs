using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// Comms are channels between widgets in the page and objects in the kernel. No C# library registers a target here, so
/// the protocol's answer to an opening is to close it at once; the page then knows that it talks to nobody.
/// </summary>
internal sealed class Comms(Action<string> log)
{
    /// <summary>Answers a <c>comm_info_request</c>: none are open.</summary>
    public static void HandleInfo(Request request) =>
        request.Reply(new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() });

    /// <summary>Closes what the page opens.</summary>
    public void HandleOpen(Request request, IoPub ioPub)
    {
        string id = request.Text("comm_id");
        log($"comm_open for the target '{request.Text("target_name", "")}', which nobody registered; closed");
        ioPub.Publish("comm_close", request.Header, new JsonObject { ["comm_id"] = id, ["data"] = new JsonObject() });
    }

    /// <summary>Drops a message for a comm that is not open.</summary>
    public void HandleMessage(Request request) => log($"comm_msg for the comm '{request.Text("comm_id")}', which is not open; dropped");

    /// <summary>A closing needs no answer.</summary>
    public void HandleClose(Request request) => log($"comm_close for the comm '{request.Text("comm_id")}', which is not open");
}
