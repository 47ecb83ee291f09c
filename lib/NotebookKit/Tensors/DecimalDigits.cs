using System.Globalization;

namespace NotebookKit;

/// <summary>
/// A non-negative finite float in decimal: <c>0.d₁d₂d₃… · 10^Point</c>. The two ways to get the digits are the ones that
/// NumPy's printing mixes: the fewest that name the float uniquely, and those of its exact value rounded half to even.
/// </summary>
/// <param name="Digits">Significant digits without leading or trailing zeros; empty for 0.</param>
/// <param name="Point">Where the decimal point stands: after this many digits.</param>
internal readonly record struct DecimalDigits(string Digits, int Point)
{
    /// <summary>The fewest digits that no other float shares.</summary>
    public static DecimalDigits Shortest(float magnitude) => Parse(magnitude.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The exact value rounded to this many significant digits, halves to the even digit.</summary>
    public static DecimalDigits Rounded(float magnitude, int significant)
    {
        // 112 digits are the most that a float has.
        DecimalDigits exact = Parse(magnitude.ToString("E112", CultureInfo.InvariantCulture));
        string digits = exact.Digits;
        if (digits.Length <= significant)
            return exact;
        if (significant < 0)
            return new DecimalDigits("", 0);
        string kept = digits[..significant];
        int half = string.CompareOrdinal(digits[significant..], "5");
        bool odd = significant > 0 && (digits[significant - 1] - '0') % 2 == 1;
        if (half < 0 || (half == 0 && !odd))
            return Normal(kept, exact.Point);
        int last = kept.AsSpan().LastIndexOfAnyExcept('9');
        return last < 0
            ? new DecimalDigits("1", exact.Point + 1)
            : new DecimalDigits(kept[..last] + (char)(kept[last] + 1), exact.Point);
    }

    /// <summary>How many digits stand after the decimal point.</summary>
    public int Fraction => Math.Max(0, Digits.Length - Point);

    /// <summary>The digits before the decimal point, at least <c>0</c>.</summary>
    public string IntegerText => Point <= 0 ? "0" : Digits.Length >= Point ? Digits[..Point] : Digits.PadRight(Point, '0');

    /// <summary>The digits after the decimal point; none for a whole number.</summary>
    public string FractionText => Fraction == 0 ? "" : Point >= 0 ? Digits[Point..] : new string('0', -Point) + Digits;

    /// <summary>The power of ten in scientific notation, 0 for 0.</summary>
    public int Exponent => Digits.Length == 0 ? 0 : Point - 1;

    /// <summary>Reads what .NET prints, with or without an exponent.</summary>
    private static DecimalDigits Parse(string text)
    {
        int e = text.IndexOf('E');
        int exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string number = e < 0 ? text : text[..e];
        int point = number.IndexOf('.');
        string digits = point < 0 ? number : number.Remove(point, 1);
        string significant = digits.TrimStart('0');
        int before = point < 0 ? number.Length : point;
        return Normal(significant, before - (digits.Length - significant.Length) + exponent);
    }

    private static DecimalDigits Normal(string digits, int point)
    {
        string trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0 ? new DecimalDigits("", 0) : new DecimalDigits(trimmed, point);
    }
}
