using System.Text.Json;
using System.Xml.Linq;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Charts;

public class BandTests
{
    [Fact]
    public void A_forecast_stands_in_its_band()
    {
        Chart chart = Chart.Plot(
            new Scatter { x = new[] { 1956, 1957, 1958, 1959, 1960 }, y = new[] { 142, 190, 185, 159, 112 }, name = "observed" },
            new Scatter
            {
                x = new[] { 1958, 1959, 1960 },
                y = new[] { 180, 170.5, 130 },
                low = new[] { 160.5, 140, 90 },
                high = new[] { 200, 205, 171.25 },
                name = "forecast",
            })
            .WithTitle("Sunspots").WithXTitle("year");
        IReadOnlyDictionary<string, string> shown = Notebook.Show(chart);
        Snapshot.Match(shown["image/svg+xml"], "svg");
        Snapshot.Match(shown["application/vnd.plotly.v1+json"], "json");
        Snapshot.Match(shown["text/plain"], "txt");
    }

    [Fact]
    public void The_band_has_the_colour_of_its_line_and_lies_behind_all_lines()
    {
        string svg = Chart.Plot(new Scatter { y = new[] { 1, 2 } }, Banded([1, 2], [0, 1], [2, 3])).ToSvg();
        XElement[] paths =
            [.. XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "path" && e.Attribute("class") is not null)];
        int area = Array.FindIndex(paths, p => p.Attribute("fill-opacity") is not null);
        Assert.Equal("nk-f1", paths[area].Attribute("class")!.Value);
        Assert.Equal(["nk-l0", "nk-l1"], paths[(area + 1)..].Select(p => p.Attribute("class")!.Value));
    }

    [Fact]
    public void Axes_make_room_for_the_band() =>
        Assert.Contains(">100<", Chart.Plot(Banded([1, 2, 3], [0, 0, -95], [5, 100, 5])).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void A_band_that_is_not_finite_somewhere_has_a_gap()
    {
        var chart = Chart.Plot(Banded([1, 2, 3, 4, 5], [0, 1, double.NaN, 3, 4], [2, 3, 4, 5, 6]));
        Assert.Equal(2, chart.ToSvg().Split("fill-opacity=\"0.22\"").Length - 1);
        using var figure = JsonDocument.Parse(chart.ToPlotlyJson());
        JsonElement[] traces = [.. figure.RootElement.GetProperty("data").EnumerateArray()];
        Assert.Equal(
            ["toself", "toself", "none"], traces.Select(t => t.TryGetProperty("fill", out JsonElement fill) ? fill.GetString() : "none"));
        Assert.Equal([2, 3, 1, 0], traces[0].GetProperty("y").EnumerateArray().Select(v => v.GetInt32()));
    }

    [Theory]
    [InlineData(new[] { 0.0, 1 }, new[] { 2.0, 3 }, "A band 2 wide lies behind it.")]
    [InlineData(new[] { 0.0, 1 }, new[] { 2.0, 6 }, "A band 2 to 5 wide lies behind it.")]
    public void The_sentence_tells_how_wide_it_is(double[] low, double[] high, string expected) =>
        Assert.EndsWith(expected, Chart.Plot(Banded([1, 2], low, high)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Edges_that_do_not_fit_are_named()
    {
        Assert.Equal("Chart: the trace 'f' has 2 points, 1 values in low and 2 in high; each point needs one of both.",
            Refused([1, 2], [1], [2, 3]));
        Assert.Equal("Chart: low of the trace 'f' is 4.5 at index 1, above high, 3; exchange the two.", Refused([1, 2], [1, 4.5], [2, 3]));
        Assert.Equal("Chart: high of the trace 'f' is missing; set it to a sequence of numbers.", Refused([1, 2], [1, 2], null));
    }

    private static string Refused(double[] y, double[] low, double[]? high) =>
        Assert.Throws<ArgumentException>(() => Chart.Plot(Banded(y, low, high))).Message;

    private static Scatter Banded(double[] y, double[] low, double[]? high) => new() { y = y, low = low, high = high, name = "f" };
}
