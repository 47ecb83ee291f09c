using System.Globalization;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Charts;

/// <summary>Maps the values of one axis to pixels and chooses its ticks.</summary>
internal sealed class Scale
{
    private readonly double _low;
    private readonly double _high;
    private readonly bool _log;

    private Scale(double low, double high, bool log, IReadOnlyList<(double Value, string Text)> ticks)
    {
        (_low, _high, _log) = (log ? Math.Log10(low) : low, log ? Math.Log10(high) : high, log);
        Ticks = ticks;
    }

    /// <summary>Where the axis is labelled, and with what.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks { get; }

    /// <summary>Where the value lies: 0 at the low end, 1 at the high end.</summary>
    public double At(double value) => ((_log ? Math.Log10(value) : value) - _low) / (_high - _low);

    /// <summary>Whether the value can be drawn on this axis.</summary>
    public bool Shows(double value) => double.IsFinite(value) && (!_log || value > 0);

    /// <summary>An axis over the values.</summary>
    /// <param name="axis">Its type and range.</param>
    /// <param name="values">What will be drawn on it.</param>
    /// <param name="ticks">About how many ticks there is room for.</param>
    /// <param name="nice">Whether the ends move out to round numbers.</param>
    /// <param name="whole">Whether the ticks must be whole numbers, as for epochs and time steps.</param>
    public static Scale Of(Axis axis, IEnumerable<double> values, int ticks, bool nice, bool whole = false)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value) && (!axis.IsLog || value > 0))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }
        if (axis.range is [double from, double to])
            (low, high, nice) = (from, to, false);
        if (low > high)
            (low, high) = axis.IsLog ? (0.1, 10) : (-1, 1);
        return axis.IsLog ? Log(low, high) : Linear(low, high, ticks, nice, whole);
    }

    /// <summary>An axis of categories, one unit wide each.</summary>
    public static Scale Categories(int count) => new(-0.5, count - 0.5, false, []);

    private static Scale Linear(double low, double high, int count, bool nice, bool whole)
    {
        // A span that vanishes next to the values themselves cannot be divided: floating point has no steps that small.
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            double half = whole ? 1 : Math.Max(Math.Abs(low) * 0.1, low == 0 ? 1 : 0);
            (low, high, nice) = (low - half, high + half, false);
        }
        double step = NiceStep((high / count) - (low / count));
        if (whole)
            step = Math.Max(1, Math.Round(step));
        if (nice)
        {
            low = Math.Floor((low / step) + 1e-9) * step;
            high = Math.Ceiling((high / step) - 1e-9) * step;
        }
        int first = 0;
        double start = Math.Ceiling((low / step) - 1e-9) * step;
        var ticks = new List<(double, string)>();
        for (int i = first; i < 50; i++)
        {
            double value = start + (i * step);
            if (value > high + (step * 1e-6))
                break;
            ticks.Add((Math.Abs(value) < step * 1e-6 ? 0 : value, ""));
        }
        return new Scale(low, high, false,
            [.. ticks.Select(t => (t.Item1, TickText(t.Item1, step, Math.Max(Math.Abs(low), Math.Abs(high)))))]);
    }

    private static Scale Log(double low, double high)
    {
        if (high / low < 1.0001)
            (low, high) = (low / 2, high * 2);
        int first = (int)Math.Floor(Math.Log10(low) + 1e-9), last = (int)Math.Ceiling(Math.Log10(high) - 1e-9);
        int decades = last - first;
        int stride = Math.Max(1, (int)Math.Ceiling(decades / 7.0));
        double[] digits = decades <= 2 ? [1, 2, 5] : [1];
        var ticks = new List<(double, string)>();
        for (int power = first; power <= last; power += stride)
        {
            foreach (double digit in digits)
            {
                double value = digit * Math.Pow(10, power);
                if (value >= low * 0.999 && value <= high * 1.001)
                    ticks.Add((value, LogText(digit, power)));
            }
        }
        return new Scale(low, high, true, ticks);
    }

    private static string LogText(double digit, int power) => power is >= -4 and <= 5
        ? (digit * Math.Pow(10, power)).ToString(power < 0 ? "F" + -power : "#,##0", CultureInfo.InvariantCulture)
        : $"{digit:0}e{power}".Replace('-', '−');

    private static string TickText(double value, double step, double largest)
    {
        if (largest >= 1e6 || (largest < 1e-4 && largest > 0))
            return value == 0 ? "0" : Markup.Readable(value);
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 12);
        string whole = largest >= 10_000 ? "#,##0." : "0.";
        return value.ToString(whole + new string('0', decimals), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static double NiceStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double digit = rough / power;
        return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    }
}
