using System.Text;
using NotebookKit.Display.Drawing;
using NotebookKit.Display.Tables;

namespace NotebookKit.Display;

/// <summary>
/// Several values beside each other under their names. Equal parts of tensors are marked, so that one sees that, for
/// instance, the last step of a sequence is the state h. Made by <see cref="Show.SideBySide"/>.
/// </summary>
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
            string shape = value is Tensor tensor ? $" {TensorTable.Caption(tensor)}" : "";
            text.Append(name).Append(shape).Append('\n').Append(value).Append("\n\n");
        }
        foreach (string sentence in Equal().Sentences)
            text.Append(sentence).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    internal string ToHtml()
    {
        EqualParts equal = Equal();
        var style = new TableStyle(Tensors().Select(t => t.Tensor));
        StringBuilder html = new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet).Append("<div class=\"nk-row\">");
        int next = 0;
        foreach ((string name, object value) in _items)
        {
            html.Append($"<div><p><b>{Markup.Escape(name)}</b>");
            switch (value)
            {
                case Tensor tensor:
                    int me = next++;
                    html.Append($" <span class=\"nk-quiet\">{Markup.Escape(TensorTable.Caption(tensor))}</span></p>");
                    html.Append(TensorTable.Tables(tensor, index => equal.Sign(me, index), style));
                    break;
                case Outputs outputs:
                    html.Append($" <span class=\"nk-quiet\">{outputs.Count} outputs</span></p>");
                    TensorView.Cards(html, outputs, style, equal, next);
                    next += outputs.Count;
                    break;
                default:
                    html.Append($"</p><pre>{Markup.Escape(value.ToString())}</pre>");
                    break;
            }
            html.Append("</div>");
        }
        html.Append("</div>");
        equal.AppendTo(html);
        return html.Append("</div>").ToString();
    }

    private EqualParts Equal() => EqualParts.Among([.. Tensors()]);

    /// <summary>Every tensor that is shown, in order, under the name that sentences call it by.</summary>
    private IEnumerable<(string Name, Tensor Tensor)> Tensors() => _items.SelectMany(item => item.Value switch
    {
        Tensor tensor => [(item.Name, tensor)],
        Outputs outputs => outputs.Select((tensor, i) => ($"{item.Name} {TensorView.NameOf(outputs, i)}", tensor)),
        _ => Array.Empty<(string, Tensor)>(),
    });
}
