using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>Says in words what a chart shows: for readers who do not see it, and where there is only text.</summary>
internal static class ChartDescription
{
    /// <summary>The chart's name: its heading, or its kind.</summary>
    public static string Name(Chart chart) => chart.Layout.title ?? Kind(chart);

    /// <summary>The whole description.</summary>
    public static string Describe(Chart chart)
    {
        Layout layout = chart.Layout;
        string heading = layout.title is null ? Kind(chart) : $"{Kind(chart)} “{layout.title}”";
        string axes = (layout.yaxis.title, layout.xaxis.title) switch
        {
            (null, null) => "",
            (string y, null) => $": {y}",
            (null, string x) => $" over {x}",
            (string y, string x) => $": {y} over {x}",
        };
        string logs = (layout.xaxis.IsLog, layout.yaxis.IsLog) switch
        {
            (true, true) => ", both axes logarithmic",
            (true, false) => ", horizontal axis logarithmic",
            (false, true) => ", vertical axis logarithmic",
            _ => "",
        };
        const int most = 12;
        IEnumerable<string> traces = chart.Traces.Take(most).Select(t => Trace(t, layout));
        string more = chart.Traces.Count > most ? $" And {chart.Traces.Count - most} more." : "";
        return $"{heading}{axes}{logs}. {string.Join(" ", traces)}{more}";
    }

    private static string Kind(Chart chart) => chart.Traces[0] switch
    {
        Heatmap => "Heatmap",
        Bar => "Bar chart",
        Histogram => "Histogram",
        Scatter scatter when scatter.mode == "markers" => "Scatter chart",
        _ => "Line chart",
    };

    private static string Trace(ChartTrace trace, Layout layout)
    {
        string name = trace.name is null ? "" : trace.name + ": ";
        return trace switch
        {
            Heatmap heatmap => name + Grid(heatmap),
            Histogram histogram => name + Intervals(histogram),
            Bar bar => name + Bars(bar.Points, layout),
            Scatter scatter => name + Points(scatter.Points, layout) + Band(scatter.Edges),
            _ => name,
        };
    }

    private static string Points(Series series, Layout layout)
    {
        int[] shown = Shown(series, layout);
        string hidden = Hidden(series, shown.Length, layout);
        if (shown.Length == 0)
            return $"{Count(series.Y.Length, "point")}, none of which can be drawn.{hidden}";
        if (shown.Length == 1)
            return $"1 point, {R(series.Y[shown[0]])} at {Place(series, shown[0])}.{hidden}";
        int low = shown.MinBy(i => series.Y[i]), high = shown.MaxBy(i => series.Y[i]);
        if (series.Y[low] == series.Y[high])
            return $"{Count(shown.Length, "point")}, all {R(series.Y[low])}.{hidden}";
        return $"{Count(shown.Length, "point")} from {R(series.Y[shown[0]])} at {Place(series, shown[0])} to {R(series.Y[shown[^1]])} " +
            $"at {Place(series, shown[^1])}; lowest {R(series.Y[low])} at {Place(series, low)}, highest {R(series.Y[high])} at "
            + $"{Place(series, high)}.{hidden}";
    }

    private static string Band(Band? band)
    {
        double[] widths = band is null ? [] : [.. band.Low.Zip(band.High, (low, high) => high - low).Where(double.IsFinite)];
        return widths.Length == 0 ? ""
            : widths.Max() - widths.Min() < 1e-9 * widths.Max() ? $" A band {R(widths[0])} wide lies behind it."
            : $" A band {R(widths.Min())} to {R(widths.Max())} wide lies behind it.";
    }

    private static string Bars(Series series, Layout layout)
    {
        int[] shown = Shown(series, layout);
        string hidden = Hidden(series, shown.Length, layout);
        const int most = 10;
        if (series.Y.Length <= most)
            return $"{string.Join(", ", shown.Select(i => $"{Place(series, i)} {R(series.Y[i])}"))}.{hidden}";
        int low = shown.MinBy(i => series.Y[i]), high = shown.MaxBy(i => series.Y[i]);
        return $"{Count(shown.Length, "bar")}; lowest {R(series.Y[low])} at {Place(series, low)}, highest {R(series.Y[high])} at "
            + $"{Place(series, high)}.{hidden}";
    }

    private static string Intervals(Histogram histogram)
    {
        double[] values = histogram.Values;
        double[] finite = [.. values.Where(double.IsFinite)];
        string left = values.Length == finite.Length ? "" : $" {Left(values.Length - finite.Length)} not finite and left out.";
        if (finite.Length == 0)
            return $"{Count(values.Length, "value")}, none of which can be drawn.{left}";
        var bins = Bins.Of(values, histogram.nbinsx);
        int top = Array.IndexOf(bins.Counts, bins.Counts.Max());
        return $"{Count(finite.Length, "value")} from {R(finite.Min())} to {R(finite.Max())}, mean {R(finite.Average())}; most, "
            + $"{R(bins.Counts[top])}, " +
            $"from {R(bins.Start + (top * bins.Size))} to {R(bins.Start + ((top + 1) * bins.Size))}.{left}";
    }

    private static string Grid(Heatmap heatmap)
    {
        double[][] rows = heatmap.Rows;
        double[] finite = [.. rows.SelectMany(r => r).Where(double.IsFinite)];
        int hidden = (rows.Length * rows[0].Length) - finite.Length;
        string left = hidden == 0 ? "" : $" {Left(hidden)} not finite and drawn empty.";
        string size = $"{Count(rows.Length, "row")} by {Count(rows[0].Length, "column")}";
        return finite.Length == 0 ? $"{size}.{left}" : $"{size}, values from {R(finite.Min())} to {R(finite.Max())}.{Tints(heatmap)}{left}";
    }

    /// <summary>How the tints are spread where the values crowd; nothing where the tint grows in step with the value.</summary>
    private static string Tints(Heatmap heatmap)
    {
        TintRange range = heatmap.Tints();
        string bend = range.Bend switch
        {
            TintBend.SquareRoot => " Most are small, so the tint grows with the square root.",
            TintBend.CubeRoot => " Most are very small, so the tint grows with the cube root.",
            TintBend.SquareRootFromTop => " Most are large, so the tint is spread over the large ones.",
            _ => "",
        };
        if (!range.MoreBelow && !range.MoreAbove)
            return bend;
        int beyond = heatmap.Tinted().Count(v => v < range.Low || v > range.High);
        return $"{bend} The scale runs from {R(range.Low)} to {R(range.High)}; {(beyond == 1 ? "1 cell lies" : $"{R(beyond)} cells lie")} "
            + "beyond it.";
    }

    private static int[] Shown(Series series, Layout layout) =>
        [.. Enumerable.Range(0, series.Y.Length).Where(i => Visible(series.X[i], layout.xaxis) && Visible(series.Y[i], layout.yaxis))];

    private static bool Visible(double value, Axis axis) => double.IsFinite(value) && (!axis.IsLog || value > 0);

    private static string Hidden(Series series, int shown, Layout layout)
    {
        int hidden = series.Y.Length - shown;
        string why = layout.xaxis.IsLog || layout.yaxis.IsLog ? "not finite or not positive" : "not finite";
        return hidden == 0 ? "" : $" {Left(hidden)} {why} and left out.";
    }

    private static string Left(int count) => count == 1 ? "1 value is" : $"{R(count)} values are";

    private static string Place(Series series, int index) => series.Categories?[index] ?? R(series.X[index]);

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{R(count)} {noun}s";

    private static string R(double value) => Markup.Readable(value);
}
