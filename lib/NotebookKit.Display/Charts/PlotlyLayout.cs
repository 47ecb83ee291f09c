using System.Collections;
using System.Text.Json.Nodes;

namespace NotebookKit.Display.Charts;

/// <summary>Writes what stands around the data of a Plotly figure: its <c>layout</c>.</summary>
internal static class PlotlyLayout
{
    /// <summary>The room that a name needs beside the next one, in pixels; names that have less are left out.</summary>
    private const int NameRoom = 16;

    public static JsonObject Of(Chart chart)
    {
        Layout layout = chart.Layout;
        var heatmap = chart.Traces[0] as Heatmap;
        return PlotlyJson.Object([
            ("title", TitleOf(layout.title)),
            ("width", layout.width),
            ("height", layout.height),
            ("showlegend", layout.showlegend ?? (chart.Traces.Count > 1)),
            // Plotly's own margins leave a third of a small chart empty.
            ("margin", new JsonObject
            {
                ["t"] = layout.title is null ? 32 : 84,
                ["b"] = layout.xaxis.title is null ? 32 : 56,
                ["l"] = layout.yaxis.title is null ? 40 : 64,
                ["r"] = 24,
            }),
            .. Colours,
            ("xaxis", XAxis(layout.xaxis, heatmap, (layout.width - 120) / NameRoom)),
            ("yaxis", YAxis(layout.yaxis, heatmap, (layout.height - 80) / NameRoom)),
            ("barmode", chart.Traces.Any(t => t is Bar) ? "group" : chart.Traces.Count(t => t is Histogram) > 1 ? "overlay" : null),
        ]);
    }

    private static IEnumerable<(string, JsonNode?)> Colours =>
    [
        ("paper_bgcolor", PlotlyTheme.Ground),
        ("plot_bgcolor", PlotlyTheme.Ground),
        ("font", new JsonObject { ["color"] = PlotlyTheme.Quiet }),
        ("hovermode", "closest"),
        ("hoverlabel", new JsonObject
        {
            ["bgcolor"] = PlotlyTheme.PointedGround,
            ["bordercolor"] = PlotlyTheme.Quiet,
            ["font"] = new JsonObject { ["color"] = PlotlyTheme.PointedInk },
        }),
        ("modebar", new JsonObject
        {
            ["bgcolor"] = PlotlyTheme.Ground,
            ["color"] = PlotlyTheme.Quiet,
            ["activecolor"] = PlotlyTheme.Lines[0],
        }),
    ];

    private static JsonObject XAxis(Axis axis, Heatmap? heatmap, int room) => Axis(axis, heatmap?.x, room, turned: false, grid: false);

    /// <summary>A heatmap's rows run downwards; other charts have a line across at each number.</summary>
    private static JsonObject YAxis(Axis axis, Heatmap? heatmap, int room) =>
        Axis(axis, heatmap?.y, room, turned: heatmap is not null, grid: heatmap is null);

    private static JsonObject Axis(Axis axis, IEnumerable? names, int room, bool turned, bool grid) => PlotlyJson.Object([
        ("title", TitleOf(axis.title)),
        ("type", axis.type),
        ("range", axis.range is null ? null : PlotlyJson.Numbers(axis.range.Select(end => axis.IsLog ? Math.Log10(end) : end))),
        ("autorange", turned && axis.range is null ? "reversed" : null),
        .. PlotlyTheme.TickColours,
        .. names is null ? [] : Names(ChartData.Labels(names), room),
        ("showgrid", grid),
        ("gridcolor", grid ? PlotlyTheme.Grid : null),
        ("zeroline", false),
        ("automargin", true),
    ]);

    /// <summary>The names of a heatmap's rows or columns at their places, as many as there is room for.</summary>
    private static IEnumerable<(string, JsonNode?)> Names(string[] names, int room)
    {
        int step = HeatmapPicture.Step(names.Length);
        string[] drawn = [.. names.Where((_, i) => i % step == 0)];
        int every = (int)Math.Ceiling((double)drawn.Length / Math.Max(1, room));
        int[] shown = [.. Enumerable.Range(0, drawn.Length).Where(i => i % every == 0)];
        return
        [
            ("tickvals", new JsonArray([.. shown.Select(i => (JsonNode)i)])),
            ("ticktext", new JsonArray([.. shown.Select(i => (JsonNode)PlotlyTheme.Text(drawn[i]))])),
        ];
    }

    private static JsonObject? TitleOf(string? text) => text is null ? null : PlotlyTheme.Title(text);
}
