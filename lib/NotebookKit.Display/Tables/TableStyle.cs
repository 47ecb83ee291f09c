using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tables;

/// <summary>
/// How the numbers of tables that stand beside each other look: one range of tints and one number of decimals for all, so
/// that equal values look equal.
/// </summary>
internal sealed class TableStyle
{
    private const int ColumnsForAllDigits = 6;

    public TableStyle(IEnumerable<Tensor> tensors)
    {
        Tensor[] all = [.. tensors];
        Tints = TintRange.Of(all.SelectMany(t => t.ToArray()).Select(v => (double)v));
        int columns = all.Select(t => t.Rank == 0 ? 1 : t.Shape[-1]).DefaultIfEmpty(1).Max();
        Text = new ElementText(all.SelectMany(TensorTable.Shown), columns > ColumnsForAllDigits ? 4 : 8);
    }

    public TintRange Tints { get; }

    public ElementText Text { get; }
}
