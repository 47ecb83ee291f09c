using System.Text;
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
            var data = new StringBuilder();
            foreach ((double px, double py) in there.Concat(back))
            {
                data.Append(data.Length == 0 ? 'M' : 'L').Append(Markup.Number(Math.Round(px, 1))).Append(' ')
                    .Append(Markup.Number(Math.Round(py, 1)));
            }
            svg.Area(data.Append('Z').ToString(), $"nk-f{index % Theme.LineColours}", Opacity);
        }
    }

    private static List<(double X, double Y)> Edge(PlotArea plot, Series series, double[] edge, int from, int to) => Decimation.Line(
        [.. Enumerable.Range(from, to - from).Select(i => (plot.X(series.X[i]), plot.Y(edge[i])))], plot.Right - plot.Left);
}
