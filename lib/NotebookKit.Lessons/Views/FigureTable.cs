using System.Globalization;
using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>Published figures beside the kit's own.</summary>
internal static class FigureTable
{
    public static string Html(Figures figures)
    {
        string[] sources = [.. figures.Rows.Select(r => r.Source).Distinct()];
        var html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet)
            .Append($"<table><thead><tr><th scope=\"col\"></th><th scope=\"col\">{Markup.Escape(string.Join(" or ", sources))}</th><th scope=\"col\">this kit</th><th></th></tr></thead><tbody>");
        foreach (FigureRow row in figures.Rows)
        {
            html.Append($"<tr><th scope=\"row\" class=\"nk-left\">{Markup.Escape(row.What)}{(sources.Length > 1 ? $" ({Markup.Escape(row.Source)})" : "")}</th>")
                .Append($"<td>{Number(row.Published)}</td><td>{Number(row.Ours)}</td><td>✓</td></tr>");
        }
        return html.Append("</tbody></table><p class=\"nk-quiet\">✓ within two units of the eighth decimal; the cell would have failed otherwise.</p></div>").ToString();
    }

    private static string Number(double value) => value.ToString("0.00000000##", CultureInfo.InvariantCulture);
}
