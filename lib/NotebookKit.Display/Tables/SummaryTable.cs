using System.Globalization;
using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tables;

/// <summary>A model's summary as an HTML table, in Keras's words.</summary>
internal static class SummaryTable
{
    public static string Html(Model model) => model.HasGraph ? Html(model.Summary(print: false))
        : $"<div class=\"nkh\">{HtmlStyle.Sheet}<p>{Markup.Escape(Unknown(model))}</p></div>";

    public static string Text(Model model) => model.HasGraph ? model.Summary(print: false).ToString() : Unknown(model);

    public static string Html(ModelSummary summary)
    {
        bool branches = Branches(summary.Rows);
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet)
            .Append($"<p>Model <b>{Markup.Escape(summary.ModelName)}</b></p><table><thead><tr>")
            .Append(
                "<th scope=\"col\" class=\"nk-left\">Layer (type)</th><th scope=\"col\" class=\"nk-left\">Output Shape</th><th "
                + "scope=\"col\">Param #</th>")
            .Append(branches ? "<th scope=\"col\" class=\"nk-left\">Connected to</th>" : "").Append("</tr></thead><tbody>");
        foreach (ModelSummaryRow row in summary.Rows)
        {
            html.Append(
                $"<tr><td class=\"nk-left\">{Markup.Escape(row.Name)} <span class=\"nk-quiet\">({Markup.Escape(row.Kind)})</span></td>")
                .Append($"<td class=\"nk-left\">{Markup.Escape(row.OutputShape)}</td><td>{Number(row.Params)}</td>")
                .Append(branches ? $"<td class=\"nk-left\">{Markup.Escape(string.Join(", ", row.ConnectedTo))}</td>" : "").Append("</tr>");
        }
        return html.Append("</tbody></table>")
            .Append(
                $"<p>Total params: <b>{Number(summary.TotalParams)}</b> <span class=\"nk-quiet\">· trainable "
                + $"{Number(summary.TrainableParams)} · non-trainable "
                + $"{Number(summary.NonTrainableParams)}"
                + $"{(summary.OptimizerParams is { } kept ? $" · optimizer {Number(kept)}" : "")}</span></p></div>")
            .ToString();
    }

    /// <summary>What there is to say before the first data arrives.</summary>
    private static string Unknown(Model model) => $"{model.Kind} '{model.Name}': {string.Join(", ", model.Layers.Select(l => l.Name))}. " +
        "The shapes are known once it begins with an Input or has seen data.";

    /// <summary>Whether some layer reads anything but the layer above it; only then is the last column news.</summary>
    private static bool Branches(IReadOnlyList<ModelSummaryRow> rows) => rows.Where((row, i) =>
        i == 0 ? row.ConnectedTo.Count > 1 : row.ConnectedTo is not [var from] || from.Split('[')[0] != rows[i - 1].Name).Any();

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
