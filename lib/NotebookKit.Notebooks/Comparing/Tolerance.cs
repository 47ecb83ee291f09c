using System.Globalization;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>When two numbers count as the same.</summary>
/// <param name="Relative">As a part of the saved number.</param>
/// <param name="Absolute">Whatever the saved number is.</param>
/// <param name="Integers">Whether whole numbers have the tolerance too.</param>
internal readonly record struct Tolerance(double Relative, double Absolute, bool Integers)
{
    // Coordinates are pixels: what is less than a twentieth of one nobody sees, and drawing programs round to tenths.
    private const double Pixel = 0.05;

    /// <summary>For coordinates and lengths in a picture.</summary>
    public Tolerance ForGeometry() => this with { Absolute = Math.Max(Absolute, Pixel), Integers = true };

    /// <summary>Whether two numbers, as they are written, count as the same.</summary>
    public bool Accepts(string saved, string came)
    {
        if (saved == came)
        {
            return true;
        }

        double a = NumberText.Value(saved), b = NumberText.Value(came);
        if (!Integers && NumberText.IsInteger(saved) && NumberText.IsInteger(came))
        {
            // Minus zero, and nothing else that is written otherwise.
            return a == 0 && b == 0 && saved.TrimStart('-', '+') == came.TrimStart('-', '+');
        }

        return double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a) && double.IsNaN(b)
            : a == b || (double.IsFinite(a) && double.IsFinite(b) && Math.Abs(b - a) <= Allowed(a));
    }

    /// <summary>What is wrong with a number that is not accepted, as a sentence.</summary>
    public string Explain(string saved, string came)
    {
        double a = NumberText.Value(saved), b = NumberText.Value(came);
        if (!Integers && NumberText.IsInteger(saved) && NumberText.IsInteger(came))
        {
            return $"{saved} became {came}; whole numbers must be the same";
        }

        if (!double.IsFinite(a) || !double.IsFinite(b))
        {
            return $"{saved} became {came}";
        }

        double off = Math.Abs(b - a);
        string part = a == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({off / Math.Abs(a):0.##%})");
        return string.Create(
            CultureInfo.InvariantCulture, $"{saved} became {came}: off by {off:G3}{part}, where {Allowed(a):G3} is allowed");
    }

    private double Allowed(double saved) => Absolute + (Relative * Math.Abs(saved));
}
