using System.Globalization;
using System.Text;

namespace NotebookKit.Display.Drawing;

/// <summary>Text and numbers as they may stand in HTML and SVG.</summary>
public static class Markup
{
    /// <summary>
    /// The text with every character that HTML or XML would read as markup replaced. Characters that XML forbids (control
    /// characters, half surrogate pairs) become U+FFFD, since one of them would make a whole SVG unreadable.
    /// </summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                (< 0x20 and not ('\t' or '\n' or '\r')) or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
        }
        return escaped.ToString();
    }

    /// <summary>A length or coordinate: at most two decimals, a point whatever the culture.</summary>
    internal static string Number(double value)
    {
        string text = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>The line through these points, as the data of an SVG path.</summary>
    internal static string PathData(IEnumerable<(double X, double Y)> points) =>
        string.Concat(points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{Number(point.X)} {Number(point.Y)}"));

    /// <summary>A value for a reader: four significant digits, with a true minus sign. Five digits are grouped, a year is not.</summary>
    internal static string Readable(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        string text = size is >= 1e6 or (> 0 and < 1e-4)
            ? value.ToString("0.###e+0", CultureInfo.InvariantCulture)
            : size >= 1000
                ? value.ToString(size >= 10_000 ? "#,##0.#" : "0.#", CultureInfo.InvariantCulture)
                : ((decimal)double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
                    .ToString("0.#######", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    /// <summary>
    /// A short name that depends only on the content: ids inside one page must differ, and the same value must always give
    /// the same markup, so that saved notebooks do not change without a cause.
    /// </summary>
    internal static string Id(string content)
    {
        uint hash = 2166136261;
        foreach (char c in content)
            hash = (hash ^ c) * 16777619;
        return "nk" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
