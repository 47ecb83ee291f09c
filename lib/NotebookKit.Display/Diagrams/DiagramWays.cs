namespace NotebookKit.Display.Diagrams;

/// <summary>The ways an arrow can take: which gaps between rows and columns it runs along, one after another.</summary>
internal sealed class DiagramWays(DiagramGraph graph, DiagramLayout layout)
{
    /// <summary>One gap that an arrow runs along: the one above a row, or the one to the left of a column.</summary>
    public readonly record struct Stop(bool Horizontal, int Place);

    /// <summary>More than these are not tried: the shortest come first.</summary>
    private const int MostWays = 4;

    /// <summary>The ways from the source of an arrow to its target that cross no box, the shortest first; an empty one is a straight line.</summary>
    public Stop[][] Of(DiagramEdge edge) => edge.State is null ? Down(edge) : [Sideways(edge)];

    private Stop[][] Down(DiagramEdge edge)
    {
        int leave = edge.From.Row + 1, arrive = edge.To.Row;
        if (leave == arrive)
            return [[Above(arrive)]];
        double from = layout.Ports.Source(edge), to = layout.Ports.Targets(edge).Average();
        var ways = new List<(double Length, Stop[] Stops)>();
        if (layout.IsFree(edge.From.Column, leave, arrive - 1))
            ways.Add((Math.Abs(to - from), [Above(arrive)]));
        if (layout.IsFree(edge.To.Column, leave, arrive - 1))
            ways.Add((Math.Abs(to - from), [Above(leave)]));
        for (int column = 0; column <= layout.Columns; column++)
        {
            double gutter = layout.GutterX(column);
            ways.Add((Math.Abs(gutter - from) + Math.Abs(gutter - to), [Above(leave), Left(column), Above(arrive)]));
        }
        return [.. ways.OrderBy(w => w.Length + (w.Stops.Length * 10)).Take(MostWays).Select(w => w.Stops)];
    }

    /// <summary>A state leaves at the right of a layer and enters at the left of another.</summary>
    private Stop[] Sideways(DiagramEdge edge)
    {
        int leave = edge.From.Column + 1, arrive = edge.To.Column;
        if (leave <= arrive)
        {
            bool Free(int row) => !graph.Nodes.Any(n => n.Row == row && n.Column >= leave && n.Column < arrive);
            if (Free(edge.From.Row))
                return [Left(arrive)];
            if (Free(edge.To.Row))
                return [Left(leave)];
        }
        return [Left(leave), Above(edge.To.Row), Left(arrive)];
    }

    private static Stop Above(int row) => new(true, row);

    private static Stop Left(int column) => new(false, column);
}
