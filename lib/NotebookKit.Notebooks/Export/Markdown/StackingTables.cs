using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Marks the tables of two or more columns whose headings all have a text. On a narrow screen, where such a table would have to
/// be scrolled sideways row by row, the page's style lays each row out as a list of its cells, each behind its column's heading,
/// which stands in the cell's attribute <c>data-label</c>.
/// </summary>
internal static class StackingTables
{
    private const int FewestColumns = 2;

    /// <summary>Marks the tables of a text.</summary>
    public static void Mark(MarkdownDocument document)
    {
        foreach (Table table in document.Descendants<Table>())
        {
            TableRow? heading = table.OfType<TableRow>().FirstOrDefault(row => row.IsHeader);
            string[] labels = [.. heading?.OfType<TableCell>().Select(Text) ?? []];
            if (labels.Length < FewestColumns || labels.Contains(""))
            {
                continue;
            }

            table.GetAttributes().AddClass("stacks");
            foreach (TableRow row in table.OfType<TableRow>().Where(row => !row.IsHeader))
            {
                for (int column = 0; column < Math.Min(row.Count, labels.Length); column++)
                {
                    row[column].GetAttributes().AddProperty("data-label", labels[column]);
                }
            }
        }
    }

    private static string Text(TableCell cell) =>
        string.Concat(cell.Descendants<LeafBlock>().Select(block => PageMarkdown.PlainText(block.Inline))).Trim();
}
