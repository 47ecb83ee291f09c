using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tables;

/// <summary>Loss and metrics as a small table.</summary>
internal static class LogsTable
{
    public static string Html(Logs logs)
    {
        var html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet).Append("<table><tbody>");
        foreach ((string name, float value) in logs)
            html.Append($"<tr><th scope=\"row\" class=\"nk-left\">{Markup.Escape(name)}</th><td>{Training.TrainingState.Value(value)}</td></tr>");
        return html.Append("</tbody></table></div>").ToString();
    }
}
