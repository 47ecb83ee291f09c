using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig.Syntax.Inlines;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>What a cell of a notebook shows, on another page, with a link to where it is from.</summary>
internal static partial class IncludedOutput
{
    /// <summary>Which output the title of a link asks for: 0 for all, null for none.</summary>
    public static int? Number(string title) => Asked().Match(title) is { Success: true } match
        ? match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0
        : null;

    /// <summary>The outputs; null, and a report, when there are none.</summary>
    public static string? Render(LinkInline link, int number, PageDraft page, IReadOnlyList<PageDraft> lessons)
    {
        string[] parts = link.Url!.Split('#', 2);
        string shown = Shortened.Of(link.Url);
        if (Lesson(parts[0], page, lessons) is not { Document: { } document } lesson)
        {
            return Missing($"there is no notebook {Shortened.Of(parts[0])} in the site");
        }
        if (parts.Length < 2)
        {
            return Missing("it names no cell; write its id after a #");
        }
        int at = LessonCells.IndexOf(document, Uri.UnescapeDataString(parts[1]));
        if (at < 0)
        {
            return Missing($"{Shortened.Of(parts[0])} has no cell with the id {Shortened.Of(parts[1])}");
        }
        NotebookCell cell = document.Cells[at];
        List<JsonObject> outputs = cell.Kind == CellKind.Code ? [.. cell.Outputs.OfType<JsonObject>()] : [];
        if (outputs.Count == 0)
        {
            return Missing("the cell has no output. Run the notebook and save it");
        }
        if (number > outputs.Count)
        {
            return Missing($"the cell has {outputs.Count} {(outputs.Count == 1 ? "output" : "outputs")}, not {number}");
        }

        string html = page.From(lesson.File, $"the output of {shown}", () =>
            string.Concat((number == 0 ? outputs : [outputs[number - 1]]).Select(output => OutputHtml.Render(output, page))));
        if (html.Length == 0)
        {
            return Missing("nothing of it can be shown");
        }
        string target = SitePaths.Link(page.Path, lesson.Path) + (cell.HasTag("remove-cell") ? "" : $"#{LessonCells.PageId(at)}");
        return $"<figure class=\"shown\">\n{html}<figcaption><a href=\"{target}\">"
            + $"{Html.Escape(PageMarkdown.PlainText(link))}</a></figcaption>\n</figure>\n";

        string? Missing(string problem)
        {
            page.Report($"the output {shown} is not shown, and a link stands in its place: {problem}.");
            return null;
        }
    }

    /// <summary>The lesson that a link means.</summary>
    public static PageDraft? Lesson(string link, PageDraft page, IReadOnlyList<PageDraft> lessons)
    {
        if (link.Length == 0 || FragmentUrl.Scheme(link) is not null)
        {
            return null;
        }
        string file = RealPath.OfEntry(SiteLinks.FullPath(page.File, link));
        return lessons.FirstOrDefault(lesson => RealPath.OfEntry(lesson.File) == file);
    }

    [GeneratedRegex("^output(?: ([1-9][0-9]{0,2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
