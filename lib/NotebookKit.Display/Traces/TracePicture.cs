using System.Text;
using NotebookKit.Display.Charts;
using NotebookKit.Display.Drawing;
using NotebookKit.Layers;
using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Traces;

/// <summary>
/// Every quantity inside a recurrent cell as a small chart of its own over the same time axis: lines while the units can be
/// told apart, tinted rows when there are more.
/// </summary>
internal static class TracePicture
{
    private const int MostLines = 5;
    private const int MostColumns = 120;
    private const double PanelWidth = 316;
    private const double PanelHeight = 128;

    public static Picture Draw(CellTrace trace, int sample)
    {
        Shape shape = trace.Quantities[0].Values.Shape;
        int time = shape[1], units = shape[2];
        int columns = trace.Quantities.Count > 1 ? 2 : 1, rows = (trace.Quantities.Count + columns - 1) / columns;
        bool lines = units <= MostLines;
        double top = lines && units > 1 ? 62 : 40;
        var svg = new Svg(24 + (columns * PanelWidth), top + (rows * PanelHeight) + 26);
        string title = $"Inside {trace.LayerKind} '{trace.LayerName}'";
        svg.Text(14, 26, Fit(title, columns * PanelWidth, 14, true), size: 14, bold: true);
        Legend(svg, lines ? units : 0, columns * PanelWidth);
        for (int i = 0; i < trace.Quantities.Count; i++)
        {
            CellQuantity quantity = trace.Quantities[i];
            double x = 14 + (i % columns * PanelWidth), y = top + (i / columns * PanelHeight);
            svg.Text(x, y + 12, quantity.Name, size: 13, bold: true);
            svg.Text(x + TextWidth(quantity.Name, 13, true) + 8, y + 12, Fit(quantity.Meaning, PanelWidth - 120, 12), "nk-soft");
            if (lines)
            {
                Lines(svg, quantity, sample, x + 44, y + 22, PanelWidth - 74, PanelHeight - 46);
            }
            else
            {
                Rows(svg, quantity, sample, x + 44, y + 22, PanelWidth - 74, PanelHeight - 46);
            }
            if (i / columns == rows - 1 || i + columns >= trace.Quantities.Count)
            {
                Steps(svg, time, x + 44, y + PanelHeight - 24, PanelWidth - 74, lines);
            }
        }
        string description = Describe(trace, sample);
        return new Picture(svg.ToString(title, description), description);
    }

    /// <summary>The values of one unit of one sample over time.</summary>
    internal static double[] Series(Tensor values, int sample, int unit)
    {
        int time = values.Shape[1], units = values.Shape[2];
        return [.. Enumerable.Range(0, time).Select(t => (double)values.Values[(((sample * time) + t) * units) + unit])];
    }

    private static bool IsGate(CellQuantity quantity) => quantity.Meaning.EndsWith("gate", StringComparison.Ordinal);

    private static void Lines(Svg svg, CellQuantity quantity, int sample, double x, double y, double width, double height)
    {
        int units = quantity.Values.Shape[2], time = quantity.Values.Shape[1];
        double[][] series = [.. Enumerable.Range(0, units).Select(u => Series(quantity.Values, sample, u))];
        // A gate lies between 0 and 1, and how far it is open is what matters; other quantities take the room they need.
        var axis = new Yaxis { range = IsGate(quantity) ? [0, 1] : null };
        var scale = Scale.Of(axis, series.SelectMany(s => s).Append(IsGate(quantity) ? 0 : series[0][0]), 3, nice: true);
        foreach ((double value, string text) in IsGate(quantity) ? [(0, "0"), (0.5, "0.5"), (1, "1")] : scale.Ticks)
        {
            double line = y + height - (scale.At(value) * height);
            svg.Line(x, line, x + width, line);
            svg.Text(x - 6, line + 4, text, "nk-soft", 11, Anchor.End);
        }
        for (int unit = 0; unit < units; unit++)
        {
            (double X, double Y)[] points = [.. series[unit].Index().Where(step => double.IsFinite(step.Item)).Select(step => (
                x + (time == 1 ? width / 2 : step.Index * width / (time - 1)), y + height - (scale.At(step.Item) * height)))];
            foreach ((double px, double py) in time <= 12 ? points : [])
                svg.Circle(px, py, 2.5, $"nk-f{unit % Theme.LineColours}");
            if (points.Length > 0)
                svg.Path(Markup.PathData(points), $"nk-l{unit % Theme.LineColours}", 1.75);
        }
    }

    private static void Rows(Svg svg, CellQuantity quantity, int sample, double x, double y, double width, double height)
    {
        const int most = 32;
        int units = quantity.Values.Shape[2], time = quantity.Values.Shape[1], shown = Math.Min(units, most);
        double[][] series = [.. Enumerable.Range(0, shown).Select(u => Series(quantity.Values, sample, u))];
        TintRange tints = IsGate(quantity) ? new TintRange(0, 1, false) : TintRange.Spread([.. series.SelectMany(s => s)]);
        // Of very long sequences several steps share a column, and its tint is that of their mean.
        int each = (time + MostColumns - 1) / MostColumns, columns = (time + each - 1) / each;
        var cells = new TintedCells(0.92);
        for (int unit = 0; unit < shown; unit++)
        {
            for (int column = 0; column < columns; column++)
            {
                double mean = series[unit].Skip(column * each).Take(each).Average();
                cells.Add(x + (column * width / columns), y + (unit * height / shown), width / columns, height / shown, tints.At(mean));
            }
        }
        cells.Draw(svg);
        svg.Rect(x, y, width, height, "nk-none", edge: "nk-rule");
        svg.Text(x - 6, y + 9, "unit 0", "nk-soft", 11, Anchor.End);
        svg.Text(x - 6, y + height, (shown - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), "nk-soft", 11, Anchor.End);
        string scale =
            $"{(tints.MoreBelow ? "≤ " : "")}{Markup.Readable(tints.Low)} … {(tints.MoreAbove ? "≥ " : "")}{Markup.Readable(tints.High)}";
        svg.Text(x + width, y - 4, tints.Scale is null ? scale : $"{scale}, {tints.Scale}", "nk-soft", 11, Anchor.End);
    }

    private static void Steps(Svg svg, int time, double x, double y, double width, bool points)
    {
        int every = Math.Max(1, (int)Math.Ceiling(time * 26 / width));
        for (int t = 0; t < time; t += every)
        {
            double px = points ? x + (time == 1 ? width / 2 : t * width / (time - 1)) : x + ((t + 0.5) * width / time);
            svg.Text(px, y + 16, t.ToString(System.Globalization.CultureInfo.InvariantCulture), "nk-soft", 11, Anchor.Middle);
        }
        svg.Text(x + (width / 2), y + 32, "time", "nk-soft", 11, Anchor.Middle);
    }

    private static void Legend(Svg svg, int units, double width)
    {
        double x = 14;
        for (int unit = 0; unit < units && units > 1 && x < width - 60; unit++)
        {
            svg.Path($"M{Markup.Number(x)} 42h18", $"nk-l{unit % Theme.LineColours}", 3);
            svg.Text(x + 24, 46, $"unit {unit}");
            x += 84;
        }
    }

    private static string Describe(CellTrace trace, int sample)
    {
        Shape shape = trace.Quantities[0].Values.Shape;
        var text = new StringBuilder($"The quantities inside {trace.LayerKind} '{trace.LayerName}' over {shape[1]} time steps, {shape[2]} "
            + $"{(shape[2] == 1 ? "unit" : "units")}");
        text.Append(shape[0] == 1 ? "." : $", sample {sample} of {shape[0]}.");
        foreach (CellQuantity quantity in trace.Quantities)
        {
            double[] all = [.. Enumerable.Range(0, shape[2]).SelectMany(u => Series(quantity.Values, sample, u))];
            text.Append($" {quantity.Name} ({quantity.Meaning}) from {Markup.Readable(all.Min())} to {Markup.Readable(all.Max())}.");
        }
        return text.ToString();
    }
}
