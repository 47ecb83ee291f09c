using System.Globalization;
using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>Published figures beside the kit's own.</summary>
internal static class ComparisonTable
{
    public static string Html(Comparison comparison)
    {
        string[] sources = [.. comparison.Rows.Select(r => r.Source).Distinct()];
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet)
            .Append($"<table><thead><tr><th scope=\"col\"></th><th scope=\"col\">{Markup.Escape(string.Join(" or ", sources))}</th><th "
                + "scope=\"col\">this kit</th><th></th></tr></thead><tbody>");
        string[] published = Aligned(comparison.Rows.Select(row => row.Published)),
            ours = Aligned(comparison.Rows.Select(row => (double)row.Ours));
        foreach ((int i, ComparisonRow row) in comparison.Rows.Index())
        {
            html.Append("<tr><th scope=\"row\" "
                + $"class=\"nk-left\">{Markup.Escape(row.What)}{(sources.Length > 1 ? $" ({Markup.Escape(row.Source)})" : "")}</th>")
                .Append($"<td>{published[i]}</td><td>{ours[i]}</td><td>✓</td></tr>");
        }
        return html.Append("</tbody></table><p class=\"nk-quiet\">✓ within two units of the eighth decimal; the cell would have failed "
            + "otherwise.</p></div>").ToString();
    }

    /// <summary>The numbers of a column, their points one below the other: where one has fewer decimals, blanks as wide as digits
    /// follow.</summary>
    private static string[] Aligned(IEnumerable<double> values)
    {
        string[] numbers = [.. values.Select(value => value.ToString("0.00000000##", CultureInfo.InvariantCulture))];
        int most = numbers.Select(Decimals).DefaultIfEmpty(0).Max();
        return [.. numbers.Select(number => number + new string('\u2007', most - Decimals(number)))];
    }

    private static int Decimals(string number) => number.Length - number.IndexOf('.', StringComparison.Ordinal) - 1;
}
