using System.Text.Json;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>
/// Writes the band behind a line as Plotly knows one: a closed line that is filled and has no edge, no entry in the legend and
/// nothing under the pointer. A gap in the band starts another trace.
/// </summary>
internal static class PlotlyBand
{
    public static void Write(Utf8JsonWriter json, ChartTrace trace, int index)
    {
        if (trace is not Scatter scatter || scatter.Edges is not { } band)
        {
            return;
        }
        Series series = scatter.Points;
        foreach ((int from, int to) in band.Runs(
            i => double.IsFinite(series.X[i]) && double.IsFinite(band.Low[i]) && double.IsFinite(band.High[i])))
        {
            json.WriteStartObject();
            json.WriteString("type", "scatter");
            json.WriteString("mode", "lines");
            PlotlyJson.Positions(json, new Series(
                [.. series.X[from..to], .. series.X[from..to].Reverse()],
                series.Categories is { } names ? [.. names[from..to], .. names[from..to].Reverse()] : null, []));
            PlotlyJson.Numbers(json, "y", [.. band.High[from..to], .. band.Low[from..to].Reverse()]);
            json.WriteString("fill", "toself");
            json.WriteString("fillcolor", PlotlyTheme.Lines[index % Theme.LineColours]);
            json.WriteNumber("opacity", 0.22);
            json.WriteStartObject("line");
            json.WriteNumber("width", 0);
            json.WriteEndObject();
            json.WriteBoolean("showlegend", false);
            json.WriteString("hoverinfo", "skip");
            json.WriteEndObject();
        }
    }
}
