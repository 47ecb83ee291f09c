namespace NotebookKit.Display.Charts;

/// <summary>Thins out points that would fall on the same pixels, without changing the picture.</summary>
internal static class Decimation
{
    /// <summary>
    /// A line's pixels, thinned: of the points in one pixel column the first, the lowest, the highest and the last stay, so
    /// that every spike is still there.
    /// </summary>
    public static List<(double X, double Y)> Line(List<(double X, double Y)> points, double width)
    {
        if (points.Count <= 3 * width || !Ascending(points))
            return points;
        var kept = new List<(double X, double Y)>();
        for (int start = 0, end; start < points.Count; start = end)
        {
            double column = Math.Floor(points[start].X);
            int low = start, high = start;
            for (end = start; end < points.Count && Math.Floor(points[end].X) == column; end++)
            {
                if (points[end].Y < points[low].Y)
                    low = end;
                if (points[end].Y > points[high].Y)
                    high = end;
            }
            foreach (int index in new SortedSet<int> { start, low, high, end - 1 })
                kept.Add(points[index]);
        }
        return kept;
    }

    /// <summary>Dots' pixels, thinned: of the points that fall on the same pixel one stays.</summary>
    public static List<(double X, double Y)> Dots(List<(double X, double Y)> points)
    {
        if (points.Count <= 2000)
            return points;
        var taken = new HashSet<(int, int)>();
        return [.. points.Where(p => taken.Add(((int)Math.Round(p.X), (int)Math.Round(p.Y))))];
    }

    private static bool Ascending(List<(double X, double Y)> points) =>
        points.Zip(points.Skip(1)).All(pair => pair.First.X <= pair.Second.X);
}
