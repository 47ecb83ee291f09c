using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tables;

/// <summary>
/// A tensor as HTML tables: its last two axes as rows and columns, a table for each place on the axes before them, each cell
/// tinted by its value. Axes are called by their names where the tensor knows them, for example batch, time, unit for the
/// output of a layer; otherwise by their places. Long axes are shown by their first and last entries.
/// </summary>
internal static class TensorTable
{
    private const int MostRows = 16;
    private const int MostColumns = 10;
    private const int MostSamples = 4;

    /// <summary>Whether to mark a cell, and with what: called with the cell's indices.</summary>
    public delegate string? Marker(ReadOnlySpan<int> index);

    /// <summary>The shape with the names of its axes, such as <c>(1, 3, 2) · batch, time, unit</c>, as plain text.</summary>
    public static string Caption(Tensor tensor) => tensor.Rank == 0
        ? "() · one number"
        : $"{tensor.Shape} · {string.Join(", ", Enumerable.Range(0, tensor.Rank).Select(axis => AxisName(tensor, axis)))}";

    /// <summary>What an axis is called; by its place where the tensor does not know.</summary>
    public static string AxisName(Tensor tensor, int axis) => tensor.AxisNames?[axis] ?? tensor.Rank switch
    {
        1 => "index",
        2 => axis == 0 ? "row" : "column",
        _ => $"axis {axis}",
    };

    /// <summary>What one place on an axis is called, as in <c>time 0</c>; of the batch axis it is a sample.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="otherwise">What it is called where the tensor does not know.</param>
    public static string PlaceName(Tensor tensor, int axis, string otherwise) => tensor.AxisNames?[axis] switch
    {
        null => otherwise,
        "batch" => "sample",
        string name => name,
    };

    /// <summary>The tables, without caption and style sheet.</summary>
    /// <param name="tensor">What to show.</param>
    /// <param name="marker">Marks cells that are the same elsewhere.</param>
    /// <param name="style">How numbers look, when several tensors stand beside each other.</param>
    public static string Tables(Tensor tensor, Marker? marker = null, TableStyle? style = null)
    {
        if (tensor.Size == 0)
            return "<p class=\"nk-quiet\">no elements</p>";
        int[] shape = tensor.Shape.ToArray();
        style ??= new TableStyle([tensor]);
        var html = new StringBuilder();
        if (shape.Length < 3)
        {
            Table(html, tensor, shape, [], style, marker);
            return html.ToString();
        }
        int samples = shape[..^2].Aggregate(1, (product, length) => product * length);
        html.Append("<div class=\"nk-row\">");
        foreach (int sample in Ends(samples, MostSamples))
        {
            if (sample < 0)
                html.Append($"<p class=\"nk-quiet\" style=\"flex-basis:100%\">… {samples - MostSamples + 1} more …</p>");
            else
                Table(html, tensor, shape, Unravel(sample, shape[..^2]), style, marker);
        }
        return html.Append("</div>").ToString();
    }

    /// <summary>The indices shown of an axis: all, or the first and last with −1 between them.</summary>
    internal static IEnumerable<int> Ends(int length, int most)
    {
        if (length <= most)
            return Enumerable.Range(0, length);
        int last = most / 3, first = most - last - 1;
        return [.. Enumerable.Range(0, first), -1, .. Enumerable.Range(length - last, last)];
    }

    private static void Table(StringBuilder html, Tensor tensor, int[] shape, int[] outer, TableStyle style, Marker? marker)
    {
        int rows = shape.Length >= 2 ? shape[^2] : 1, columns = shape.Length >= 1 ? shape[^1] : 1;
        string rowName = shape.Length >= 2 ? Markup.Escape(PlaceName(tensor, shape.Length - 2, "row")) : "";
        string columnName = shape.Length >= 1 ? Markup.Escape(PlaceName(tensor, shape.Length - 1, shape.Length == 1 ? "" : "column")) : "";
        html.Append("<table>");
        if (outer.Length > 0 && (shape[0] > 1 || outer.Length > 1))
        {
            html.Append(
                $"<caption class=\"nk-quiet\">{(outer.Length == 1 ? Markup.Escape(PlaceName(tensor, 0, "index")) : "index")} "
                + $"{string.Join(", ", outer)}</caption>");
        }

        int[] shownColumns = [.. Ends(columns, MostColumns)];
        if (shape.Length > 0)
        {
            html.Append("<thead><tr><th></th>");
            foreach (int column in shownColumns)
                html.Append(column < 0 ? "<th>…</th>" : $"<th scope=\"col\">{columnName} {column}</th>".Replace("> ", ">"));
            html.Append("</tr></thead>");
        }
        html.Append("<tbody>");
        ReadOnlySpan<float> values = tensor.Values;
        Span<int> index = stackalloc int[shape.Length];
        outer.CopyTo(index);
        foreach (int row in Ends(rows, MostRows))
        {
            if (row < 0)
            {
                html.Append($"<tr><th class=\"nk-left\">…</th>{string.Concat(Enumerable.Repeat("<td>⋮</td>", shownColumns.Length))}</tr>");
                continue;
            }
            var cells = new StringBuilder();
            var marks = new SortedSet<string>(StringComparer.Ordinal);
            foreach (int column in shownColumns)
            {
                if (column < 0)
                {
                    cells.Append("<td>…</td>");
                    continue;
                }
                if (shape.Length >= 2)
                    index[^2] = row;
                if (shape.Length >= 1)
                    index[^1] = column;
                float value = values[Offset(index, shape)];
                string? mark = marker?.Invoke(index);
                if (mark is not null)
                    marks.Add(mark);
                cells.Append(
                    $"<td{(mark is null ? "" : " class=\"nk-mark\"")}{HtmlStyle.Tint(style.Tints, value)}>{style.Text[value]}</td>");
            }
            string label = shape.Length >= 2 ? $"{rowName} {row}" : "";
            html.Append($"<tr><th scope=\"row\" class=\"nk-left\">{label}{string.Concat(marks.Select(m => " " + m))}</th>{cells}</tr>");
        }
        html.Append("</tbody></table>");
    }

    /// <summary>The values that the tables of a tensor show.</summary>
    internal static IEnumerable<float> Shown(Tensor tensor)
    {
        int[] shape = tensor.Shape.ToArray();
        int columns = shape.Length >= 1 ? shape[^1] : 1, rows = shape.Length >= 2 ? shape[^2] : 1;
        int samples = tensor.Size == 0 ? 0 : tensor.Size / (rows * columns);
        return
            from sample in Ends(samples, MostSamples)
            from row in Ends(rows, MostRows)
            from column in Ends(columns, MostColumns)
            where sample >= 0 && row >= 0 && column >= 0
            select tensor.Values[(((sample * rows) + row) * columns) + column];
    }

    private static int Offset(ReadOnlySpan<int> index, int[] shape)
    {
        int offset = 0;
        for (int axis = 0; axis < shape.Length; axis++)
            offset = (offset * shape[axis]) + index[axis];
        return offset;
    }

    private static int[] Unravel(int position, int[] shape)
    {
        int[] index = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = position % shape[axis];
            position /= shape[axis];
        }
        return index;
    }
}
