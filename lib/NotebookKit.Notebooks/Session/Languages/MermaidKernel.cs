using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace NotebookKit.Notebooks.Session;

/// <summary>Shows Mermaid diagrams by the MIME type that front ends draw, and by the fence that GitHub draws.</summary>
internal sealed class MermaidKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly CellHost _host;

    public MermaidKernel(CellHost host) : base("mermaid")
    {
        _host = host;
        KernelInfo.LanguageName = "Mermaid";
        KernelInfo.Description = "Write and show Mermaid diagrams";
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        string text = DirectiveSign.Restore(command.Code).Trim('\n');
        _host.DisplayData(new JsonObject
        {
            ["text/vnd.mermaid"] = text,
            ["text/markdown"] = $"```mermaid\n{text}\n```",
            ["text/plain"] = text,
        });
        return Task.CompletedTask;
    }
}
