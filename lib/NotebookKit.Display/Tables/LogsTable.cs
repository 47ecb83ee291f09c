using System.Globalization;
using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tables;

/// <summary>Loss and metrics as a small table.</summary>
internal static class LogsTable
{
    public static string Html(Logs logs)
    {
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet).Append("<table><tbody>");
        foreach ((string name, float value) in logs)
        {
            html.Append(
                $"<tr><th scope=\"row\" class=\"nk-left\">{Markup.Escape(name)}</th><td>{Value(value)}</td></tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>A value with as many digits as a reader follows while it moves.</summary>
    public static string Value(float value) => Math.Abs(value) >= 1e-3f || value == 0 || !float.IsFinite(value)
        ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : value.ToString("0.00e+0", CultureInfo.InvariantCulture);
}
