namespace NotebookKit;

/// <summary>
/// How NumPy writes the numbers of one float32 array: all in the same notation and, padded, in the same width, both chosen
/// from all finite values shown. The rules are those of <c>numpy.core.arrayprint.FloatingFormat</c> with NumPy's default
/// print options (precision 8, floatmode "maxprec").
/// </summary>
internal sealed class NumPyNumbers
{
    private const int Precision = 8;

    private readonly bool _scientific;
    private readonly int _fraction, _left, _right;

    /// <param name="shown">The numbers that will be written.</param>
    public NumPyNumbers(IReadOnlyCollection<float> shown)
    {
        _scientific = NeedsExponent(shown);
        foreach (float value in shown.Where(float.IsFinite))
        {
            DecimalDigits digits = _scientific ? DecimalDigits.Shortest(MathF.Abs(value)) : Positional(value);
            _left = Math.Max(_left, (float.IsNegative(value) ? 1 : 0) + (_scientific ? 1 : digits.IntegerText.Length));
            _fraction = Math.Max(_fraction, _scientific ? digits.Digits.Length - 1 : digits.Fraction);
        }
        // In scientific notation the exponent, always e, a sign and two digits, stands right of the fraction.
        _right = _fraction + (_scientific ? 4 : 0);
        if (!shown.All(float.IsFinite))
            _left = Math.Max(_left, 3 + (shown.Any(float.IsNegativeInfinity) ? 1 : 0) - _right - 1);
    }

    /// <summary>One number, padded to the common width.</summary>
    public string Write(float value)
    {
        if (!float.IsFinite(value))
            return NotFinite(value).PadLeft(_left + _right + 1);
        string sign = float.IsNegative(value) ? "-" : "";
        if (!_scientific)
        {
            DecimalDigits digits = Positional(value);
            return (sign + digits.IntegerText).PadLeft(_left) + "." + digits.FractionText.PadRight(_right);
        }
        var rounded = DecimalDigits.Rounded(MathF.Abs(value), _fraction + 1);
        string mantissa = rounded.Digits.PadRight(_fraction + 1, '0');
        return $"{(sign + mantissa[0]).PadLeft(_left)}.{mantissa[1..]}{ExponentText(rounded.Exponent)}";
    }

    /// <summary>A number by itself, as <c>str</c> of a NumPy float32 scalar or an array without axes.</summary>
    public static string WriteScalar(float value)
    {
        if (!float.IsFinite(value))
            return NotFinite(value);
        string sign = float.IsNegative(value) ? "-" : "";
        double magnitude = Math.Abs((double)value);
        var digits = DecimalDigits.Shortest((float)magnitude);
        if (magnitude == 0 || magnitude is >= 1e-4 and < 1e16)
            return $"{sign}{digits.IntegerText}.{(digits.Fraction == 0 ? "0" : digits.FractionText)}";
        string point = digits.Digits.Length > 1 ? "." : "";
        return $"{sign}{digits.Digits[0]}{point}{digits.Digits[1..]}{ExponentText(digits.Exponent)}";
    }

    /// <summary>Whether the non-zero values are too large, too small or too far apart for plain decimals.</summary>
    private static bool NeedsExponent(IEnumerable<float> shown)
    {
        float[] sizes = [.. shown.Where(value => float.IsFinite(value) && value != 0).Select(MathF.Abs)];
        // As NumPy 1 does: the quotient is a float32, which may overflow to infinity; the bounds are doubles.
        return sizes.Length > 0 && (sizes.Max() >= 1e8 || (double)sizes.Min() < 1e-4 || sizes.Max() / sizes.Min() > 1000f);
    }

    /// <summary>
    /// The fewest digits that name the float, but at most <see cref="Precision"/> after the decimal point, and before it
    /// the exact ones: 99999992 and not 99999990.
    /// </summary>
    private static DecimalDigits Positional(float value)
    {
        float magnitude = MathF.Abs(value);
        var shortest = DecimalDigits.Shortest(magnitude);
        int fraction = Math.Clamp(shortest.Digits.Length - shortest.Point, 0, Precision);
        return fraction == shortest.Digits.Length - shortest.Point ? shortest : DecimalDigits.Rounded(magnitude, shortest.Point + fraction);
    }

    private static string NotFinite(float value) => float.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    private static string ExponentText(int exponent) => $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
}
