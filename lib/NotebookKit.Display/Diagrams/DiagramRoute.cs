namespace NotebookKit.Display.Diagrams;

/// <summary>A gap that arrows run along: across the page above a row of boxes, or down the page to the left of a column.</summary>
/// <param name="Horizontal">Whether it lies above a row.</param>
/// <param name="Place">The row below it, or the column to its right.</param>
internal readonly record struct DiagramGap(bool Horizontal, int Place)
{
    public static DiagramGap Above(int row) => new(true, row);

    public static DiagramGap LeftOf(int column) => new(false, column);
}

/// <summary>The line of one tensor in one gap.</summary>
/// <param name="gap">The gap it runs along.</param>
internal sealed class DiagramTrack(DiagramGap gap)
{
    private (int First, int Last) _span = (int.MaxValue, int.MinValue);

    public DiagramGap Gap { get; } = gap;

    /// <summary>Its number among the lines of its gap, from the top or from the left.</summary>
    public int Slot { get; set; }

    /// <summary>The line between columns that it goes on from, where that runs to the left of what it leads to.</summary>
    public DiagramTrack? FromLeft { get; set; }

    /// <summary>Makes it reach these rows (or columns), counted in halves: 2n is the gap before n, 2n + 1 is n.</summary>
    public void Reach(int from, int to) => _span = (Math.Min(_span.First, Math.Min(from, to)), Math.Max(_span.Last, Math.Max(from, to)));

    public bool Meets(DiagramTrack other) => _span.First <= other._span.Last && other._span.First <= _span.Last;
}

/// <summary>The corner points of one drawn arrow.</summary>
/// <param name="Edge">The arrow.</param>
/// <param name="Points">From its start to its head.</param>
internal sealed record DiagramRoute(DiagramEdge Edge, (double X, double Y)[] Points);
