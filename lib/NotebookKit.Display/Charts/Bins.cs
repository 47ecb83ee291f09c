namespace NotebookKit.Display.Charts;

/// <summary>Equal intervals with round edges, and how many values fall into each.</summary>
internal sealed record Bins(double Start, double Size, int[] Counts)
{
    /// <summary>The upper end of the last interval.</summary>
    public double End => Start + (Size * Counts.Length);

    /// <summary>
    /// Sorts values into intervals. Without a wish the width is 2·IQR·n^(-1/3) (Freedman and Diaconis, 1981), or, where half
    /// of the values are the same, the range over log2(n)+1 (Sturges, 1926).
    /// </summary>
    public static Bins Of(double[] values, int? wish)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return new Bins(-0.5, 1, [0]);
        double low = sorted[0], high = sorted[^1], range = high - low;
        if (range <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            double around = low == 0 ? 1 : Math.Abs(low) * 0.1;
            return new Bins(low - (around / 2), around, [sorted.Length]);
        }
        double spread = sorted[(int)(sorted.Length * 0.75)] - sorted[sorted.Length / 4];
        double width = wish is int bins
            ? range / bins
            : spread > 0 ? 2 * spread / Math.Cbrt(sorted.Length) : range / (Math.Log2(sorted.Length) + 1);
        width = Math.Max(width, range / 100);
        double power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        double size = power * (width / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        double start = Math.Floor(low / size) * size;
        int[] counts = new int[(int)Math.Floor((high - start) / size) + 1];
        foreach (double value in sorted)
            counts[Math.Min((int)Math.Floor((value - start) / size), counts.Length - 1)]++;
        return new Bins(start, size, counts);
    }
}
