using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>Draws the band behind a line as an area in the line's colour.</summary>
internal static class BandPicture
{
    private const double Opacity = 0.22;

    public static void Draw(Svg svg, PlotArea plot, Scale x, Scale y, Series series, Band band, int index)
    {
        foreach ((int from, int to) in band.Runs(i => x.Shows(series.X[i]) && y.Shows(band.Low[i]) && y.Shows(band.High[i])))
        {
            List<(double X, double Y)> there = Edge(plot, series, band.High, from, to), back = Edge(plot, series, band.Low, from, to);
            back.Reverse();
            svg.Area(ChartPicture.Data(there.Concat(back)) + "Z", $"nk-f{index % Theme.LineColours}", Opacity);
        }
    }

    private static List<(double X, double Y)> Edge(PlotArea plot, Series series, double[] edge, int from, int to) => Decimation.Line(
        [.. Enumerable.Range(from, to - from).Select(i => (plot.X(series.X[i]), plot.Y(edge[i])))], plot.Right - plot.Left);
}
