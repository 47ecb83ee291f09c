using System.Globalization;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>Draws lines, points, bars and histograms as SVG.</summary>
internal static class ChartPicture
{
    public static string Draw(Chart chart) => Drawn(chart).ToString(ChartDescription.Name(chart), ChartDescription.Describe(chart));

    /// <summary>The drawn chart, to stand alone or as a panel of a larger picture.</summary>
    public static Svg Drawn(Chart chart)
    {
        Layout layout = chart.Layout;
        string[]? categories = Categories(chart);
        Bins[] bins = [.. chart.Traces.OfType<Histogram>().Select(h => Bins.Of(h.Values, h.nbinsx))];
        double[] xs = [.. chart.Traces.SelectMany(Xs), .. bins.SelectMany(b => new[] { b.Start, b.End })];
        double[] ys = [.. chart.Traces.SelectMany(Ys), .. bins.SelectMany(b => b.Counts.Select(c => (double)c))];
        bool bars = chart.Traces.Any(t => t is Bar or Histogram);
        if (bars && !layout.yaxis.IsLog)
            ys = [.. ys, 0];
        double slot = SlotWidth(chart);
        if (chart.Traces.Any(t => t is Bar) && categories is null)
            xs = [.. xs.SelectMany(v => new[] { v - (slot / 2), v + (slot / 2) })];
        bool whole = !layout.xaxis.IsLog && bins.Length == 0 && xs.All(v => !double.IsFinite(v) || v == Math.Floor(v));
        Scale x = categories is null
            ? Scale.Of(layout.xaxis, xs, Math.Max(2, layout.width / 90), nice: chart.Traces.Any(t => t is Scatter { mode: "markers" }),
                whole)
            : Scale.Categories(categories.Length);
        var y = Scale.Of(layout.yaxis, ys, Math.Max(2, layout.height / 60), nice: true);
        var plot = new PlotArea(chart, x, y, categories);
        var svg = new Svg(layout.width, layout.height);
        plot.Draw(svg);

        // What a range cuts off must not be drawn over the labels.
        // Its id comes from its size as well: a page may hold the same data at another size, and the first of two equal ids wins.
        string clip =
            Markup.Id(string.Create(CultureInfo.InvariantCulture, $"{chart} {plot.Left} {plot.Top} {plot.Right} {plot.Bottom}")) + "c";
        svg.Raw(
            $"<clipPath id=\"{clip}\"><rect x=\"{N(plot.Left - 4)}\" y=\"{N(plot.Top - 4)}\" width=\"{N(plot.Right - plot.Left + 8)}\" "
            + $"height=\"{N(plot.Bottom - plot.Top + 8)}\"/></clipPath>\n");
        svg.Group($"clip-path=\"url(#{clip})\"");
        // Behind everything: a band must not dim the line of another trace.
        for (int i = 0; i < chart.Traces.Count; i++)
        {
            if (chart.Traces[i] is Scatter behind && behind.Edges is { } band)
                BandPicture.Draw(svg, plot, x, y, behind.Points, band, i);
        }
        int barTraces = chart.Traces.Count(t => t is Bar), barIndex = 0, binIndex = 0;
        for (int i = 0; i < chart.Traces.Count; i++)
        {
            switch (chart.Traces[i])
            {
                case Bar bar:
                    Bars(svg, plot, x, y, bar.Points, i, slot * 0.8 / barTraces,
                        (barIndex++ - ((barTraces - 1) / 2.0)) * slot * 0.8 / barTraces);
                    break;
                case Histogram:
                    Intervals(svg, plot, y, bins[binIndex++], i, bins.Length);
                    break;
                case Scatter scatter:
                    Points(svg, plot, x, y, scatter, i);
                    break;
            }
        }
        svg.End();
        if (!xs.Any(x.Shows) || !ys.Any(y.Shows) || (bins.Length > 0 && bins.All(b => b.Counts.Sum() == 0)))
        {
            svg.Text((plot.Left + plot.Right) / 2, (plot.Top + plot.Bottom) / 2, "no value can be drawn: see the description",
                "nk-soft",
                anchor: Svg.Anchor.Middle);
        }
        return svg;
    }

    private static void Points(Svg svg, PlotArea plot, Scale x, Scale y, Scatter scatter, int index)
    {
        Series series = scatter.Points;
        string mode = scatter.EffectiveMode(series.Y.Length);
        int colour = index % Theme.LineColours;
        var runs = new List<List<(double X, double Y)>> { new() };
        for (int i = 0; i < series.Y.Length; i++)
        {
            if (x.Shows(series.X[i]) && y.Shows(series.Y[i]))
                runs[^1].Add((plot.X(series.X[i]), plot.Y(series.Y[i])));
            else if (runs[^1].Count > 0)
                runs.Add([]);
        }
        foreach (List<(double X, double Y)> run in runs.Where(r => r.Count > 0))
        {
            if (mode.Contains("lines") && run.Count > 1)
            {
                svg.Path(Data(Decimation.Line(run, plot.Right - plot.Left)), $"nk-l{colour}", 2, scatter.Dashed ? "5 4"
                    : Theme.Dash(index));
            }

            if (!mode.Contains("markers") && run.Count > 1)
                continue;
            List<(double X, double Y)> dots = Decimation.Dots(run);
            foreach ((double px, double py) in dots)
                svg.Circle(px, py, dots.Count > 400 ? 1.5 : 3, $"nk-f{colour}", opacity: mode == "markers" && dots.Count > 40 ? 0.7 : 1);
        }
    }

    private static void Bars(Svg svg, PlotArea plot, Scale x, Scale y, Series series, int index, double width, double offset)
    {
        for (int i = 0; i < series.Y.Length; i++)
        {
            double middle = series.X[i] + offset;
            if (!x.Shows(middle) || !y.Shows(series.Y[i]))
                continue;
            double left = plot.X(middle - (width / 2)), right = plot.X(middle + (width / 2));
            double from = y.Shows(0) ? plot.Y(0) : plot.Bottom, to = plot.Y(series.Y[i]);
            svg.Rect(left, Math.Min(from, to), Math.Max(0.5, right - left - 1), Math.Abs(from - to), $"nk-f{index % Theme.LineColours}");
        }
    }

    private static void Intervals(Svg svg, PlotArea plot, Scale y, Bins bins, int index, int histograms)
    {
        for (int i = 0; i < bins.Counts.Length; i++)
        {
            if (bins.Counts[i] == 0)
                continue;
            double left = plot.X(bins.Start + (i * bins.Size)), right = plot.X(bins.Start + ((i + 1) * bins.Size));
            double from = y.Shows(0) ? plot.Y(0) : plot.Bottom, to = plot.Y(bins.Counts[i]);
            svg.Rect(left + 0.5, to, Math.Max(0.5, right - left - 1), from - to, $"nk-f{index % Theme.LineColours}",
                opacity: histograms > 1 ? 0.6 : 1);
        }
    }

    /// <summary>The line through these points, to a tenth of a pixel.</summary>
    public static string Data(IEnumerable<(double X, double Y)> points) =>
        Markup.PathData(points.Select(p => (Math.Round(p.X, 1), Math.Round(p.Y, 1))));

    private static IEnumerable<double> Xs(ChartTrace trace) => trace switch
    {
        Scatter scatter => scatter.Points.X,
        Bar bar => bar.Points.X,
        _ => [],
    };

    private static IEnumerable<double> Ys(ChartTrace trace) => trace switch
    {
        Scatter scatter => scatter.Edges is { } band ? [.. scatter.Points.Y, .. band.Low, .. band.High] : scatter.Points.Y,
        Bar bar => bar.Points.Y,
        _ => [],
    };

    private static string[]? Categories(Chart chart) => chart.Traces
        .Select(trace => trace switch { Scatter s => s.Points.Categories, Bar b => b.Points.Categories, _ => null })
        .OfType<string[]>().MaxBy(names => names.Length);

    /// <summary>The room of one bar or group along the axis, in the axis's unit: the smallest distance between two positions.</summary>
    private static double SlotWidth(Chart chart)
    {
        double[] places = [.. chart.Traces.OfType<Bar>().SelectMany(b => b.Points.X).Where(double.IsFinite).Distinct().Order()];
        return places.Length < 2 ? 1 : places.Zip(places.Skip(1), (a, b) => b - a).Min();
    }

    private static string N(double value) => Markup.Number(value);
}
