using System.Text;

namespace NotebookKit.Display.Drawing;

/// <summary>
/// Writes one SVG: an image with a name and a description for readers who do not see it, its own style sheet, no script and
/// nothing fetched. Text is escaped here and nowhere else.
/// </summary>
/// <param name="width">Width in CSS pixels.</param>
/// <param name="height">Height in CSS pixels.</param>
public sealed class Svg(double width, double height)
{
    private readonly StringBuilder _body = new();
    private readonly double _width = width;
    private readonly double _height = height;

    /// <summary>Where a text stands relative to its point.</summary>
    public enum Anchor
    {
        /// <summary>To the right of it.</summary>
        Start,

        /// <summary>Around it.</summary>
        Middle,

        /// <summary>To the left of it.</summary>
        End,
    }

    /// <summary>Adds a line. <paramref name="style"/> is a class such as <c>nk-rule</c>.</summary>
    public Svg Line(double x1, double y1, double x2, double y2, string style = "nk-rule", double width = 1, string? extra = null) => Add(
        $"<line class=\"{style}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke=\"{Stroke(style)}\""
        + $"{Unless(1, "stroke-width", width)}{Extra(extra)}/>\n");

    /// <summary>Adds a rectangle filled by <paramref name="style"/>, with an edge when <paramref name="edge"/> names one.</summary>
    public Svg Rect(double x, double y, double width, double height, string style, double radius = 0, double opacity = 1,
        string? edge = null, double edgeWidth = 1, string? extra = null) => Add(
        $"<rect class=\"{style}{Extra(edge)}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\""
        + $"{Unless(0, "rx", radius)} fill=\"{Fill(style)}\"{Unless(1, "fill-opacity", opacity)}{Edge(edge)}"
        + $"{(edge is null ? "" : Unless(1, "stroke-width", edgeWidth))}{Extra(extra)}/>\n");

    /// <summary>Adds a dot.</summary>
    public Svg Circle(double x, double y, double radius, string style, string? edge = null, double opacity = 1) => Add(
        $"<circle class=\"{style}{Extra(edge)}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"{Fill(style)}\""
        + $"{Unless(1, "fill-opacity", opacity)}{Edge(edge)}/>\n");

    /// <summary>Adds an open line through points, given as SVG path data.</summary>
    public Svg Path(string data, string style, double width = 1.75, string? dash = null, string? extra = null) => Add(
        $"<path class=\"{style}\" d=\"{data}\" fill=\"none\" stroke=\"{Stroke(style)}\" stroke-width=\"{N(width)}\" "
        + $"stroke-linejoin=\"round\" stroke-linecap=\"round\"{(dash is null ? "" : $" stroke-dasharray=\"{dash}\"")}{Extra(extra)}/>\n");

    /// <summary>Adds an area inside a closed line, given as SVG path data.</summary>
    public Svg Area(string data, string style, double opacity) =>
        Add($"<path class=\"{style}\" d=\"{data}\" fill=\"{Fill(style)}\" fill-opacity=\"{N(opacity)}\"/>\n");

    /// <summary>Adds text, escaped; <paramref name="y"/> is its base line.</summary>
    public Svg Text(double x, double y, string text, string style = "nk-ink", double size = 12, Anchor anchor = Anchor.Start,
        bool bold = false, double rotate = 0, bool mono = false, string? extra = null) => Add(
        $"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{Fill(style)}\""
        + (anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" })
        + (bold ? " font-weight=\"600\"" : "")
        + (mono ? " style=\"font-family:ui-monospace,'DejaVu Sans Mono',Consolas,monospace\"" : "")
        + (rotate == 0 ? "" : $" transform=\"rotate({N(rotate)} {N(x)} {N(y)})\"")
        + $"{Extra(extra)}>{Markup.Escape(text)}</text>\n");

    /// <summary>
    /// Opens a group; the caller closes it with <see cref="End"/>. <paramref name="attributes"/> must already be safe markup.
    /// </summary>
    public Svg Group(string attributes) => Add($"<g {attributes}>\n");

    /// <summary>Closes the last open group.</summary>
    public Svg End() => Add("</g>\n");

    /// <summary>Adds markup that another <see cref="Svg"/> or a constant of this assembly made.</summary>
    public Svg Raw(string markup) => Add(markup);

    /// <summary>The drawn elements without the frame around them.</summary>
    public string Body => _body.ToString();

    /// <summary>The whole image.</summary>
    /// <param name="title">Its name, a few words.</param>
    /// <param name="description">What it shows, in sentences.</param>
    public string ToString(string title, string description)
    {
        string id = Markup.Id(title + "\n" + description + "\n" + Body);
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nk\" role=\"img\" aria-labelledby=\"{id}t {id}d\" " +
            $"width=\"{N(_width)}\" height=\"{N(_height)}\" viewBox=\"0 0 {N(_width)} {N(_height)}\" "
            + "style=\"max-width:100%;height:auto\">\n" +
            $"<title id=\"{id}t\">{Markup.Escape(title)}</title>\n<desc id=\"{id}d\">{Markup.Escape(description)}</desc>\n" +
            $"<style>{Theme.SvgStyle}</style>\n" +
            $"<rect class=\"nk-ground\" width=\"{N(_width)}\" height=\"{N(_height)}\" rx=\"6\" fill=\"{Theme.Ground}\"/>\n" +
            Body + "</svg>\n";
    }

    /// <summary>
    /// The width a text is given room for. Fonts differ between machines; this is for the widest of the usual ones, so that
    /// text never runs into its neighbour.
    /// </summary>
    public static double TextWidth(string text, double size, bool bold = false) =>
        text.EnumerateRunes().Sum(Ems) * size * (bold ? 1.1 : 1);

    private static double Ems(Rune rune) => rune.Value switch
    {
        >= 0x1100 and (<= 0x115F or >= 0x2E80) => 1.0,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '→' or '…' => 0.98,
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' => 0.34,
        't' or 'f' or 'r' or '(' or ')' or '-' or '[' or ']' => 0.42,
        >= 'A' and <= 'Z' => 0.74,
        _ => 0.64,
    };

    /// <summary>The text, cut with an ellipsis to fit <paramref name="width"/> pixels.</summary>
    public static string Fit(string text, double width, double size, bool bold = false) => Shortened(
        text, width, size, bold, least: 1, (runes, length) => $"{string.Concat(runes.Take(length))}…");

    /// <summary>The text, cut in its middle to fit: of names that differ at the end, such as numbered ones, the end must stay.</summary>
    public static string FitMiddle(string text, double width, double size) => Shortened(
        text, width, size, bold: false, least: 2,
        (runes, length) => $"{string.Concat(runes.Take((length + 1) / 2))}…{string.Concat(runes.TakeLast(length / 2))}");

    private static string Shortened(string text, double width, double size, bool bold, int least, Func<Rune[], int, string> cut)
    {
        if (TextWidth(text, size, bold) <= width)
            return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int length = runes.Length - 1; length >= least; length--)
        {
            if (cut(runes, length) is var shorter && TextWidth(shorter, size, bold) <= width)
                return shorter;
        }
        return "…";
    }

    private Svg Add(string markup)
    {
        _body.Append(markup);
        return this;
    }

    /// <summary>An attribute, where it has another value than what SVG takes for granted.</summary>
    private static string Unless(double granted, string attribute, double value) =>
        value == granted ? "" : $" {attribute}=\"{N(value)}\"";

    private static string Edge(string? edge) => edge is null ? "" : $" stroke=\"{Stroke(edge)}\"";

    private static string N(double value) => Markup.Number(value);

    private static string Extra(string? extra) => extra is null ? "" : " " + extra;

    private static string Fill(string style) => style.Split(' ')[0] switch
    {
        "nk-ground" => Theme.Ground,
        "nk-soft" => Theme.Soft,
        "nk-neg" => "#0072b2",
        "nk-pos" => "#d55e00",
        "nk-none" => "none",
        ['n', 'k', '-', 'f', var digit] => Theme.LightLines[digit - '0'],
        _ => Theme.Ink,
    };

    private static string Stroke(string style) => style.Split(' ')[0] switch
    {
        "nk-rule" => Theme.Rule,
        "nk-axis" => Theme.Soft,
        ['n', 'k', '-', 'l', var digit] => Theme.LightLines[digit - '0'],
        _ => Theme.Ink,
    };
}
