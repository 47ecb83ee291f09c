using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tensors;

/// <summary>Tensors and outputs as they stand in a notebook: shape and axes in words, then the numbers.</summary>
internal static class TensorView
{
    public static string Html(Tensor tensor) =>
        $"<div class=\"nkh\">{HtmlStyle.Sheet}<p><b>Tensor</b> <span class=\"nk-quiet\">{TensorTable.Caption(tensor)}</span></p>{TensorTable.Tables(tensor)}</div>";

    public static string Html(Outputs outputs)
    {
        if (outputs.Count == 1)
            return Html(outputs[0]);
        EqualParts equal = EqualParts.Among([.. outputs.Select((t, i) => ($"[{i}]", t))]);
        TintRange tints = TensorTable.SharedTints(outputs);
        var html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet)
            .Append($"<p><b>{outputs.Count} outputs</b> <span class=\"nk-quiet\">{Markup.Escape(outputs.Why)}</span></p><div class=\"nk-row\">");
        for (int i = 0; i < outputs.Count; i++)
        {
            int me = i;
            html.Append($"<div><p><b>[{i}]</b> <span class=\"nk-quiet\">{TensorTable.Caption(outputs[i])}</span></p>")
                .Append(TensorTable.Tables(outputs[i], index => equal.Sign(me, index), tints)).Append("</div>");
        }
        html.Append("</div>");
        foreach (string sentence in equal.Sentences)
            html.Append($"<p>{Markup.Escape(sentence)}</p>");
        return html.Append("</div>").ToString();
    }
}
