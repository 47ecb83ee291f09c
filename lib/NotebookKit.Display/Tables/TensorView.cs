using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tables;

/// <summary>Tensors and outputs as they stand in a notebook: shape and axes in words, then the numbers.</summary>
internal static class TensorView
{
    public static string Html(Tensor tensor) =>
        $"<div class=\"nkh\">{HtmlStyle.Sheet}<p><b>Tensor</b> <span "
        + $"class=\"nk-quiet\">{Markup.Escape(TensorTable.Caption(tensor))}</span></p>{TensorTable.Tables(tensor)}</div>";

    public static string Html(Outputs outputs)
    {
        if (outputs.Count == 1)
            return Html(outputs[0]);
        var equal = EqualParts.Among([.. outputs.Select((t, i) => (NameOf(outputs, i), t))]);
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet)
            .Append($"<p><b>{outputs.Count} outputs</b> <span class=\"nk-quiet\">{Markup.Escape(outputs.Why)}</span></p>");
        Cards(html, outputs, new TableStyle(outputs), equal, 0);
        equal.AppendTo(html);
        return html.Append("</div>").ToString();
    }

    /// <summary>Outputs beside each other, each under its place and its name.</summary>
    /// <param name="html">Where they go.</param>
    /// <param name="outputs">What is shown.</param>
    /// <param name="style">How numbers look, shared with what stands beside.</param>
    /// <param name="equal">Equal parts, in which the outputs have the numbers from <paramref name="first"/> on.</param>
    /// <param name="first">The number of the first output among the compared tensors.</param>
    public static void Cards(StringBuilder html, Outputs outputs, TableStyle style, EqualParts equal, int first)
    {
        html.Append("<div class=\"nk-row\">");
        for (int i = 0; i < outputs.Count; i++)
        {
            int me = first + i;
            string name = outputs.Names is null ? "" : $" {Markup.Escape(outputs.Names[i])}";
            html.Append($"<div><p><b>[{i}]{name}</b> <span class=\"nk-quiet\">{Markup.Escape(TensorTable.Caption(outputs[i]))}</span></p>")
                .Append(TensorTable.Tables(outputs[i], index => equal.Sign(me, index), style)).Append("</div>");
        }
        html.Append("</div>");
    }

    /// <summary>What an output is called in sentences.</summary>
    public static string NameOf(Outputs outputs, int index) => outputs.Names is { } names && names.Distinct().Count() == names.Count
        ? names[index] : $"[{index}]";
}
