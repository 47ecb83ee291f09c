using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>
/// Writes a chart as Plotly's figure: <c>{"data": […], "layout": {…}}</c>, after the schema that plotly.js publishes. A value
/// that JSON has no number for (NaN, infinities) becomes null, which Plotly draws as a gap.
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
                Trace(json, chart.Traces[i], i);
            json.WriteEndArray();
            Layout(json, chart);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Trace(Utf8JsonWriter json, ChartTrace trace, int index)
    {
        string colour = Theme.LightLines[index % Theme.LineColours];
        json.WriteStartObject();
        switch (trace)
        {
            case Scatter scatter:
                Series points = scatter.Points();
                json.WriteString("type", "scatter");
                string mode = scatter.EffectiveMode(points.Y.Length);
                json.WriteString("mode", mode);
                if (scatter.x is not null)
                    Positions(json, "x", points);
                Numbers(json, "y", points.Y);
                if (mode.Contains("lines"))
                    LineStyle(json, colour, index, scatter.Dashed);
                if (mode.Contains("markers"))
                    Colour(json, colour);
                break;
            case Bar bar:
                Series bars = bar.Points();
                json.WriteString("type", "bar");
                Positions(json, "x", bars);
                Numbers(json, "y", bars.Y);
                Colour(json, colour);
                break;
            case Histogram histogram:
                double[] values = histogram.Values();
                Bins bins = Bins.Of(values, histogram.nbinsx);
                json.WriteString("type", "histogram");
                Numbers(json, "x", values);
                json.WriteStartObject("xbins");
                json.WriteNumber("start", bins.Start);
                json.WriteNumber("end", bins.End);
                json.WriteNumber("size", bins.Size);
                json.WriteEndObject();
                Colour(json, colour);
                break;
            case Heatmap heatmap:
                HeatmapData(json, heatmap);
                break;
        }
        if (trace.name is not null)
            json.WriteString("name", PlainText(trace.name));
        json.WriteEndObject();
    }

    private static void HeatmapData(Utf8JsonWriter json, Heatmap heatmap)
    {
        double[][] rows = heatmap.Rows();
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
        TintRange range = TintRange.Of(rows.SelectMany(r => r), heatmap.zmin, heatmap.zmax);
        json.WriteNumber("zmin", range.Low);
        json.WriteNumber("zmax", range.High);
        (double, string)[] scale = range.Diverging ? [(0, "#0072b2"), (0.5, "#ffffff"), (1, "#d55e00")]
            : range.High <= 0 ? [(0, "#0072b2"), (1, "#ffffff")]
            : [(0, "#ffffff"), (1, "#d55e00")];
        json.WriteStartArray("colorscale");
        foreach ((double at, string colour) in scale)
        {
            json.WriteStartArray();
            json.WriteNumberValue(at);
            json.WriteStringValue(colour);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>Where the cells of one axis stand: under their names, or at the middle of the data they share.</summary>
    private static void Places(Utf8JsonWriter json, string axis, IEnumerable? names, int step)
    {
        if (names is not null)
        {
            Names(json, axis, ChartData.Labels(names).Where((_, i) => i % step == 0));
        }
        else if (step > 1)
        {
            json.WriteNumber(axis + "0", (step - 1) / 2.0);
            json.WriteNumber("d" + axis, step);
        }
    }

    private static void Layout(Utf8JsonWriter json, Chart chart)
    {
        Layout layout = chart.Layout;
        json.WriteStartObject("layout");
        if (layout.title is not null)
            Title(json, layout.title);
        json.WriteNumber("width", layout.width);
        json.WriteNumber("height", layout.height);
        json.WriteBoolean("showlegend", layout.showlegend ?? (chart.Traces.Count > 1));
        // Ground and ink are given together: a notebook's theme may be dark, and half of a theme cannot be read.
        json.WriteString("paper_bgcolor", Theme.Ground);
        json.WriteString("plot_bgcolor", Theme.Ground);
        json.WriteStartObject("font");
        json.WriteString("color", Theme.Ink);
        json.WriteEndObject();
        Axis(json, "xaxis", layout.xaxis, chart.Traces[0] is Heatmap ? null : false);
        Axis(json, "yaxis", layout.yaxis, chart.Traces[0] is Heatmap ? null : true);
        if (chart.Traces.Any(t => t is Bar))
            json.WriteString("barmode", "group");
        else if (chart.Traces.Count(t => t is Histogram) > 1)
            json.WriteString("barmode", "overlay");
        json.WriteEndObject();
    }

    private static void Axis(Utf8JsonWriter json, string name, Axis axis, bool? grid)
    {
        json.WriteStartObject(name);
        if (axis.title is not null)
            Title(json, axis.title);
        if (axis.type is not null)
            json.WriteString("type", axis.type);
        if (axis.range is [double low, double high])
        {
            json.WriteStartArray("range");
            json.WriteNumberValue(axis.IsLog ? Math.Log10(low) : low);
            json.WriteNumberValue(axis.IsLog ? Math.Log10(high) : high);
            json.WriteEndArray();
        }
        else if (grid is null && name == "yaxis")
        {
            json.WriteString("autorange", "reversed");
        }
        json.WriteBoolean("showgrid", grid ?? false);
        if (grid == true)
            json.WriteString("gridcolor", Theme.Rule);
        json.WriteBoolean("zeroline", false);
        json.WriteEndObject();
    }

    private static void Title(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("title");
        json.WriteString("text", PlainText(text));
        json.WriteEndObject();
    }

    /// <summary>Plotly reads a few tags in its texts; escaped, a text stays what it is.</summary>
    private static string PlainText(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static void LineStyle(Utf8JsonWriter json, string colour, int index, bool dashed)
    {
        json.WriteStartObject("line");
        json.WriteString("color", colour);
        json.WriteNumber("width", 2);
        json.WriteString("dash", dashed ? "dash" : (index / Theme.LineColours % 4) switch { 0 => "solid", 1 => "dash", 2 => "dot", _ => "dashdot" });
        json.WriteEndObject();
    }

    private static void Colour(Utf8JsonWriter json, string colour)
    {
        json.WriteStartObject("marker");
        json.WriteString("color", colour);
        json.WriteEndObject();
    }

    private static void Positions(Utf8JsonWriter json, string name, Series series)
    {
        if (series.Categories is null)
            Numbers(json, name, series.X);
        else
            Names(json, name, series.Categories);
    }

    private static void Names(Utf8JsonWriter json, string name, IEnumerable names)
    {
        json.WriteStartArray(name);
        foreach (string label in ChartData.Labels(names))
            json.WriteStringValue(PlainText(label));
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, double[] values)
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
