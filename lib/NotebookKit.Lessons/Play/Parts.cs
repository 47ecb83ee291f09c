using System.Globalization;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>A value in an attribute, and an arrow whose look a script may change.</summary>
internal static class Parts
{
    private const double Head = 7;

    /// <summary>A number as markup holds it.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>
    /// An arrow in a group of its own. What a script changes stands on the group, and the lines inherit it: whether it shows,
    /// how bold it is, and its dash.
    /// </summary>
    /// <param name="svg">Where to.</param>
    /// <param name="group">The group's attributes.</param>
    /// <param name="colour">The number of the line colour, or null for the quiet one.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Its tip, straight above, below or beside.</param>
    public static void Arrow(Svg svg, string group, int? colour, (double X, double Y) from, (double X, double Y) to)
    {
        (double dx, double dy) = (Math.Sign(to.X - from.X), Math.Sign(to.Y - from.Y));
        (double bx, double by) = (to.X - (dx * Head), to.Y - (dy * Head));
        svg.Group(group)
            .Raw($"<path class=\"{(colour is { } l ? $"nk-l{l}" : "nk-axis")}\" fill=\"none\" stroke=\"#57606a\" "
                + $"d=\"M{Number(from.X)} {Number(from.Y)}L{Number(bx)} {Number(by)}\"/>\n")
            .Raw($"<path class=\"{(colour is { } f ? $"nk-f{f}" : "nk-soft")}\" stroke=\"none\" fill=\"#57606a\" "
                + $"d=\"M{Number(to.X)} {Number(to.Y)}L{Number(bx + (dy * 4.5))} {Number(by + (dx * 4.5))}"
                + $"L{Number(bx - (dy * 4.5))} {Number(by - (dx * 4.5))}Z\"/>\n")
            .End();
    }
}
