namespace NotebookKit.Display.Drawing;

/// <summary>
/// How values become tints: blue below zero, orange above, more colour for more distance. The two hues stay apart with every
/// kind of colour blindness. A tint is a colour laid thinly over whatever ground the page has, so that it works in light and
/// dark, and so that text on it keeps its contrast.
/// </summary>
/// <param name="Low">The value at the lower end.</param>
/// <param name="High">The value at the upper end.</param>
/// <param name="Diverging">Whether the range lies on both sides of zero; it is then symmetric.</param>
internal sealed record TintRange(double Low, double High, bool Diverging)
{
    /// <summary>The strongest tint behind text: with it, ink on paper and white on black keep at least 4.5:1.</summary>
    public const double BehindText = 0.5;

    /// <summary>The range of values, or the one asked for.</summary>
    public static TintRange Of(IEnumerable<double> values, double? low = null, double? high = null)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }
        if (least > most)
            (least, most) = (0, 1);
        (least, most) = (low ?? least, high ?? most);
        if (least < 0 && most > 0)
        {
            double reach = Math.Max(-least, most);
            return low is null && high is null ? new TintRange(-reach, reach, true) : new TintRange(least, most, true);
        }
        // One-sided values start at zero when zero is near; otherwise differences between large values would all look alike.
        if (low is null && least > 0 && least < most * 0.9)
            least = 0;
        if (high is null && most < 0 && most > least * 0.9)
            most = 0;
        if (least >= most)
        {
            // One single value: zero is the other end.
            if (least > 0)
                least = 0;
            else
                most = least == 0 ? 1 : 0;
        }
        return new TintRange(least, most, false);
    }

    /// <summary>The tint of a value: whether it is the negative colour, and how strong, from 0 to 1.</summary>
    public (bool Negative, double Strength) At(double value)
    {
        if (!double.IsFinite(value))
            return (value < 0, double.IsNaN(value) ? 0 : 1);
        if (Diverging)
            return (value < 0, Math.Min(1, value < 0 ? value / Low : value / High));
        return High <= 0
            ? (true, Math.Clamp((High - value) / (High - Low), 0, 1))
            : (false, Math.Clamp((value - Low) / (High - Low), 0, 1));
    }
}
