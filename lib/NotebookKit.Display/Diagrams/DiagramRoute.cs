namespace NotebookKit.Display.Diagrams;

/// <summary>A line that parts of arrows run along: across the page between two rows, or down the page between two columns.</summary>
/// <param name="net">The tensor whose arrows run along it.</param>
/// <param name="horizontal">Whether it runs across the page.</param>
/// <param name="place">The row below it, or the column to its right.</param>
internal sealed class DiagramTrack(DiagramNet net, bool horizontal, int place)
{
    public DiagramNet Net { get; } = net;

    public bool Horizontal { get; } = horizontal;

    public int Place { get; } = place;

    /// <summary>The first and last row (or column) it reaches, counted in halves: 2n is the gap before n, 2n + 1 is n.</summary>
    public (int First, int Last) Span { get; set; } = (int.MaxValue, int.MinValue);

    /// <summary>Its number among the lines of its place, from the top or from the left.</summary>
    public int Slot { get; set; }

    public void Reach(int from, int to) =>
        Span = (Math.Min(Span.First, Math.Min(from, to)), Math.Max(Span.Last, Math.Max(from, to)));

    public bool Meets(DiagramTrack other) => Span.First <= other.Span.Last && other.Span.First <= Span.Last;
}

/// <summary>The corner points of one drawn arrow.</summary>
/// <param name="Edge">The arrow.</param>
/// <param name="Points">From its start to its head.</param>
internal sealed record DiagramRoute(DiagramEdge Edge, (double X, double Y)[] Points);
