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
    /// <summary>How the tint grows between the two ends: in step with the value, unless the values crowd.</summary>
    public TintBend Bend { get; init; }

    /// <summary>Whether values lie below the lower end; they have its tint.</summary>
    public bool MoreBelow { get; init; }

    /// <summary>Whether values lie above the upper end; they have its tint.</summary>
    public bool MoreAbove { get; init; }

    /// <summary>The strongest tint behind text: with it, ink on paper and white on black keep at least 4.5:1.</summary>
    public const double BehindText = 0.5;

    /// <summary>What a reader of the scale must know of <see cref="Bend"/>; null where the tint grows in step with the value.</summary>
    public string? Scale => Bend switch
    {
        TintBend.SquareRoot => "√ scale",
        TintBend.CubeRoot => "³√ scale",
        TintBend.SquareRootFromTop => "√ from top",
        _ => null,
    };

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

    /// <summary>
    /// A range in which values that crowd can still be told apart. Values far outside all the others (at most one in fifty, or
    /// one of nine or more) lie beyond its ends; where most values would be nearly without tint, or nearly all of the strongest,
    /// the tint grows with a root instead.
    /// </summary>
    public static TintRange Spread(IReadOnlyList<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        TintRange whole = Of(finite);
        if (finite.Length < 3)
            return whole;
        TintRange range = whole.Diverging ? WithoutFarReach(finite, whole) : WithoutFarEnds(finite, whole);
        double[] strengths = [.. finite.Select(range.Linear).Where(s => s > 0).Order()];
        return strengths.Length < 3 ? range : range with { Bend = BendFor(strengths[strengths.Length / 2], strengths[0]) };
    }

    /// <summary>The tint of a value: whether it is the negative colour, and how strong, from 0 to 1.</summary>
    public (bool Negative, double Strength) At(double value)
    {
        if (!double.IsFinite(value))
            return (value < 0, double.IsNaN(value) ? 0 : 1);
        return (Diverging ? value < 0 : High <= 0, Bent(Linear(value)));
    }

    /// <summary>The value that has a tint: what <see cref="At"/> undoes.</summary>
    public double ValueAt(bool negative, double strength)
    {
        double linear = Bend switch
        {
            TintBend.SquareRoot => strength * strength,
            TintBend.CubeRoot => strength * strength * strength,
            TintBend.SquareRootFromTop => 1 - ((1 - strength) * (1 - strength)),
            _ => strength,
        };
        return Diverging ? linear * (negative ? Low : High)
            : High <= 0 ? High - (linear * (High - Low))
            : Low + (linear * (High - Low));
    }

    private double Linear(double value) =>
        Diverging ? Math.Min(1, value < 0 ? value / Low : value / High)
        : High <= 0 ? Math.Clamp((High - value) / (High - Low), 0, 1)
        : Math.Clamp((value - Low) / (High - Low), 0, 1);

    private double Bent(double linear) => Bend switch
    {
        TintBend.SquareRoot => Math.Sqrt(linear),
        TintBend.CubeRoot => Math.Cbrt(linear),
        TintBend.SquareRootFromTop => 1 - Math.Sqrt(1 - linear),
        _ => linear,
    };

    // A tint under a seventh is hard to see, and two above six sevenths are hard to tell apart.
    private static TintBend BendFor(double median, double least) =>
        median < 0.02 ? TintBend.CubeRoot
        : median < 0.15 ? TintBend.SquareRoot
        : median > 0.85 && least < 0.5 ? TintBend.SquareRootFromTop
        : TintBend.None;

    private static int Outliers(int count) => count < 9 ? 0 : Math.Max(1, count / 50);

    /// <summary>Both sides of zero: the reach of all but the few largest, where these lie four times as far out.</summary>
    private static TintRange WithoutFarReach(double[] finite, TintRange whole)
    {
        double[] sizes = [.. finite.Select(Math.Abs).Order()];
        double reach = sizes[^(Outliers(sizes.Length) + 1)];
        return reach == 0 || reach * 4 > whole.High ? whole
            : new TintRange(-reach, reach, true) { MoreBelow = finite.Min() < -reach, MoreAbove = finite.Max() > reach };
    }

    /// <summary>One side of zero: the ends of all but the few outermost, where the others fill less than a quarter of the range.</summary>
    private static TintRange WithoutFarEnds(double[] finite, TintRange whole)
    {
        double[] sorted = [.. finite.Order()];
        int far = Outliers(sorted.Length);
        double least = sorted[0], most = sorted[^1];
        (double low, double high) = sorted[^1] - sorted[far] < sorted[^(far + 1)] - sorted[0]
            ? (sorted[far], most)
            : (least, sorted[^(far + 1)]);
        if (high <= low || (high - low) * 4 > most - least)
            return FromWhereTheyCrowd(least, most, whole);
        TintRange others = FromWhereTheyCrowd(low, high, Of([low, high]));
        return others with { MoreBelow = least < others.Low, MoreAbove = most > others.High };
    }

    /// <summary>
    /// Values in the farther half of their distance from zero begin where they begin: from zero on, all would look alike.
    /// </summary>
    private static TintRange FromWhereTheyCrowd(double least, double most, TintRange range) =>
        least < most && (least > most / 2 || most < least / 2) ? new TintRange(least, most, false) : range;
}

/// <summary>How a tint grows with a value.</summary>
internal enum TintBend
{
    /// <summary>In step with it.</summary>
    None,

    /// <summary>With its square root: small values are spread.</summary>
    SquareRoot,

    /// <summary>With its cube root: very small values are spread.</summary>
    CubeRoot,

    /// <summary>With the square root of what is missing to the strongest: large values are spread.</summary>
    SquareRootFromTop,
}
