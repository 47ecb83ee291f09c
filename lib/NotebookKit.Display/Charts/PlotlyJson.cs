using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>
/// Writes a chart as Plotly's figure: <c>{"data": […], "layout": {…}}</c>, after the schema that plotly.js publishes. A value
/// that JSON has no number for (NaN, infinities) becomes null, which Plotly draws as a gap. What stands under the pointer is
/// written out here, without the tags that colour the axes' own numbers: it has a ground of its own.
/// </summary>
internal static class PlotlyJson
{
    public static string Write(Chart chart)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            for (int i = 0; i < chart.Traces.Count; i++)
                PlotlyBand.Write(json, chart.Traces[i], i);
            for (int i = 0; i < chart.Traces.Count; i++)
                Trace(json, chart.Traces[i], i);
            json.WriteEndArray();
            PlotlyLayout.Write(json, chart);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Trace(Utf8JsonWriter json, ChartTrace trace, int index)
    {
        string colour = PlotlyTheme.Lines[index % Theme.LineColours];
        json.WriteStartObject();
        switch (trace)
        {
            case Scatter scatter:
                Series points = scatter.Points;
                json.WriteString("type", "scatter");
                string mode = scatter.EffectiveMode(points.Y.Length);
                json.WriteString("mode", mode);
                if (scatter.x is not null)
                    Positions(json, points);
                Numbers(json, "y", points.Y);
                Pointed(json, trace, points);
                if (mode.Contains("lines"))
                    LineStyle(json, colour, index, scatter.Dashed);
                if (mode.Contains("markers"))
                    Colour(json, colour);
                break;
            case Bar bar:
                Series bars = bar.Points;
                json.WriteString("type", "bar");
                Positions(json, bars);
                Numbers(json, "y", bars.Y);
                Pointed(json, trace, bars);
                Colour(json, colour);
                break;
            case Histogram histogram:
                double[] values = histogram.Values;
                Bins bins = Bins.Of(values, histogram.nbinsx);
                json.WriteString("type", "histogram");
                Numbers(json, "x", values);
                json.WriteStartObject("xbins");
                json.WriteNumber("start", bins.Start);
                json.WriteNumber("end", bins.End);
                json.WriteNumber("size", bins.Size);
                json.WriteEndObject();
                Pointed(json, trace, "%{y:d} values near %{x:.4~g}");
                Colour(json, colour);
                break;
            case Heatmap heatmap:
                HeatmapData(json, heatmap);
                break;
        }
        if (trace.name is not null)
            json.WriteString("name", PlotlyTheme.Text(trace.name));
        json.WriteEndObject();
    }

    private static void HeatmapData(Utf8JsonWriter json, Heatmap heatmap)
    {
        double[][] rows = heatmap.Rows;
        // As many cells as the picture draws: a notebook that held every weight of a layer would be megabytes large.
        (double[][] drawn, int rowStep, int columnStep) = HeatmapPicture.Pool(rows);
        json.WriteString("type", "heatmap");
        json.WriteStartArray("z");
        foreach (double[] row in drawn)
        {
            json.WriteStartArray();
            foreach (double value in row)
                Number(json, value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Places(json, "x", heatmap.x, columnStep);
        Places(json, "y", heatmap.y, rowStep);
        PointedCells(json, heatmap, drawn, rowStep, columnStep);
        TintRange range = heatmap.Tints();
        json.WriteNumber("zmin", range.Low);
        json.WriteNumber("zmax", range.High);
        json.WriteStartArray("colorscale");
        foreach ((double at, string colour) in Stops(range))
        {
            json.WriteStartArray();
            json.WriteNumberValue(at);
            json.WriteStringValue(colour);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartObject("colorbar");
        PlotlyTheme.TickColours(json);
        json.WriteNumber("outlinewidth", 0);
        if (range.Scale is string scale)
        {
            json.WriteStartObject("title");
            json.WriteString("text", PlotlyTheme.Text(scale));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>
    /// The colours between the two ends, from 0 to 1. Tints lie over whatever ground the page has: a white middle would shine on
    /// a dark one. Plotly runs straight from stop to stop, so a bent range needs several.
    /// </summary>
    private static IEnumerable<(double At, string Colour)> Stops(TintRange range)
    {
        int count = range.Bend == TintBend.None ? 1 : 8;
        double Place(bool negative, int step) => (range.ValueAt(negative, (double)step / count) - range.Low) / (range.High - range.Low);
        bool negatives = range.Diverging || range.High <= 0, positives = range.Diverging || range.High > 0;
        for (int step = count; step >= 0 && negatives; step--)
            yield return (Place(true, step), Tint(false, (double)step / count));
        for (int step = 0; step <= count && positives; step++)
            yield return (Place(false, step), Tint(true, (double)step / count));
    }

    private static string Tint(bool positive, double strength) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"rgba({(positive ? "213,94,0" : "0,114,178")},{Math.Round(0.92 * strength, 3)})");

    /// <summary>
    /// Where the cells of one axis stand: at 0, 1, 2, … or at the middle of the data they share. Named cells do too, and the
    /// axis carries the names: as positions, two equal names would be one cell.
    /// </summary>
    private static void Places(Utf8JsonWriter json, string axis, IEnumerable? names, int step)
    {
        if (names is not null || step == 1)
            return;
        json.WriteNumber(axis + "0", (step - 1) / 2.0);
        json.WriteNumber("d" + axis, step);
    }

    /// <summary>
    /// What stands under the pointer over a cell: its row and column by name, while there are few enough to write them out.
    /// </summary>
    private static void PointedCells(Utf8JsonWriter json, Heatmap heatmap, double[][] drawn, int rowStep, int columnStep)
    {
        const int most = 1024;
        if ((heatmap.x is null && heatmap.y is null) || drawn.Length * drawn[0].Length > most)
        {
            Pointed(json, heatmap, "%{y:.6~g}, %{x:.6~g}: %{z:.4~g}");
            return;
        }
        string[] rows = Labels(heatmap.y, drawn.Length, rowStep), columns = Labels(heatmap.x, drawn[0].Length, columnStep);
        json.WriteStartArray("text");
        foreach (string row in rows)
        {
            json.WriteStartArray();
            foreach (string column in columns)
                json.WriteStringValue(PlotlyTheme.Plain($"{row}, {column}"));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Pointed(json, heatmap, "%{text}: %{z:.4~g}");
    }

    private static string[] Labels(IEnumerable? names, int count, int step) => names is null
        ? [.. Enumerable.Range(0, count)
            .Select(i => ((i * step) + ((step - 1) / 2.0)).ToString(System.Globalization.CultureInfo.InvariantCulture))]
        : [.. ChartData.Labels(names).Where((_, i) => i % step == 0)];

    private static void Pointed(Utf8JsonWriter json, ChartTrace trace, Series series)
    {
        if (series.Categories is not null)
            Names(json, "customdata", series.Categories);
        Pointed(json, trace, series.Categories is null ? "%{x:.6~g}, %{y:.4~g}" : "%{customdata}: %{y:.4~g}");
    }

    private static void Pointed(Utf8JsonWriter json, ChartTrace trace, string values) => json.WriteString("hovertemplate",
        (trace.name is null ? "" : PlotlyTheme.Plain(trace.name).Replace("%{", "%&#123;") + "<br>") + values + "<extra></extra>");

    private static void LineStyle(Utf8JsonWriter json, string colour, int index, bool dashed)
    {
        json.WriteStartObject("line");
        json.WriteString("color", colour);
        json.WriteNumber("width", 2);
        json.WriteString("dash", dashed ? "dash"
            : (index / Theme.LineColours % 4) switch { 0 => "solid", 1 => "dash", 2 => "dot", _ => "dashdot" });
        json.WriteEndObject();
    }

    private static void Colour(Utf8JsonWriter json, string colour)
    {
        json.WriteStartObject("marker");
        json.WriteString("color", colour);
        json.WriteEndObject();
    }

    internal static void Positions(Utf8JsonWriter json, Series series)
    {
        if (series.Categories is null)
            Numbers(json, "x", series.X);
        else
            Names(json, "x", series.Categories);
    }

    private static void Names(Utf8JsonWriter json, string name, IEnumerable names)
    {
        json.WriteStartArray(name);
        foreach (string label in ChartData.Labels(names))
            json.WriteStringValue(PlotlyTheme.Plain(label));
        json.WriteEndArray();
    }

    internal static void Numbers(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
            Number(json, value);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }
}
