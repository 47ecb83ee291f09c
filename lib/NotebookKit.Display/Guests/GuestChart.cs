using System.Text.Json;

namespace NotebookKit.Display.Guests;

/// <summary>A chart that another library made, as this library draws it; or why it cannot.</summary>
internal static class GuestChart
{
    /// <summary>The same chart, with a picture. <c>null</c> when it has traces, or parts of traces, that are not drawn here.</summary>
    /// <param name="figure">The chart.</param>
    /// <param name="missing">What is not drawn here; empty when there is a chart.</param>
    public static Chart? From(XPlotFigure figure, out string missing)
    {
        missing = "";
        try
        {
            var traces = new List<ChartTrace>();
            foreach (JsonElement trace in figure.Data.EnumerateArray())
            {
                if (Trace(trace) is not { } drawn)
                {
                    missing = Kind(trace);
                    return null;
                }
                traces.Add(drawn);
            }
            var chart = Chart.Plot(traces);
            if (figure.Layout.ValueKind == JsonValueKind.Object)
                chart.WithLayout(Around(figure.Layout));
            chart.ToSvg();
            return chart;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException)
        {
            missing = $"this chart ({error.Message.TrimEnd('.')})";
            return null;
        }
    }

    /// <summary>The heading of a figure; <c>null</c> when it has none.</summary>
    public static string? Title(JsonElement layout) => Words(layout, "title");

    /// <summary>The kinds of a figure's traces, for a sentence.</summary>
    public static string Kinds(XPlotFigure figure) =>
        string.Join(" and ", figure.Data.EnumerateArray().Select(Kind).Distinct());

    private static string Kind(JsonElement trace)
    {
        string type = Text(trace, "type") ?? "scatter";
        return type == "bar" && Text(trace, "orientation") == "h" ? "horizontal bars" : type;
    }

    private static ChartTrace? Trace(JsonElement trace) => (Text(trace, "type") ?? "scatter", Text(trace, "orientation")) switch
    {
        ("scatter", null or "v") => new Scatter
        {
            name = Text(trace, "name"),
            x = Entries(trace, "x"),
            y = Entries(trace, "y"),
            mode = Text(trace, "mode") is { } mode && mode.Contains("text") ? throw new ArgumentException("texts at its points")
                : Text(trace, "mode"),
        },
        ("bar", null or "v") => new Bar { name = Text(trace, "name"), x = Entries(trace, "x"), y = Entries(trace, "y") },
        ("histogram", null or "v") when Entries(trace, "x") is { } values => new Histogram
        {
            name = Text(trace, "name"),
            x = values,
            nbinsx = trace.TryGetProperty("nbinsx", out JsonElement bins) ? bins.GetInt32() : null,
        },
        ("heatmap", _) when trace.TryGetProperty("z", out JsonElement rows) => new Heatmap
        {
            name = Text(trace, "name"),
            z = rows.EnumerateArray().Select(row => Entries(row)).ToArray(),
            x = Entries(trace, "x"),
            y = Entries(trace, "y"),
            // Where Plotly draws the same chart, its tints grow in step with the values.
            spread = false,
        },
        _ => null,
    };

    private static Layout Around(JsonElement layout)
    {
        var found = new Layout { title = Words(layout, "title") };
        if (layout.TryGetProperty("width", out JsonElement width) && width.ValueKind == JsonValueKind.Number)
            found.width = (int)width.GetDouble();
        if (layout.TryGetProperty("height", out JsonElement height) && height.ValueKind == JsonValueKind.Number)
            found.height = (int)height.GetDouble();
        if (layout.TryGetProperty("showlegend", out JsonElement legend) && legend.ValueKind is JsonValueKind.True or JsonValueKind.False)
            found.showlegend = legend.GetBoolean();
        Read(layout, "xaxis", found.xaxis);
        Read(layout, "yaxis", found.yaxis);
        return found;
    }

    private static void Read(JsonElement layout, string name, Axis axis)
    {
        if (!layout.TryGetProperty(name, out JsonElement found) || found.ValueKind != JsonValueKind.Object)
            return;
        axis.title = Words(found, "title");
        axis.type = Text(found, "type") is "log" ? "log" : null;
        if (found.TryGetProperty("range", out JsonElement range) && range.ValueKind == JsonValueKind.Array && range.GetArrayLength() == 2
            && range.EnumerateArray().All(end => end.ValueKind == JsonValueKind.Number))
        {
            // Plotly gives the ends of a logarithmic axis as exponents.
            double[] ends = [.. range.EnumerateArray().Select(end => axis.IsLog ? Math.Pow(10, end.GetDouble()) : end.GetDouble())];
            if (ends[0] < ends[1])
                axis.range = ends;
        }
    }

    /// <summary>A text, or Plotly's newer object that holds one.</summary>
    private static string? Words(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement found) ? null
        : found.ValueKind == JsonValueKind.Object ? Text(found, "text")
        : found.ValueKind == JsonValueKind.String ? found.GetString()
        : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static object[]? Entries(JsonElement trace, string name) =>
        trace.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.Array ? Entries(found) : null;

    private static object[] Entries(JsonElement entries)
    {
        JsonElement[] items = [.. entries.EnumerateArray()];
        bool numbers = items.All(XPlotFigure.IsNumber);
        return [.. items.Select(item => item.ValueKind switch
        {
            JsonValueKind.Number => item.GetDouble(),
            JsonValueKind.Null => double.NaN,
            JsonValueKind.String when numbers => double.NaN,
            JsonValueKind.String => (object)item.GetString()!,
            JsonValueKind.True => 1.0,
            JsonValueKind.False => 0.0,
            _ => throw new ArgumentException("nested values"),
        })];
    }
}
