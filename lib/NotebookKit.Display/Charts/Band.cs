namespace NotebookKit.Display;

/// <summary>The band behind a line, from a lower to an upper edge at every point.</summary>
internal sealed record Band(double[] Low, double[] High)
{
    /// <summary>The runs of points at which the band can be drawn: where position and both edges are shown.</summary>
    public IEnumerable<(int From, int To)> Runs(Func<int, bool> shown)
    {
        for (int from = 0, to; from < Low.Length; from = to + 1)
        {
            for (to = from; to < Low.Length && shown(to); to++)
            {
            }
            if (to - from > 1)
            {
                yield return (from, to);
            }
        }
    }

    /// <summary>Throws when the edges do not go with the points, or cross.</summary>
    public void Check(int points, string label)
    {
        if (Low.Length != points || High.Length != points)
        {
            throw new ArgumentException(
                $"Chart: {label} has {points} points, {Low.Length} values in low and {High.Length} in high; each point needs one of both.");
        }
        int crossed = Array.FindIndex(Low.Zip(High).ToArray(), edge => edge.First > edge.Second);
        if (crossed >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Chart: low of {label} is {Low[crossed]} at index {crossed}, above high, {High[crossed]}; exchange the two."));
        }
    }
}
