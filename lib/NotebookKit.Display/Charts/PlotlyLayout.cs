using System.Collections;
using System.Text.Json;

namespace NotebookKit.Display.Charts;

/// <summary>Writes what stands around the data of a Plotly figure: its <c>layout</c>.</summary>
internal static class PlotlyLayout
{
    /// <summary>The room that a name needs beside the next one, in pixels; names that have less are left out.</summary>
    private const int NameRoom = 16;

    public static void Write(Utf8JsonWriter json, Chart chart)
    {
        Layout layout = chart.Layout;
        var heatmap = chart.Traces[0] as Heatmap;
        json.WriteStartObject("layout");
        if (layout.title is not null)
            Title(json, layout.title);
        json.WriteNumber("width", layout.width);
        json.WriteNumber("height", layout.height);
        json.WriteBoolean("showlegend", layout.showlegend ?? (chart.Traces.Count > 1));
        // Plotly's own margins leave a third of a small chart empty.
        json.WriteStartObject("margin");
        json.WriteNumber("t", layout.title is null ? 32 : 84);
        json.WriteNumber("b", layout.xaxis.title is null ? 32 : 56);
        json.WriteNumber("l", layout.yaxis.title is null ? 40 : 64);
        json.WriteNumber("r", 24);
        json.WriteEndObject();
        Colours(json);
        Axis(json, "xaxis", layout.xaxis, heatmap is null ? false : null, heatmap?.x, (layout.width - 120) / NameRoom);
        Axis(json, "yaxis", layout.yaxis, heatmap is null ? true : null, heatmap?.y, (layout.height - 80) / NameRoom);
        if (chart.Traces.Any(t => t is Bar))
            json.WriteString("barmode", "group");
        else if (chart.Traces.Count(t => t is Histogram) > 1)
            json.WriteString("barmode", "overlay");
        json.WriteEndObject();
    }

    private static void Colours(Utf8JsonWriter json)
    {
        json.WriteString("paper_bgcolor", PlotlyTheme.Ground);
        json.WriteString("plot_bgcolor", PlotlyTheme.Ground);
        json.WriteStartObject("font");
        json.WriteString("color", PlotlyTheme.Quiet);
        json.WriteEndObject();
        json.WriteString("hovermode", "closest");
        json.WriteStartObject("hoverlabel");
        json.WriteString("bgcolor", PlotlyTheme.PointedGround);
        json.WriteString("bordercolor", PlotlyTheme.Quiet);
        json.WriteStartObject("font");
        json.WriteString("color", PlotlyTheme.PointedInk);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("modebar");
        json.WriteString("bgcolor", PlotlyTheme.Ground);
        json.WriteString("color", PlotlyTheme.Quiet);
        json.WriteString("activecolor", PlotlyTheme.Lines[0]);
        json.WriteEndObject();
    }

    private static void Axis(Utf8JsonWriter json, string name, Axis axis, bool? grid, IEnumerable? names, int room)
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
        PlotlyTheme.TickColours(json);
        if (names is not null)
            Names(json, ChartData.Labels(names), room);
        json.WriteBoolean("showgrid", grid ?? false);
        if (grid == true)
            json.WriteString("gridcolor", PlotlyTheme.Grid);
        json.WriteBoolean("zeroline", false);
        json.WriteBoolean("automargin", true);
        json.WriteEndObject();
    }

    /// <summary>The names of a heatmap's rows or columns at their places, as many as there is room for.</summary>
    private static void Names(Utf8JsonWriter json, string[] names, int room)
    {
        int step = HeatmapPicture.Step(names.Length);
        string[] drawn = [.. names.Where((_, i) => i % step == 0)];
        int every = (int)Math.Ceiling((double)drawn.Length / Math.Max(1, room));
        int[] shown = [.. Enumerable.Range(0, drawn.Length).Where(i => i % every == 0)];
        json.WriteStartArray("tickvals");
        foreach (int i in shown)
            json.WriteNumberValue(i);
        json.WriteEndArray();
        json.WriteStartArray("ticktext");
        foreach (int i in shown)
            json.WriteStringValue(PlotlyTheme.Text(drawn[i]));
        json.WriteEndArray();
    }

    private static void Title(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("title");
        json.WriteString("text", PlotlyTheme.Text(text));
        json.WriteEndObject();
    }
}
