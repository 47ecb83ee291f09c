using System.Text;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>The first page of a site: the folder's <c>README.md</c> where there is one, else a list of the lessons.</summary>
internal static class SiteIndex
{
    /// <summary>The name of the file that becomes the first page.</summary>
    public const string Readme = "README.md";

    /// <summary>The page without its content.</summary>
    public static PageDraft Draft(SiteNotebook first, SiteLinks links, ScriptList list)
    {
        string root = links.Roots.FirstOrDefault(root => FileKinds.Of(Path.Combine(root, Readme)) == FileKind.Regular) ?? links.Roots[0];
        string? folder = Path.GetDirectoryName(first.Path);
        return new PageDraft(
            string.IsNullOrEmpty(folder) ? Readme : Path.Combine(folder, Readme), Path.Combine(root, Readme), SitePaths.Index, links, list);
    }

    /// <summary>Fills the page.</summary>
    public static void Render(PageDraft page, IReadOnlyList<PageDraft> lessons)
    {
        string name = Path.GetFileName(Path.GetDirectoryName(page.File)) ?? "";
        string title = name.Length == 0 ? "Notebooks" : char.ToUpperInvariant(name[0]) + name[1..];
        if (FileKinds.Of(page.File) == FileKind.Regular && ReadText(page) is { } text)
        {
            page.Body = $"<div class=\"text\">\n{PageMarkdown.Render(text, page, parts: new MarkdownParts(lessons))}</div>\n";
            page.Title ??= title;
        }
        else
        {
            page.Title = title;
            page.Body = $"<div class=\"text\">\n<h1>{Html.Escape(page.Title)}</h1>\n{LessonCards.Render(null, page, lessons)}</div>\n";
        }
    }

    private static string? ReadText(PageDraft page)
    {
        if (page.Links.RootOf(page.File) is null)
        {
            page.Report("it is a link to a file outside the folder, which is not published; a list of the lessons stands in its place.");
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(RegularFile.Read(page.File)).TrimStart('\ufeff');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            page.Report($"the file cannot be read, and a list of the lessons stands in its place: {error.Message}");
            return null;
        }
    }
}
