using System.Text.Json.Nodes;
using Markdig;

namespace NotebookKit.Notebooks.Session;

/// <summary>Shows Markdown, as text for front ends that know it and as HTML for those that do not.</summary>
internal sealed class MarkdownKernel(CellHost host)
    : TextKernel(host, "markdown", "Markdown", "Write and show Markdown", Bundle)
{
    private static readonly Lazy<MarkdownPipeline> s_pipeline = new(() => new MarkdownPipelineBuilder().UseAdvancedExtensions().Build());

    /// <summary>What shows a text.</summary>
    public static JsonObject Bundle(string text) =>
        new() { ["text/html"] = Markdown.ToHtml(text, s_pipeline.Value), ["text/markdown"] = text };
}
