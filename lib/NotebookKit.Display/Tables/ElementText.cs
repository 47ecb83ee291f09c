using System.Globalization;

namespace NotebookKit.Display.Tables;

/// <summary>
/// Writes the numbers of one table alike: as few decimals as keep every digit that is there, at most eight, as NumPy does;
/// with an exponent where all are very small or one is very large. The minus is the one of C#, so that numbers can be copied.
/// </summary>
internal sealed class ElementText
{
    private readonly string _format;

    /// <param name="values">The values that will be shown.</param>
    /// <param name="most">The most decimals there is room for.</param>
    public ElementText(IEnumerable<float> values, int most = 8)
    {
        float[] shown = [.. values.Where(v => float.IsFinite(v) && v != 0)];
        double largest = shown.Select(Math.Abs).DefaultIfEmpty(0).Max();
        int decimals = shown.Select(value => Decimals(value, most)).DefaultIfEmpty(0).Max();
        _format = largest >= 1e8 || (largest > 0 && largest < 1e-3)
            ? "0." + new string('0', most == 8 ? 7 : most) + "e+00"
            : "0." + new string('0', decimals);
    }

    /// <summary>The value as it stands in its cell.</summary>
    public string this[float value] => float.IsNaN(value) ? "nan"
        : float.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : value == 0 && _format.EndsWith("e+00", StringComparison.Ordinal) ? "0"
        : Shortest(value).ToString(_format, CultureInfo.InvariantCulture);

    /// <summary>
    /// The double with the float's own shortest digits. Custom formats cut a float after seven digits, one fewer than it may need.
    /// </summary>
    private static double Shortest(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>How many decimals the shortest text that reads back as this value has, up to <paramref name="most"/>.</summary>
    private static int Decimals(float value, int most)
    {
        if (Math.Abs(value) >= 1e7)
            return 0;
        decimal exact = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        string text = Math.Round(exact, most).ToString("0.########", CultureInfo.InvariantCulture);
        int point = text.IndexOf('.');
        return point < 0 ? 0 : text.Length - point - 1;
    }
}
