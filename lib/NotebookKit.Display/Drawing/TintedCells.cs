using System.Text;

namespace NotebookKit.Display.Drawing;

/// <summary>
/// Many tinted cells as a few paths, one for each shade: thousands of rectangles of their own would make a notebook large.
/// </summary>
/// <param name="strongest">The opacity of the strongest tint.</param>
internal sealed class TintedCells(double strongest)
{
    /// <summary>Shades of each colour; neighbours differ by less than the eye tells apart.</summary>
    private const int Shades = 32;

    private readonly SortedDictionary<(bool Negative, int Shade), StringBuilder> _paths = [];

    /// <summary>Adds a cell with the tint of a value.</summary>
    public void Add(double x, double y, double width, double height, (bool Negative, double Strength) tint)
    {
        int shade = (int)Math.Round(tint.Strength * Shades);
        if (shade == 0)
            return;
        if (!_paths.TryGetValue((tint.Negative, shade), out StringBuilder? path))
            _paths[(tint.Negative, shade)] = path = new StringBuilder();
        path.Append($"M{Markup.Number(x)} {Markup.Number(y)}h{Markup.Number(width)}v{Markup.Number(height)}h{Markup.Number(-width)}z");
    }

    /// <summary>Draws the cells.</summary>
    public void Draw(Svg svg)
    {
        foreach (((bool negative, int shade), StringBuilder path) in _paths)
        {
            svg.Raw($"<path class=\"{(negative ? "nk-neg" : "nk-pos")}\" fill=\"{(negative ? "#0072b2" : "#d55e00")}\" " +
                $"fill-opacity=\"{Markup.Number((double)shade / Shades * strongest)}\" shape-rendering=\"crispEdges\" d=\"{path}\"/>\n");
        }
    }
}
