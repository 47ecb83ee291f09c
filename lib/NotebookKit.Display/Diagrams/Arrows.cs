using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Diagrams;

/// <summary>Arrows with heads of their own: SVG's markers need ids, which would clash when a page holds two pictures.</summary>
internal static class Arrows
{
    private const double Head = 6;

    /// <summary>An arrow along corner points; its last part must be horizontal or vertical.</summary>
    public static void Draw(Svg svg, string stroke, string fill, params (double X, double Y)[] points) => Draw(svg, stroke, fill, [points]);

    /// <summary>
    /// Arrows that are branches of each other, as one line: drawn one over another, the part they share would look bolder.
    /// </summary>
    public static void Draw(Svg svg, string stroke, string fill, IReadOnlyList<(double X, double Y)[]> branches)
    {
        var path = new System.Text.StringBuilder();
        var heads = new System.Text.StringBuilder();
        foreach ((double X, double Y)[] points in branches)
        {
            (double x, double y) = points[^1];
            (double fromX, double fromY) = points[^2];
            double dx = Math.Sign(Math.Round(x - fromX, 2)), dy = Math.Sign(Math.Round(y - fromY, 2));
            for (int i = 0; i < points.Length; i++)
            {
                (double px, double py) = i == points.Length - 1 ? (x - (dx * (Head - 1)), y - (dy * (Head - 1))) : points[i];
                path.Append(i == 0 ? 'M' : 'L').Append(N(px)).Append(' ').Append(N(py));
            }
            (double bx, double by) = (x - (dx * Head), y - (dy * Head));
            heads.Append($"M{N(x)} {N(y)}L{N(bx + (dy * 3.5))} {N(by + (dx * 3.5))}L{N(bx - (dy * 3.5))} {N(by - (dx * 3.5))}Z");
        }
        svg.Path(path.ToString(), stroke, 1.5);
        svg.Raw($"<path class=\"{fill}\" d=\"{heads}\" fill=\"{Colour(fill)}\"/>\n");
    }

    /// <summary>Colour classes of what flows: outputs in the colour of text, h and c in one colour each.</summary>
    public static (string Stroke, string Fill) Of(string? state) => state?.Split(' ')[^1] switch
    {
        null => ("nk-axis", "nk-soft"),
        "c" => ("nk-l1", "nk-f1"),
        _ => ("nk-l0", "nk-f0"),
    };

    private static string Colour(string fill) => fill switch
    {
        "nk-f0" => Theme.LightLines[0],
        "nk-f1" => Theme.LightLines[1],
        _ => Theme.Soft,
    };

    private static string N(double value) => Markup.Number(value);
}
