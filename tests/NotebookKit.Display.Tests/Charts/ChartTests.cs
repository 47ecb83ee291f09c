using System.Xml.Linq;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Charts;

public class ChartTests
{
    private static readonly double[] s_loss = [2.31, 1.4, 0.93, 0.71, 0.52, 0.44, 0.33, 0.29, 0.21, 0.2];

    [Fact]
    public void Two_lines_share_their_axes_and_have_a_legend()
    {
        double[] validation = [2.2, 1.5, 1.1, 0.84, 0.71, 0.63, 0.6, 0.58, 0.59, 0.6];
        MatchAll(Chart.Line(("loss", s_loss), ("val_loss", validation))
            .WithTitle("Training").WithXTitle("epoch").WithYTitle("categorical cross-entropy"));
    }

    [Fact]
    public void A_dot_stands_at_each_pair_of_x_and_y() =>
        MatchAll(Chart.Scatter(new[] { 1, 2, 3, 4, 5 }, new[] { 2f, 1.5f, -3, 0.1f, 2 }, "weights"));

    [Fact]
    public void Bars_of_several_series_stand_beside_each_other() =>
        MatchAll(Chart.Bar(new[] { "SimpleRNN", "GRU", "LSTM" }, ("per character", new[] { 0.83, 0.98, 0.99 }),
        ("per answer", new[] { 0.41, 0.93, 0.97 }))
        .WithTitle("Accuracy after 30 epochs").WithYTitle("accuracy"));

    [Fact]
    public void A_histogram_counts_values_in_bins()
    {
        var random = new Random(7);
        MatchAll(
            Chart.Histogram(Enumerable.Range(0, 400).Select(_ => Math.Round(Enumerable.Range(0, 6).Sum(_ => random.NextDouble()) - 3, 4)))
            .WithTitle("Initial weights").WithXTitle("weight").WithYTitle("count"));
    }

    [Fact]
    public void A_heatmap_writes_its_few_values_into_its_cells() => MatchAll(Chart.Heatmap(
        new double[,] { { 0.1, -0.4, 0.92 }, { 0.3, 0.0, -0.75 } }, ["unit 0", "unit 1", "unit 2"], ["time 0", "time 1"]).WithTitle("h"));

    [Fact]
    public void A_heatmap_of_attention_is_labelled_by_its_characters() => MatchAll(Chart.Heatmap(
        Tensor.Of([0.7f, 0.2f, 0.1f, 0, 0.1f, 0.5f, 0.3f, 0.1f, 0, 0.05f, 0.15f, 0.8f], new Shape(1, 3, 4)), ["1", "2", "+", "<"],
        ["a", "b", "c"])
        .WithXTitle("question").WithYTitle("answer").WithSize(420, 260));

    [Fact]
    public void A_heatmap_of_many_cells_is_tinted_without_numbers() => MatchAll(Chart.Heatmap(
        Enumerable.Range(0, 30).Select(i => Enumerable.Range(0, 300).Select(j => Math.Sin(i / 5.0) * Math.Cos(j / 23.0)).ToArray()))
        .WithXTitle("unit").WithYTitle("time").WithSize(640, 300));

    [Fact]
    public void A_logarithmic_axis_shows_powers_of_ten() => MatchAll(Chart
        .Line(Enumerable.Range(0, 60).Select(i => Math.Pow(0.8, i))).WithLogY()
        .WithTitle("Gradient through 60 steps").WithXTitle("steps back").WithYTitle("norm of the gradient"));

    [Fact]
    public void Eight_lines_can_be_told_apart() => MatchSvg(Chart.Plot(Enumerable.Range(0, 8).Select(k => new Scatter
    {
        y = Enumerable.Range(0, 40).Select(t => Math.Sin((t / 6.0) + k) + k).ToArray(),
        name = $"unit {k}",
    })).WithXTitle("time"));

    [Fact]
    public void Long_names_of_categories_have_room() => MatchSvg(Chart.Bar(
        Enumerable.Range(0, 12).Select(i => $"configuration number {i}"), Enumerable.Range(0, 12).Select(i => (i * 7 % 5) - 2)));

    [Fact]
    public void A_constant_series_is_a_level_line() => MatchAll(Chart.Line(Enumerable.Repeat(0.25f, 30)));

    [Fact]
    public void A_series_of_one_point_shows_it() => MatchAll(Chart.Line(new[] { 42 }));

    [Fact]
    public void Values_that_are_not_finite_are_gaps_in_the_line() =>
        MatchAll(Chart.Line(new[] { 1, 2, double.NaN, 4, double.PositiveInfinity, 6, 7 }));

    [Fact]
    public void A_series_without_a_finite_value_says_so() => MatchAll(Chart.Line(new[] { double.NaN, double.NegativeInfinity }));

    [Fact]
    public void Markup_in_titles_and_names_stays_text() => MatchAll(Chart.Line(("<script>alert(1)</script> & co", s_loss))
        .WithTitle("<b>bold</b>").WithXTitle("\"x\"").WithYTitle("a\u0001b").WithLegend());

    [Fact]
    public void A_hundred_thousand_points_keep_their_spikes()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => Math.Sin(i / 3000.0) * 0.01)];
        values[54_321] = 5;
        string svg = Chart.Line(values).ToSvg();
        Assert.True(svg.Length < 60_000, $"{svg.Length} characters");
        Assert.Contains("highest 5 at 54,321", svg);
        string path = XDocument.Parse(svg).Descendants().First(e => e.Name.LocalName == "path").Attribute("d")!.Value;
        double[] heights = [.. path.Split('M', 'L').Skip(1).Select(p => double.Parse(p.Split(' ')[1]))];
        // The spike is one point of 100,000, and it is drawn: far above everything else.
        Assert.True(heights.Min() < heights.Order().ElementAt(1) - 100);
    }

    [Fact]
    public void A_hundred_thousand_dots_stay_small()
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        string svg = Chart.Scatter(x, x.Select(v => v * v)).ToSvg();
        Assert.True(svg.Length < 200_000, $"{svg.Length} characters");
    }

    private static readonly double[][] s_crowded = [.. Enumerable.Range(0, 10).Select(i => Enumerable.Range(0, 10)
        .Select(j => i == j ? 0.9 : ((10 * i) + j) / 1000.0).ToArray())];

    [Fact]
    public void A_heatmap_whose_values_crowd_spreads_its_tints_and_says_so_beside_them()
    {
        var chart = Chart.Heatmap(s_crowded);
        Assert.Contains("Most are small, so the tint grows with the square root.", chart.ToString());
        string svg = chart.ToSvg(), plotly = chart.ToPlotlyJson();
        Assert.Contains(">√ scale</text>", svg);
        foreach (string mark in new[] { ">0.9<", ">0.51<", ">0.22<", ">0.056<", ">0<" })
            Assert.Contains(mark, svg);
        Assert.Contains("\\u221A scale", plotly);
        Assert.Contains("[0.015625,\"rgba(213,94,0,0.115)\"]", plotly);
    }

    [Fact]
    public void A_heatmap_with_an_outlier_says_that_its_scale_ends_before_it()
    {
        var chart = Chart.Heatmap(new[] { new[] { -1, -0.5, 0.25, 0.75 }, [1, 0.5, -0.25, 80], [0.6, -0.7, double.NaN, 0.3] });
        Assert.Equal(
            "Heatmap. 3 rows by 4 columns, values from −1 to 80. The scale runs from −1 to 1; 1 cell lies beyond it. 1 value is not finite "
            + "and drawn empty.",
            chart.ToString());
        Assert.Contains(">≥ 1<", chart.ToSvg());
        Assert.Contains("\"zmin\":-1,\"zmax\":1", chart.ToPlotlyJson());
    }

    [Fact]
    public void The_ends_of_a_scale_that_are_given_are_kept_and_so_is_a_tint_in_step_with_the_value()
    {
        Assert.DoesNotContain("√", Chart.Plot([new Heatmap { z = s_crowded, zmin = 0, zmax = 1 }]).ToSvg());
        Assert.DoesNotContain("√", Chart.Plot([new Heatmap { z = s_crowded, spread = false }]).ToSvg());
        Assert.Equal("Heatmap: the Heatmap trace has spread and zmin or zmax; spread chooses both ends. Leave one of them out.",
            Assert.Throws<ArgumentException>(() => Chart.Plot([new Heatmap { z = s_crowded, spread = true, zmax = 1 }])).Message);
    }

    [Fact]
    public void The_means_of_many_cells_are_not_all_pale()
    {
        Chart chart = Tensor.RandomNormal(new Shape(512, 1024), seed: 1).Heatmap();
        var heatmap = (Heatmap)chart.Traces[0];
        Assert.InRange(heatmap.Tints().High, 0.3, 1.5);
    }

    [Fact]
    public void A_large_heatmap_stays_small()
    {
        Chart chart = Tensor.RandomNormal(new Shape(512, 1024), seed: 1).Heatmap();
        string svg = chart.ToSvg(), plotly = chart.ToPlotlyJson();
        Assert.InRange(svg.Length, 10_000, 700_000);
        Assert.InRange(plotly.Length, 10_000, 500_000);
        Assert.Contains("\"x0\":3.5,\"dx\":8,\"y0\":1.5,\"dy\":4", plotly);
        Assert.Contains("Each drawn cell is the mean of 4 by 8 values.", svg);
    }

    [Theory]
    [InlineData(true, "the trace 'loss' is empty")]
    [InlineData(false, "the Scatter trace is empty")]
    public void An_empty_series_is_an_error(bool named, string expected)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Chart.Line(Array.Empty<double>(), named ? "loss" : null));
        Assert.Equal($"Chart: {expected}; a chart needs at least one value.", error.Message);
    }

    [Fact]
    public void Wrong_data_is_named()
    {
        Assert.Equal("Chart: the trace 'a' has 2 x values and 3 y values; each point needs one of both.",
            Assert.Throws<ArgumentException>(() => Chart.Line(new[] { 1, 2 }, new[] { 1, 2, 3 }, "a")).Message);
        Assert.Equal("Chart: y of the Scatter trace holds a value of type String at index 1; expected numbers.",
            Assert.Throws<ArgumentException>(() => Chart.Line(new object[] { 1, "two" })).Message);
        Assert.Equal("Chart: row 1 of z of the Heatmap trace has 1 values, row 0 has 2; all rows need the same number.",
            Assert.Throws<ArgumentException>(() => Chart.Heatmap(new[] { new[] { 1, 2 }, [3] })).Message);
        Assert.Equal("Layout: the type of xaxis is 'cubic'; it can be linear or log.",
            Assert.Throws<ArgumentException>(() =>
                Chart.Line(s_loss).WithLayout(new Layout { xaxis = new Xaxis { type = "cubic" } })).Message);
        Assert.Contains("160 to 4000", Assert.Throws<ArgumentOutOfRangeException>(() => Chart.Line(s_loss).WithSize(10, 10)).Message);
    }

    [Theory]
    [InlineData(new[] { 0.8812, 0.0001467, 0.1181 }, "0.881 0.000 0.118")]
    [InlineData(new[] { 1, 0.5, -0.00001 }, "1.0 0.5 0.0")]
    [InlineData(new[] { -12.345, 3, 0 }, "−12.3 3.0 0.0")]
    [InlineData(new[] { 3.0, 4, 5 }, "3 4 5")]
    [InlineData(new[] { 12345.6, 1, 0 }, "12,345.6 1 0")]
    public void Cells_of_a_heatmap_show_the_same_decimals(double[] row, string expected)
    {
        string svg = Chart.Heatmap(new[] { row }).WithSize(640, 200).ToSvg();
        string[] cells = [.. System.Text.RegularExpressions.Regex.Matches(svg, "class=\"nk-ink\"[^>]*font-size=\"11\"[^>]*>([^<]+)<")
            .Select(m => m.Groups[1].Value)];
        Assert.Equal(expected, string.Join(" ", cells));
    }

    [Fact]
    public void A_bundle_holds_Plotly_SVG_and_text()
    {
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(Chart.Line(s_loss, "loss"));
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], bundle.Keys);
        Assert.StartsWith("{\"data\":[{\"type\":\"scatter\"", bundle["application/vnd.plotly.v1+json"]);
        Assert.StartsWith("<svg", bundle["image/svg+xml"]);
        Assert.Equal("Line chart. loss: 10 points from 2.31 at 0 to 0.2 at 9; lowest 0.2 at 9, highest 2.31 at 0.", bundle["text/plain"]);
    }

    [Fact]
    public void The_same_data_at_two_sizes_does_not_share_its_clip()
    {
        string small = Chart.Line(s_loss).WithSize(330, 250).ToSvg(), large = Chart.Line(s_loss).ToSvg();
        Assert.NotEqual(Clip(small), Clip(large));
        Assert.Equal(Clip(large), Clip(Chart.Line(s_loss).ToSvg()));

        static string Clip(string svg) => svg.Split("clipPath id=\"")[1].Split('"')[0];
    }

    [Fact]
    public void Every_SVG_stands_alone()
    {
        var svg = XDocument.Parse(Chart.Line(s_loss).WithTitle("Loss").ToSvg());
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal("img", svg.Root!.Attribute("role")!.Value);
        Assert.Equal("Loss", svg.Root.Element(ns + "title")!.Value);
        Assert.StartsWith("Line chart “Loss”", svg.Root.Element(ns + "desc")!.Value);
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "image" or "foreignObject");
        Assert.DoesNotContain("http", svg.ToString().Replace("http://www.w3.org/2000/svg", ""));
    }

    private static void MatchAll(Chart chart, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(chart);
        MatchSvg(chart, test);
        Snapshot.Match(bundle["text/plain"], "txt", test: test);
        Snapshot.Match(bundle["application/vnd.plotly.v1+json"], "json", test: test);
    }

    private static void MatchSvg(Chart chart, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        string svg = Notebook.Show(chart)["image/svg+xml"];
        XDocument.Parse(svg);
        Snapshot.Match(svg, "svg", test: test);
    }
}
