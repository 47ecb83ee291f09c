using System.Text.Json.Nodes;
using Markdig;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace NotebookKit.Notebooks.Session;

/// <summary>Shows Markdown, as text for front ends that know it and as HTML for those that do not.</summary>
internal sealed class MarkdownKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private static readonly Lazy<MarkdownPipeline> s_pipeline = new(() => new MarkdownPipelineBuilder().UseAdvancedExtensions().Build());

    private readonly CellHost _host;

    public MarkdownKernel(CellHost host) : base("markdown")
    {
        _host = host;
        KernelInfo.LanguageName = "Markdown";
        KernelInfo.Description = "Write and show Markdown";
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        string text = DirectiveSign.Restore(command.Code).Trim('\n');
        _host.DisplayData(Bundle(text));
        return Task.CompletedTask;
    }

    /// <summary>What shows a text.</summary>
    public static JsonObject Bundle(string text) =>
        new() { ["text/html"] = Markdown.ToHtml(text, s_pipeline.Value), ["text/markdown"] = text };
}
