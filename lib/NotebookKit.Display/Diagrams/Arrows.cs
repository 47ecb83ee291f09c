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
        svg.Path(string.Concat(branches.Select(Line)), stroke, 1.5);
        svg.Raw($"<path class=\"{fill}\" d=\"{string.Concat(branches.Select(HeadOf))}\" fill=\"{Colour(fill)}\"/>\n");
    }

    /// <summary>The line, which ends inside of its head.</summary>
    private static string Line((double X, double Y)[] points)
    {
        (double dx, double dy) = Direction(points);
        return Markup.PathData([.. points[..^1], (points[^1].X - (dx * (Head - 1)), points[^1].Y - (dy * (Head - 1)))]);
    }

    private static string HeadOf((double X, double Y)[] points)
    {
        ((double x, double y), (double dx, double dy)) = (points[^1], Direction(points));
        (double bx, double by) = (x - (dx * Head), y - (dy * Head));
        return $"M{N(x)} {N(y)}L{N(bx + (dy * 3.5))} {N(by + (dx * 3.5))}L{N(bx - (dy * 3.5))} {N(by - (dx * 3.5))}Z";
    }

    /// <summary>Where the last stretch runs: 1, 0 or -1 along each axis.</summary>
    private static (double X, double Y) Direction((double X, double Y)[] points) => (
        Math.Sign(Math.Round(points[^1].X - points[^2].X, 2)), Math.Sign(Math.Round(points[^1].Y - points[^2].Y, 2)));

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
