using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using Guest = XPlot.Plotly;

namespace NotebookKit.Display.Tests.Guests;

/// <summary>Charts made with XPlot.Plotly, as they show beside the kit's own.</summary>
public class XPlotViewTests
{
    private const string Plotly = "application/vnd.plotly.v1+json", Svg = "image/svg+xml", Html = "text/html", Text = "text/plain";

    public XPlotViewTests() => NotebookFormatters.Register();

    [Fact]
    public void A_line_shows_as_the_kits_own_and_names_the_same_forms()
    {
        Guest.PlotlyChart theirs = Guest.Chart.Plot(new Guest.Scatter { x = new[] { 1, 2, 3 }, y = new[] { 2.5, 1, 3 }, name = "a" });
        theirs.WithTitle("Loss");
        theirs.WithXTitle("epoch");
        Chart ours = Chart.Plot(new Scatter { x = new[] { 1, 2, 3 }, y = new[] { 2.5, 1, 3 }, name = "a" }).WithTitle("Loss")
            .WithXTitle("epoch");

        Assert.Equal([Plotly, Svg, Text], Formatter.GetPreferredMimeTypesFor(theirs.GetType()));
        Assert.Equal(ours.ToSvg(), theirs.ToDisplayString(Svg));
        Assert.Equal(ours.ToString(), theirs.ToDisplayString(Text));
        Assert.Equal($"<div>{ours.ToSvg()}</div>", theirs.ToDisplayString(Html));
    }

    [Fact]
    public void Plotly_gets_the_charts_own_figure_and_the_same_each_time()
    {
        Func<Guest.PlotlyChart> make = () => Guest.Chart.Line([0.5, double.NaN, 2]);
        JsonNode figure = JsonNode.Parse(make().ToDisplayString(Plotly))!;
        Assert.Equal("[0.5,null,2]", figure["data"]![0]!["y"]!.ToJsonString().Replace("2.0", "2"));
        Assert.Equal(JsonValueKind.Object, figure["layout"]!.GetValueKind());
        foreach (string mime in (string[])[Plotly, Svg, Html, Text])
            Assert.Equal(make().ToDisplayString(mime), make().ToDisplayString(mime));
    }

    public static TheoryData<string, Guest.Trace> Drawn => new()
    {
        { "Bar chart", new Guest.Bar { x = new[] { "a", "b" }, y = new[] { 1, 2 } } },
        { "Histogram", new Guest.Histogram { x = new[] { 1.0, 2, 2, 3 } } },
        { "Heatmap", new Guest.Heatmap { z = new[] { new[] { 1.0, 2 }, [3, 4] } } },
        { "Scatter chart", new Guest.Scatter { x = new[] { 1, 2 }, y = new[] { 1, 2 }, mode = "markers" } },
    };

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Kinds_that_the_kit_draws_have_a_picture(string kind, Guest.Trace trace)
    {
        Guest.PlotlyChart chart = Guest.Chart.Plot(trace);
        Assert.StartsWith(kind, chart.ToDisplayString(Text));
        Assert.DoesNotContain("no picture", chart.ToDisplayString(Svg));
    }

    [Fact]
    public void A_heatmaps_tints_grow_in_step_with_its_values_as_Plotlys_do()
    {
        double[][] crowded =
            [.. Enumerable.Range(0, 10).Select(i => Enumerable.Range(0, 10).Select(j => i == j ? 0.9 : 0.001 * j).ToArray())];
        Assert.Contains("√", Chart.Heatmap(crowded).ToSvg());
        Assert.DoesNotContain("√", Guest.Chart.Plot(new Guest.Heatmap { z = crowded }).ToDisplayString(Svg));
    }

    public static TheoryData<string, Guest.Trace> NotDrawn => new()
    {
        { "pie", new Guest.Pie { values = new[] { 1, 2 }, labels = new[] { "a", "b" } } },
        { "surface", new Guest.Surface { z = new[] { new[] { 1.0, 2 }, [3, 4] } } },
        { "horizontal bars", new Guest.Bar { x = new[] { 1, 2 }, y = new[] { "a", "b" }, orientation = "h" } },
    };

    [Theory]
    [MemberData(nameof(NotDrawn))]
    public void Kinds_without_a_picture_keep_plotlys_figure_and_say_so(string kind, Guest.Trace trace)
    {
        Guest.PlotlyChart chart = Guest.Chart.Plot(trace);
        chart.WithTitle("Shares");
        Assert.Contains($"There is no picture of {kind} here", chart.ToDisplayString(Text));
        Assert.Contains("Shares", chart.ToDisplayString(Text));
        Assert.Contains($"There is no picture of {kind} here", chart.ToDisplayString(Svg));
        Assert.Equal((string?)JsonNode.Parse(chart.ToDisplayString(Plotly))!["data"]![0]!["type"], kind.StartsWith("hor") ? "bar" : kind);
    }

    [Fact]
    public void A_chart_on_a_logarithmic_axis_keeps_its_range()
    {
        Guest.PlotlyChart chart = Guest.Chart.Plot(
            new Guest.Scatter { x = new[] { 1, 10, 100 }, y = new[] { 1.0, 2, 3 } },
            new Guest.Layout.Layout
            {
                title = "Log",
                width = 500,
                height = 300,
                xaxis = new Guest.Xaxis { title = "n", type = "log", range = new[] { 0.0, 2.0 } },
            });
        string svg = chart.ToDisplayString(Svg);
        Assert.Contains("width=\"500\"", svg);
        Assert.Contains("horizontal axis logarithmic", chart.ToDisplayString(Text));
    }
}
