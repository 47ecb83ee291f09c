using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display;

/// <summary>
/// Several values beside each other under their names. Equal parts of tensors are marked, so that one sees that, for
/// instance, the last step of a sequence is the state h. Made by <see cref="Show.SideBySide"/>.
/// </summary>
[TypeFormatterSource("SideBySideFormatterSource")]
public sealed class SideBySide
{
    private readonly (string Name, object Value)[] _items;

    internal SideBySide((string Name, object Value)[] items) => _items = items;

    /// <summary>Names, shapes, equal parts and the numbers, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, object value) in _items)
        {
            string shape = value is Tensor tensor ? $" {Tensors.TensorTable.Caption(tensor)}" : "";
            text.Append(name).Append(shape).Append('\n').Append(value).Append("\n\n");
        }
        foreach (string sentence in Equal().Sentences)
            text.Append(sentence).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    internal string ToHtml()
    {
        Tensors.EqualParts equal = Equal();
        var html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet).Append("<div class=\"nk-row\">");
        TintRange tints = Tensors.TensorTable.SharedTints(_items.Select(i => i.Value).OfType<Tensor>());
        int tensorIndex = 0;
        foreach ((string name, object value) in _items)
        {
            html.Append($"<div><p><b>{Markup.Escape(name)}</b>");
            if (value is Tensor tensor)
            {
                int me = tensorIndex++;
                html.Append($" <span class=\"nk-quiet\">{Tensors.TensorTable.Caption(tensor)}</span></p>");
                html.Append(Tensors.TensorTable.Tables(tensor, index => equal.Sign(me, index), tints));
            }
            else
            {
                html.Append($"</p><pre>{Markup.Escape(value.ToString())}</pre>");
            }
            html.Append("</div>");
        }
        html.Append("</div>");
        foreach (string sentence in equal.Sentences)
            html.Append($"<p>{Markup.Escape(sentence)}</p>");
        return html.Append("</div>").ToString();
    }

    private Tensors.EqualParts Equal() =>
        Tensors.EqualParts.Among([.. _items.Where(i => i.Value is Tensor).Select(i => (i.Name, (Tensor)i.Value))]);
}
