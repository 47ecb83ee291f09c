using System.Text;
using System.Text.Json.Nodes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>The lessons as cards: a picture, the title, what it is about, and the notebook to download.</summary>
internal static class LessonCards
{
    /// <summary>The cards of a table's rows; without a table, of all lessons.</summary>
    public static string Render(Table? table, PageDraft page, IReadOnlyList<PageDraft> lessons)
    {
        IEnumerable<string> cards = table is null
            ? lessons.Select(lesson => Card(lesson, Html.Escape(lesson.Title!), Html.Escape(lesson.Description ?? ""), [], null, page))
            : Rows(table, page, lessons);
        return $"<ol class=\"cards\">\n{string.Concat(cards)}</ol>\n";
    }

    private static IEnumerable<string> Rows(Table table, PageDraft page, IReadOnlyList<PageDraft> lessons)
    {
        string[] headings = [];
        foreach (TableRow row in table.OfType<TableRow>())
        {
            ContainerInline?[] cells = [.. row.OfType<TableCell>().Select(cell => cell.OfType<ParagraphBlock>().FirstOrDefault()?.Inline)];
            if (row.IsHeader)
            {
                headings = [.. cells.Select(PageMarkdown.PlainText)];
                continue;
            }

            string[] link = cells.FirstOrDefault()?.OfType<LinkInline>().FirstOrDefault()?.Url?.Split('#', 2) ?? [""];
            if (IncludedOutput.Lesson(link[0], page, lessons) is not { } lesson)
            {
                string name = Shortened.Of(PageMarkdown.PlainText(cells.FirstOrDefault()));
                page.Report($"the row {name} has no card: it does not begin with a link to a notebook of the site.");
                continue;
            }

            string[] further = [.. cells.Select(Words).Index().Skip(2).Where(cell => cell.Item.Length > 0)
                .Select(cell => cell.Index < headings.Length ? $"{cell.Item} {Html.Escape(headings[cell.Index])}" : cell.Item)];

            yield return Card(
                lesson, Words(cells[0]), cells.Length > 1 ? Words(cells[1]) : "", further,
                link.Length > 1 ? Uri.UnescapeDataString(link[1]) : null, page);
        }
    }

    private static string Card(PageDraft lesson, string title, string about, IReadOnlyList<string> further, string? cell, PageDraft page)
    {
        string[] more = lesson.Download is not { } download ? [.. further] : [.. further,
            $"<a href=\"{SitePaths.Link(page.Path, download)}\" download "
                + $"aria-label=\"Download the notebook {Html.Escape(Path.GetFileName(download))}\">notebook</a>"];
        return "<li class=\"card\">\n"
            // The picture is there to catch the eye; the words below it say what there is to know.
            + (Picture(lesson, cell, page) is { } picture ? $"<div class=\"shot\" aria-hidden=\"true\" inert>{picture}</div>\n" : "")
            + $"<p class=\"title\"><a href=\"{SitePaths.Link(page.Path, lesson.Path)}\">{title}</a></p>\n"
            + (about.Length > 0 ? $"<p>{about}</p>\n" : "")
            + (more.Length > 0 ? $"<p class=\"more\">{string.Join(" · ", more)}</p>\n" : "")
            + "</li>\n";
    }

    private static string? Picture(PageDraft lesson, string? cell, PageDraft page)
    {
        if (lesson.Document is not { } document)
        {
            return null;
        }
        if (cell is not null)
        {
            int at = LessonCells.IndexOf(document, cell);
            if (at >= 0 && First([document.Cells[at]]) is { } chosen)
            {
                return chosen;
            }
            page.Report($"the card of {lesson.Name} has the notebook's first picture: "
                + (at < 0 ? "it has no cell with the id " : "there is no picture in the cell ") + $"{Shortened.Of(cell)}.");
        }

        return First(document.Cells);

        string? First(IEnumerable<NotebookCell> cells) => cells
            .Where(candidate => candidate.Kind == CellKind.Code && !candidate.HasTag("remove-cell") && !candidate.HasTag("solution"))
            .SelectMany(candidate => candidate.Outputs.OfType<JsonObject>())
            .Select(output => output.Object("data") is { } data ? page.Quietly(() => OutputHtml.Picture(data, page)) : null)
            .FirstOrDefault(picture => picture is not null);
    }

    // A cell of the table in its own words: code stays code, a link is its text.
    private static string Words(ContainerInline? inlines) =>
        string.Concat((inlines?.Descendants() ?? []).OfType<Inline>().Select(inline => inline switch
        {
            LiteralInline literal => Html.Escape(literal.Content.ToString()),
            CodeInline code => $"<code>{Html.Escape(code.Content)}</code>",
            HtmlEntityInline entity => Html.Escape(entity.Transcoded.ToString()),
            LineBreakInline => " ",
            _ => "",
        })).Trim();
}
