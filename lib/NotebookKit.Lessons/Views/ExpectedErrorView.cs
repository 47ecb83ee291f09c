using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>The errors of mistakes made on purpose: type and message, and with several mistakes the code of each.</summary>
internal static class ExpectedErrorView
{
    private const string Colour = "213,94,0";

    public static string Html(ExpectedError refusal)
    {
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet);
        foreach (ExpectedErrorRow row in refusal.Rows)
        {
            html.Append($"<div style=\"border-left:4px solid rgb({Colour});background-color:rgba({Colour},0.12);padding:6px 12px;margin:0 "
                + "0 6px;max-width:46em\">");
            if (refusal.Rows.Count > 1)
            {
                html.Append(
                    $"<code style=\"white-space:pre-wrap;background:none;color:inherit;padding:0\">{Markup.Escape(row.Code)}</code><br>");
            }
            html.Append($"<b>✗ {Markup.Escape(row.Error.GetType().Name)}.</b> <span "
                + $"style=\"white-space:pre-wrap\">{Markup.Escape(row.Error.Message)}</span></div>");
        }
        return html.Append("</div>").ToString();
    }
}
