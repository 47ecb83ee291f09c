using System.Text.Json.Nodes;
using Markdig;

namespace NotebookKit.Notebooks.Session;

/// <summary>Cells whose text is shown, not run: as the MIME types by which front ends know their languages.</summary>
internal static class MarkupCells
{
    private static readonly Lazy<MarkdownPipeline> Pipeline = new(() => new MarkdownPipelineBuilder().UseAdvancedExtensions().Build());

    public static JsonObject Show(CodePart part)
    {
        var text = part.Text.Trim('\n');
        return part.Language switch
        {
            CellLanguage.Html => new JsonObject { ["text/html"] = text },
            CellLanguage.Javascript => new JsonObject { ["text/html"] = $"<script type=\"text/javascript\">{text}</script>" },
            CellLanguage.Markdown => new JsonObject { ["text/html"] = Markdown.ToHtml(text, Pipeline.Value), ["text/markdown"] = text },
            CellLanguage.Mermaid => new JsonObject { ["text/vnd.mermaid"] = text, ["text/markdown"] = $"```mermaid\n{text}\n```", ["text/plain"] = text },
            _ => throw new ArgumentException($"{part.Language} is not shown but run.", nameof(part)),
        };
    }
}
