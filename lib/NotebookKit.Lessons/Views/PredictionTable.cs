using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>What a reader predicted beside what came out.</summary>
internal static class PredictionTable
{
    public static string Html(Prediction prediction)
    {
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet)
            .Append("<table><thead><tr><th scope=\"col\"></th><th scope=\"col\" class=\"nk-left\">you predicted</th><th scope=\"col\" "
                + "class=\"nk-left\">it is</th><th></th></tr></thead><tbody>");
        foreach (PredictionRow row in prediction.Rows)
        {
            string verdict = row.IsRight switch { true => "✓ as predicted", false => "✗ think again", null => "○ no prediction made" };
            html.Append($"<tr><th scope=\"row\" class=\"nk-left\">{Markup.Escape(row.What)}</th><td "
                + $"class=\"nk-left\">{Markup.Escape(row.Predicted ?? "")}</td>")
                .Append($"<td class=\"nk-left\"><b>{Markup.Escape(row.Actual)}</b></td><td class=\"nk-left\">{verdict}</td></tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }
}
