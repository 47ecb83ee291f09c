namespace NotebookKit.Display.Diagrams;

/// <summary>
/// Gives every box its column and row. Depth runs down the page and time runs to the right, so outputs flow down and states
/// flow sideways: a decoder that takes over an encoder's states stands to the right of it, in the same row.
/// </summary>
internal static class DiagramGrid
{
    public static void Assign(DiagramGraph graph)
    {
        int columns = 0;
        var taken = new HashSet<DiagramNode>();
        var placed = new List<DiagramNode>();
        // Values that are only ever a first state stand together in a column of their own, to the left of who takes them.
        DiagramNode[] given = [.. graph.Nodes.Where(n => n.IsEnd && OnlyStates(graph, n))];
        for (int i = 0; i < given.Length; i++)
            given[i].Row = i;
        if (given.Length > 0)
            columns++;
        foreach (DiagramNode node in graph.Nodes.Except(given))
        {
            DiagramEdge[] incoming = [.. graph.Edges.Where(e => e.To == node)];
            DiagramEdge[] data = [.. incoming.Where(e => e.State is null)];
            node.Row = data.Select(e => e.From.Row + 1).DefaultIfEmpty(0).Max();
            DiagramNode? above = data.Select(e => e.From).FirstOrDefault(f => !taken.Contains(f));
            if (above is not null)
            {
                taken.Add(above);
                node.Column = above.Column;
            }
            else if (data.Length > 0 && OnlyStates(graph, node))
            {
                // Several states made from one layer stand below each other: side by side, one's arrow would cross the next.
                node.Column = data[0].From.Column;
                node.Row = Math.Max(node.Row, placed.Where(n => n.Column == node.Column).Max(n => n.Row) + 1);
            }
            else
            {
                node.Column = columns++;
            }
            foreach (DiagramEdge state in incoming.Where(e => e.State is not null))
                node.Row = Math.Max(node.Row, state.From.Row + (state.From.Column == node.Column ? 1 : 0));
            while (placed.Any(n => n.Column == node.Column && n.Row == node.Row))
                node.Row++;
            placed.Add(node);
        }
    }

    /// <summary>Whether all that a box gives is taken as a state.</summary>
    public static bool OnlyStates(DiagramGraph graph, DiagramNode node) =>
        graph.Edges.Any(e => e.From == node) && graph.Edges.All(e => e.From != node || e.State is not null);
}
