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
        if (page.Title is not null)
        {
            return;
        }
        page.Title = Path.GetFileNameWithoutExtension(page.Path);
        page.Body = $"<div class=\"text\"><h1>{Html.Escape(page.Title)}</h1></div>\n{page.Body}";
    }
}
