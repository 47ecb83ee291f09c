using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Session;

/// <summary>Shows Mermaid diagrams by the MIME type that front ends draw, and by the fence that GitHub draws.</summary>
internal sealed class MermaidKernel(CellHost host)
    : TextKernel(host, "mermaid", "Mermaid", "Write and show Mermaid diagrams", Bundle)
{
    private static JsonObject Bundle(string text) => new()
    {
        ["text/vnd.mermaid"] = text,
        ["text/markdown"] = $"```mermaid\n{text}\n```",
        ["text/plain"] = text,
    };
}
