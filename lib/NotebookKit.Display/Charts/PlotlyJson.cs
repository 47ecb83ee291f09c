using System.Collections;
using System.Text.Json.Nodes;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>
/// Writes a chart as Plotly's figure: <c>{"data": […], "layout": {…}}</c>, after the schema that plotly.js publishes. A value
/// that JSON has no number for (NaN, infinities) becomes null, which Plotly draws as a gap. What stands under the pointer is
/// written out here, without the tags that colour the axes' own numbers: it has a ground of its own.
/// </summary>
internal static class PlotlyJson
{
    public static string Write(Chart chart) => new JsonObject
    {
        ["data"] = new JsonArray([.. chart.Traces.SelectMany(PlotlyBand.Of), .. chart.Traces.Select(Trace)]),
        ["layout"] = PlotlyLayout.Of(chart),
    }.ToJsonString();

    /// <summary>An object of the members that have a value; what has none is left to Plotly.</summary>
    public static JsonObject Object(params IEnumerable<(string Name, JsonNode? Value)> members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)));

    /// <summary>An array of numbers, null where one is not finite.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? (JsonNode)value : null)]);

    /// <summary>Where the points of a series stand along the x axis.</summary>
    public static JsonArray Positions(Series series) => series.Categories is null ? Numbers(series.X) : Names(series.Categories);

    private static JsonObject Trace(ChartTrace trace, int index)
    {
        string colour = PlotlyTheme.Lines[index % Theme.LineColours];
        IEnumerable<(string, JsonNode?)> members = trace switch
        {
            Scatter scatter => Line(scatter, scatter.Points, colour, index),
            Bar bar => Bars(bar, bar.Points, colour),
            Histogram histogram => Counts(histogram, Bins.Of(histogram.Values, histogram.nbinsx), colour),
            _ => Cells((Heatmap)trace),
        };
        return Object([.. members, ("name", trace.name is null ? null : PlotlyTheme.Text(trace.name))]);
    }

    private static IEnumerable<(string, JsonNode?)> Line(Scatter scatter, Series points, string colour, int index)
    {
        string mode = scatter.EffectiveMode(points.Y.Length);
        return
        [
            ("type", "scatter"),
            ("mode", mode),
            ("x", scatter.x is null ? null : Positions(points)),
            ("y", Numbers(points.Y)),
            .. Pointed(scatter, points),
            ("line", mode.Contains("lines") ? LineStyle(colour, index, scatter.Dashed) : null),
            ("marker", mode.Contains("markers") ? Colour(colour) : null),
        ];
    }

    private static IEnumerable<(string, JsonNode?)> Bars(Bar bar, Series points, string colour) =>
    [
        ("type", "bar"),
        ("x", Positions(points)),
        ("y", Numbers(points.Y)),
        .. Pointed(bar, points),
        ("marker", Colour(colour)),
    ];

    private static IEnumerable<(string, JsonNode?)> Counts(Histogram histogram, Bins bins, string colour) =>
    [
        ("type", "histogram"),
        ("x", Numbers(histogram.Values)),
        ("xbins", new JsonObject { ["start"] = bins.Start, ["end"] = bins.End, ["size"] = bins.Size }),
        ("hovertemplate", Template(histogram, "%{y:d} values near %{x:.4~g}")),
        ("marker", Colour(colour)),
    ];

    private static IEnumerable<(string, JsonNode?)> Cells(Heatmap heatmap)
    {
        // As many cells as the picture draws: a notebook that held every weight of a layer would be megabytes large.
        (double[][] drawn, int rowStep, int columnStep) = HeatmapPicture.Pool(heatmap.Rows);
        TintRange range = heatmap.Tints();
        return
        [
            ("type", "heatmap"),
            ("z", new JsonArray([.. drawn.Select(Numbers)])),
            .. Places("x", heatmap.x, columnStep),
            .. Places("y", heatmap.y, rowStep),
            .. PointedCells(heatmap, drawn, rowStep, columnStep),
            ("zmin", range.Low),
            ("zmax", range.High),
            ("colorscale", new JsonArray([.. Stops(range).Select(stop => new JsonArray(stop.At, stop.Colour))])),
            ("colorbar", Object([
                .. PlotlyTheme.TickColours, ("outlinewidth", 0), ("title", range.Scale is null ? null : PlotlyTheme.Title(range.Scale)),
            ])),
        ];
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
    private static IEnumerable<(string, JsonNode?)> Places(string axis, IEnumerable? names, int step) =>
        names is not null || step == 1 ? [] : [(axis + "0", (step - 1) / 2.0), ("d" + axis, step)];

    /// <summary>
    /// What stands under the pointer over a cell: its row and column by name, while there are few enough to write them out.
    /// </summary>
    private static IEnumerable<(string, JsonNode?)> PointedCells(Heatmap heatmap, double[][] drawn, int rowStep, int columnStep)
    {
        const int most = 1024;
        if ((heatmap.x is null && heatmap.y is null) || drawn.Length * drawn[0].Length > most)
            return [("hovertemplate", Template(heatmap, "%{y:.6~g}, %{x:.6~g}: %{z:.4~g}"))];
        string[] rows = Labels(heatmap.y, drawn.Length, rowStep), columns = Labels(heatmap.x, drawn[0].Length, columnStep);
        return
        [
            ("text", new JsonArray([.. rows.Select(row => Names(columns.Select(column => $"{row}, {column}")))])),
            ("hovertemplate", Template(heatmap, "%{text}: %{z:.4~g}")),
        ];
    }

    private static string[] Labels(IEnumerable? names, int count, int step) => names is null
        ? [.. Enumerable.Range(0, count)
            .Select(i => ((i * step) + ((step - 1) / 2.0)).ToString(System.Globalization.CultureInfo.InvariantCulture))]
        : [.. ChartData.Labels(names).Where((_, i) => i % step == 0)];

    private static IEnumerable<(string, JsonNode?)> Pointed(ChartTrace trace, Series series) =>
    [
        ("customdata", series.Categories is null ? null : Names(series.Categories)),
        ("hovertemplate", Template(trace, series.Categories is null ? "%{x:.6~g}, %{y:.4~g}" : "%{customdata}: %{y:.4~g}")),
    ];

    private static string Template(ChartTrace trace, string values) =>
        (trace.name is null ? "" : PlotlyTheme.Plain(trace.name).Replace("%{", "%&#123;") + "<br>") + values + "<extra></extra>";

    private static JsonObject LineStyle(string colour, int index, bool dashed) => new()
    {
        ["color"] = colour,
        ["width"] = 2,
        ["dash"] = dashed ? "dash"
            : (index / Theme.LineColours % 4) switch { 0 => "solid", 1 => "dash", 2 => "dot", _ => "dashdot" },
    };

    private static JsonObject Colour(string colour) => new() { ["color"] = colour };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)PlotlyTheme.Plain(name))]);
}
