using System.Text;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>A Markdown file beside the notebooks as a page.</summary>
internal static class TextPage
{
    /// <summary>Fills the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="lessons">The site's notebooks.</param>
    public static void Render(PageDraft page, IReadOnlyList<PageDraft> lessons)
    {
        string text = Encoding.UTF8.GetString(RegularFile.Read(page.File)).TrimStart('\ufeff');
        page.Body = $"<div class=\"text\">\n{PageMarkdown.Render(text, page, parts: new MarkdownParts(lessons))}</div>\n";
        page.EnsureTitle();
    }
}
