using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Diagrams;

/// <summary>
/// Gives every box its place. Depth runs down the page and time runs to the right, so outputs flow down and states flow
/// sideways: a decoder that takes over an encoder's states stands to the right of it, in the same row.
/// </summary>
internal sealed class DiagramLayout
{
    /// <summary>The most steps drawn when unrolled; of more, the first and the last.</summary>
    public const int MostSteps = 8;

    public const double TextSize = 12;
    public const double CellHeight = 38;
    public const double CellGap = 26;
    private const double Margin = 18;
    private const double RowGap = 58;
    private const double LaneHeight = 9;

    private readonly DiagramGraph _graph;
    private readonly bool _unrolled;
    private readonly Dictionary<DiagramEdge, int> _lanes = [];

    public DiagramLayout(DiagramGraph graph, bool unrolled)
    {
        (_graph, _unrolled) = (graph, unrolled);
        AssignColumnsAndRows();
        AssignLanes();
        Place();
    }

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Whether the node is drawn as a strip of steps.</summary>
    public bool IsStrip(DiagramNode node) => _unrolled && node.Steps is not null;

    /// <summary>The steps drawn of a strip in the order of processing; −1 stands for those left out.</summary>
    public static int[] ShownSteps(DiagramNode node)
    {
        int[] steps = [.. Tensors.TensorTable.Ends(node.Steps!.Value, MostSteps)];
        if (node.Backwards)
            Array.Reverse(steps);
        return steps;
    }

    /// <summary>The middle of the n-th drawn step of a strip.</summary>
    public static double StepX(DiagramNode node, int shown) => node.X + ((node.CellWidth + CellGap) * shown) + (node.CellWidth / 2);

    /// <summary>
    /// The height of the horizontal part of an arrow that changes columns: each has a lane of its own above its target, or
    /// below its source.
    /// </summary>
    public double LaneAbove(DiagramEdge edge) =>
        _graph.Nodes.Where(n => n.Row == edge.To.Row).Min(n => n.Y) - 16 - (LaneHeight * _lanes.GetValueOrDefault(edge));

    /// <summary>Room beside a box for the shape on the arrow below it.</summary>
    public static double LabelWidth(string text) => Svg.TextWidth(text, TextSize) + 12;

    /// <summary>Whether the arrow goes straight down from a box to the next one of its column.</summary>
    public static bool IsStraight(DiagramEdge edge) => edge.From.Column == edge.To.Column && edge.State is null;

    /// <summary>Room to the left of a box: where its states come from, and in an unrolled picture its title.</summary>
    public double LeftRoom(DiagramNode node)
    {
        double states = node.States.Length == 0 ? 0 : TakesStates(node) ? 34 : 34 + Svg.TextWidth(node.StartsFrom, TextSize);
        if (node.TwoWay)
            states = Math.Max(states, 34 + node.StateOutputs.Select(o => Svg.TextWidth(o.Text, TextSize)).DefaultIfEmpty(12).Max());
        double title = IsStrip(node)
            ? Math.Max(Svg.TextWidth(node.Title, TextSize, true), Math.Max(Svg.TextWidth(node.Name, 11), Svg.TextWidth(node.Settings, 11))) + 14
            : 0;
        return states + title;
    }

    /// <summary>
    /// What flows out below a layer: its output's shape; where it gives states there too, their names, then the shape they share.
    /// </summary>
    public string OutputLabel(DiagramNode node) => string.Join("; ", _graph.Edges.Where(e => e.From == node && e.State is null)
        .GroupBy(e => e.Shape[e.Shape.IndexOf('(')..])
        .Select(g => string.Join(", ", g.Select(e => e.Shape[..e.Shape.IndexOf('(')].Trim()).Where(n => n.Length > 0).Distinct()) is { Length: > 0 } names
            ? $"{names} {g.Key}" : g.Key));

    /// <summary>Whether a strip's step-by-step arrows go past layers that stand between it and their target.</summary>
    public bool Passes(DiagramEdge edge) => IsStrip(edge.From) && IsStrip(edge.To) && IsStraight(edge) && edge.From.EmitsSequence &&
        _graph.Nodes.Any(n => n.Column == edge.To.Column && n.Row > edge.From.Row && n.Row < edge.To.Row);

    /// <summary>How far right of an arrow its label stands: beyond the arrows that go past the layer.</summary>
    public double LabelOffset(DiagramNode node) =>
        _graph.Edges.Any(e => Passes(e) && e.To.Column == node.Column && e.From.Row <= node.Row && e.To.Row > node.Row)
            ? ((node.CellWidth + CellGap) / 2) + 8
            : 8;

    /// <summary>Whether its first states come from another layer.</summary>
    public bool TakesStates(DiagramNode node) => _graph.Edges.Any(e => e.To == node && e.State is not null);

    private void AssignColumnsAndRows()
    {
        int columns = 0;
        var taken = new HashSet<DiagramNode>();
        var placed = new List<DiagramNode>();
        // Values that are only ever a first state stand together in a column of their own, to the left of who takes them.
        DiagramNode[] given = [.. _graph.Nodes.Where(n => n.IsEnd && OnlyStates(n))];
        for (int i = 0; i < given.Length; i++)
            given[i].Row = i;
        if (given.Length > 0)
            columns++;
        foreach (DiagramNode node in _graph.Nodes.Except(given))
        {
            DiagramEdge[] incoming = [.. _graph.Edges.Where(e => e.To == node)];
            DiagramEdge[] data = [.. incoming.Where(e => e.State is null)];
            node.Row = data.Select(e => e.From.Row + 1).DefaultIfEmpty(0).Max();
            DiagramNode? above = data.Select(e => e.From).FirstOrDefault(f => !taken.Contains(f));
            if (above is not null)
            {
                taken.Add(above);
                node.Column = above.Column;
            }
            else if (data.Length > 0 && OnlyStates(node))
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
            placed.Add(node);
        }
    }

    private bool OnlyStates(DiagramNode node) =>
        _graph.Edges.Any(e => e.From == node) && _graph.Edges.All(e => e.From != node || e.State is not null);

    private void AssignLanes()
    {
        bool Bends(DiagramEdge edge) => edge.State is null &&
            (edge.From.Column != edge.To.Column || _graph.Edges.Count(e => e.To == edge.To && e.State is null) > 1);
        foreach (var row in _graph.Edges.Where(Bends).GroupBy(e => e.To.Row))
        {
            int lane = 0;
            foreach (DiagramEdge edge in row)
                _lanes[edge] = lane++;
        }
    }

    private void Place()
    {
        foreach (var column in _graph.Nodes.Where(IsStrip).GroupBy(n => n.Column))
        {
            double cell = column.Max(n => Math.Max(46, Svg.TextWidth(n.StepText, TextSize) + 16));
            foreach (DiagramNode node in column)
                node.CellWidth = cell;
        }
        foreach (DiagramNode node in _graph.Nodes)
            Measure(node);
        int columns = _graph.Nodes.Max(n => n.Column) + 1, rows = _graph.Nodes.Max(n => n.Row) + 1;
        double x = Margin;
        for (int column = 0; column < columns; column++)
        {
            DiagramNode[] members = [.. _graph.Nodes.Where(n => n.Column == column)];
            double left = members.Max(LeftRoom), width = members.Max(n => n.Width);
            double right = members.Max(n => RightRoom(n, width));
            foreach (DiagramNode node in members)
                node.X = x + left + (IsStrip(node) ? 0 : _unrolled && members.Any(IsStrip) ? Math.Max(0, Math.Min(width, StripWidth(members)) - node.Width) / 2 : (width - node.Width) / 2);
            x += left + width + right;
        }
        Width = x + Margin;
        double y = Margin;
        for (int row = 0; row < rows; row++)
        {
            DiagramNode[] members = [.. _graph.Nodes.Where(n => n.Row == row)];
            double lanes = _graph.Edges.Where(e => e.To.Row == row).Select(e => _lanes.GetValueOrDefault(e)).DefaultIfEmpty(0).Max() * LaneHeight;
            y += lanes;
            double height = members.Length == 0 ? 0 : members.Max(n => n.Height);
            foreach (DiagramNode node in members)
                node.Y = y + ((height - node.Height) / 2);
            y += height + RowGap;
        }
        Height = y - RowGap + Margin;
    }

    private double StripWidth(DiagramNode[] members) => members.Where(IsStrip).Max(n => n.Width);

    private void Measure(DiagramNode node)
    {
        if (IsStrip(node))
        {
            node.Width = (ShownSteps(node).Length * (node.CellWidth + CellGap)) - CellGap;
            node.Height = node.TwoWay ? (2 * CellHeight) + 14 : CellHeight;
            return;
        }
        double text = Math.Max(Svg.TextWidth(node.Title, 13, true), Math.Max(Svg.TextWidth(node.Name, 11), Svg.TextWidth(node.Settings, 11)));
        node.Width = Math.Max(node.IsEnd ? 60 : 120, text + 24);
        node.Height = 14 + 18 + (node.Name.Length > 0 ? 16 : 0) + (node.Settings.Length > 0 ? 16 : 0);
        if (node.TwoWay && node.States.Length > 0)
            node.Height = Math.Max(node.Height, 2 * ((node.States.Length * 14) + 10));
    }

    /// <summary>Room to the right: for the states that go on from here, and for the shape on the arrow below.</summary>
    private double RightRoom(DiagramNode node, double columnWidth)
    {
        double room = 24;
        foreach (DiagramEdge edge in _graph.Edges.Where(e => e.From == node && e.State is not null))
            room = Math.Max(room, LabelWidth(edge.Shape) + Svg.TextWidth(edge.State + " ", TextSize) + 44);
        room = Math.Max(room, LabelWidth(OutputLabel(node)) + 4 + LabelOffset(node) - ((IsStrip(node) ? node.CellWidth : node.Width) / 2));
        foreach ((string _, string text) in node.StateOutputs)
            room = Math.Max(room, 44 + Svg.TextWidth(text, TextSize) + 12);
        if (node.States.Length > 0)
            room = Math.Max(room, 44);
        // A narrow box stands in the middle of its column, and its room begins inside it.
        double inset = IsStrip(node) ? columnWidth - node.Width : (columnWidth - node.Width) / 2;
        return Math.Max(24, room - inset);
    }
}
