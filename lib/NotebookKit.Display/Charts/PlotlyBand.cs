using System.Text.Json.Nodes;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>
/// Writes the band behind a line as Plotly knows one: a closed line that is filled and has no edge, no entry in the legend and
/// nothing under the pointer. A gap in the band starts another trace.
/// </summary>
internal static class PlotlyBand
{
    public static IEnumerable<JsonObject> Of(ChartTrace trace, int index) => trace is Scatter { Edges: { } band } scatter
        ? band.Runs(i => double.IsFinite(scatter.Points.X[i]) && double.IsFinite(band.Low[i]) && double.IsFinite(band.High[i]))
            .Select(run => Piece(scatter.Points, band, run.From..run.To, PlotlyTheme.Lines[index % Theme.LineColours]))
        : [];

    private static JsonObject Piece(Series series, Band band, Range run, string colour)
    {
        string[]? names = series.Categories is { } all ? [.. ThereAndBack(all[run])] : null;
        var around = new Series([.. ThereAndBack(series.X[run])], names, []);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["x"] = PlotlyJson.Positions(around),
            ["y"] = PlotlyJson.Numbers([.. band.High[run], .. band.Low[run].Reverse()]),
            ["fill"] = "toself",
            ["fillcolor"] = colour,
            ["opacity"] = 0.22,
            ["line"] = new JsonObject { ["width"] = 0 },
            ["showlegend"] = false,
            ["hoverinfo"] = "skip",
        };
    }

    private static IEnumerable<T> ThereAndBack<T>(T[] items) => [.. items, .. items.Reverse()];
}
