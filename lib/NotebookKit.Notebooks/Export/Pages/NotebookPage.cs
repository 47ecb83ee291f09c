using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// The cells of a notebook as a page. Jupyter's marks decide what is folded (<c>jupyter.source_hidden</c>,
/// <c>jupyter.outputs_hidden</c>), Jupyter Book's tags what is folded or left out (<c>hide-input</c>, <c>hide-output</c>,
/// <c>hide-cell</c>, <c>remove-input</c>, <c>remove-output</c>, <c>remove-cell</c>); a cell tagged <c>solution</c> is folded whole.
/// </summary>
internal static class NotebookPage
{
    /// <summary>Fills <paramref name="page"/> from the notebook.</summary>
    public static void Render(NotebookDocument document, PageDraft page)
    {
        var body = new StringBuilder();
        for (int i = 0; i < document.Cells.Count; i++)
        {
            NotebookCell cell = document.Cells[i];
            page.Where = $"cell {i + 1} of {document.Cells.Count}";
            if (cell.HasTag("remove-cell"))
            {
                continue;
            }
            if (NotebookWarning.Of(cell, page.Where) is { } warning)
            {
                page.Report(warning.Text);
            }
            string content = cell.Kind switch
            {
                CellKind.Markdown =>
                    $"<div class=\"text\">\n{PageMarkdown.Render(cell.Source, page, name => Attachment(cell, name))}</div>\n",
                CellKind.Code => Code(cell, page),
                _ => $"<pre class=\"raw\">{Html.Escape(cell.Source)}</pre>\n",
            };
            if (content.Length > 0)
            {
                body.Append($"<section class=\"cell\" id=\"{page.Ids.Take(LessonCells.PageId(i))}\">\n{content}</section>\n");
            }
        }

        page.Where = null;
        page.Body = body.ToString();
        page.EnsureTitle();
    }

    private static string Code(NotebookCell cell, PageDraft page)
    {
        string source = cell.Source.Trim().Length == 0 || cell.HasTag("remove-input")
            ? ""
            : CodeHtml.Block(cell.Source, cell.Language) + "\n";
        string outputs = cell.HasTag("remove-output") ? "" : string.Concat(cell.Outputs.Select(output =>
            output is JsonObject known ? OutputHtml.Render(known, page) : OutputHtml.Odd("an output is not an object", page)));
        if (source.Length + outputs.Length == 0)
        {
            return "";
        }
        if (cell.HasTag("solution"))
        {
            return Folded("Solution", source + outputs, " class=\"solution\"");
        }
        if (cell.HasTag("hide-cell"))
        {
            return Folded("Code and output", source + outputs);
        }
        if (source.Length > 0 && (cell.HasTag("hide-input") || IsMarked(cell, "source_hidden")))
        {
            source = Folded("Code", source);
        }
        if (outputs.Length > 0 && (cell.HasTag("hide-output") || IsMarked(cell, "outputs_hidden")))
        {
            outputs = Folded("Output", outputs);
        }
        return source + outputs;
    }

    private static string Folded(string title, string content, string attributes = "") =>
        $"<details{attributes}>\n<summary>{title}</summary>\n{content}</details>\n";

    private static bool IsMarked(NotebookCell cell, string mark) =>
        cell.Json.Object("metadata").Object("jupyter")?[mark]?.GetValueKind() == JsonValueKind.True;

    private static string? Attachment(NotebookCell cell, string name)
    {
        (string mime, JsonNode? content) = cell.Json.Object("attachments").Object(name)?.FirstOrDefault() ?? default;
        return mime is not null && mime.StartsWith("image/", StringComparison.Ordinal) && MultilineText.IsMultilineText(content)
            ? $"data:{mime};base64,{string.Concat(MultilineText.Join(content).Where(c => !char.IsWhiteSpace(c)))}"
            : null;
    }
}
