namespace NotebookKit.Display.Diagrams;

/// <summary>
/// Leads the arrows round the boxes. Arrows run along the gaps between rows and columns, and every tensor has a line of its
/// own in each gap it runs along, so that two tensors never share one. Nothing is searched: each arrow takes the shortest way
/// that crosses no box and no crowd, in the order of the layers, and a diagram is always the same.
/// </summary>
internal sealed class DiagramRouter
{
    /// <summary>What a corner costs, in pixels of way.</summary>
    private const double Corner = 10;

    /// <summary>What every other tensor in a gap between columns costs: beside a few states an arrow is hard to follow.</summary>
    private const double Crowd = 40;

    private readonly DiagramGraph _graph;
    private readonly DiagramLayout _layout;
    private readonly DiagramPorts _ports;
    private readonly Dictionary<DiagramEdge, DiagramGap[]> _ways = [];
    private readonly Dictionary<(DiagramNet Net, DiagramGap Gap), DiagramTrack> _tracks = [];

    private DiagramRouter(DiagramGraph graph, DiagramLayout layout) => (_graph, _layout, _ports) = (graph, layout, layout.Ports);

    /// <summary>Leads all arrows, and places the boxes as far apart as that needs.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="layout">Its boxes; they move.</param>
    public static List<DiagramRoute> Route(DiagramGraph graph, DiagramLayout layout)
    {
        var router = new DiagramRouter(graph, layout);
        // Equal edges are one arrow. States have one way each, so that the others can keep clear of them.
        DiagramEdge[] edges = [.. graph.Edges.Where(e => !layout.IsStepByStep(e)).Distinct()];
        foreach (DiagramEdge edge in edges.OrderBy(e => e.State is null))
        {
            router._ways[edge] = edge.State is null ? router.Down(edge) : router.Sideways(edge);
        }
        foreach (DiagramNode node in graph.Nodes.Where(n => !layout.IsStrip(n)))
        {
            router.SortEntries(node);
        }
        foreach (DiagramEdge edge in edges)
        {
            router.Lay(edge);
        }
        // Of the lines that come down a gap at the left, the nearer turns off above the farther: so they do not cross.
        foreach (IGrouping<DiagramGap, DiagramTrack> gap in router._tracks.Values.GroupBy(t => t.Gap).OrderBy(g => g.Key.Horizontal))
        {
            var before = new List<DiagramTrack>();
            foreach (DiagramTrack track in gap.OrderBy(t => -(t.FromLeft?.Slot ?? 0)))
            {
                track.Slot = before.Where(track.Meets).Select(t => t.Slot + 1).DefaultIfEmpty(0).Max();
                before.Add(track);
            }
        }
        layout.Place(router._tracks.Values);
        return [.. graph.Edges.SelectMany(e => layout.IsStepByStep(e) ? router.StepByStep(e) : router.Lead(e))];
    }

    /// <summary>The gaps that an output runs along on its way down: the shortest way that crosses no box.</summary>
    private DiagramGap[] Down(DiagramEdge edge)
    {
        int leave = edge.From.Row + 1, arrive = edge.To.Row;
        if (leave == arrive)
        {
            return [DiagramGap.Above(arrive)];
        }
        double from = _ports.Source(edge), to = _ports.Targets(edge).Average();
        var ways = new List<(double Cost, DiagramGap[] Gaps)>();
        if (_layout.IsFree(edge.From.Column, leave, arrive - 1))
        {
            ways.Add((Math.Abs(to - from) + Corner, [DiagramGap.Above(arrive)]));
        }
        if (_layout.IsFree(edge.To.Column, leave, arrive - 1))
        {
            ways.Add((Math.Abs(to - from) + Corner, [DiagramGap.Above(leave)]));
        }
        for (int column = 0; column <= _layout.Columns; column++)
        {
            var gap = DiagramGap.LeftOf(column);
            int others = _ways.Where(w => w.Value.Contains(gap) && w.Key.Net != edge.Net
                && Math.Max(w.Key.From.Row, edge.From.Row) <= Math.Min(w.Key.To.Row, arrive)).Select(w => w.Key.Net).Distinct().Count();
            double length = Math.Abs(_layout.GutterX(column) - from) + Math.Abs(_layout.GutterX(column) - to);
            ways.Add((length + (3 * Corner) + (Crowd * others), [DiagramGap.Above(leave), gap, DiagramGap.Above(arrive)]));
        }
        return ways.MinBy(w => w.Cost).Gaps;
    }

    /// <summary>The gaps of a state, which leaves at the right of a layer and enters at the left of another.</summary>
    private DiagramGap[] Sideways(DiagramEdge edge)
    {
        int leave = edge.From.Column + 1, arrive = edge.To.Column;
        bool Free(int row) => leave <= arrive && !_graph.Nodes.Any(n => n.Row == row && n.Column >= leave && n.Column < arrive);
        return Free(edge.From.Row) ? [DiagramGap.LeftOf(arrive)]
            : Free(edge.To.Row) ? [DiagramGap.LeftOf(leave)]
            : [DiagramGap.LeftOf(leave), DiagramGap.Above(edge.To.Row), DiagramGap.LeftOf(arrive)];
    }

    /// <summary>
    /// Entries in the order that their arrows come from the left, so that they need not cross; equal ones as the layer takes them.
    /// </summary>
    private void SortEntries(DiagramNode node)
    {
        List<DiagramEdge> entering = _ports.Entering(node);
        DiagramEdge[] sorted = [.. entering.OrderBy(
            e => _ways[e] is [.., { Horizontal: false, Place: var column }, _] ? _layout.GutterX(column) : _ports.Source(e))];
        entering.Clear();
        entering.AddRange(sorted);
    }

    /// <summary>Gives the arrow's tensor a line in each gap of its way.</summary>
    private void Lay(DiagramEdge edge)
    {
        DiagramGap[] way = IsLine(edge) ? [] : _ways[edge];
        for (int i = 0; i < way.Length; i++)
        {
            if (!_tracks.TryGetValue((edge.Net, way[i]), out DiagramTrack? track))
            {
                _tracks[(edge.Net, way[i])] = track = new DiagramTrack(way[i]);
            }
            // A gap lies before the row or column of its number.
            int Box(DiagramNode node) => (2 * (track.Gap.Horizontal ? node.Column : node.Row)) + 1;
            if (i == 2 && way[1].Place <= edge.To.Column)
            {
                track.FromLeft = _tracks[(edge.Net, way[1])];
            }
            track.Reach(i == 0 ? Box(edge.From) : 2 * way[i - 1].Place, i == way.Length - 1 ? Box(edge.To) : 2 * way[i + 1].Place);
        }
    }

    /// <summary>Whether the arrow can be one straight line.</summary>
    private bool IsLine(DiagramEdge edge)
    {
        if (edge.State is string state)
        {
            return _ways[edge].Length == 1 && edge.From.Row == edge.To.Row
                && Math.Abs(_ports.StateHeight(edge.From, state) - _ports.StateHeight(edge.To, state)) < 1;
        }
        return DiagramLayout.IsStraight(edge) && _layout.IsFree(edge.To.Column, edge.From.Row + 1, edge.To.Row - 1)
            && _ports.SecondSource(edge) is null && _ports.Targets(edge) is [double to] && Math.Abs(_ports.Source(edge) - to) < 1;
    }

    private IEnumerable<DiagramRoute> Lead(DiagramEdge edge)
    {
        double[] along = [.. (IsLine(edge) ? [] : _ways[edge]).Select(gap => _layout.At(_tracks[(edge.Net, gap)]))];
        if (edge.State is string state)
        {
            (double X, double Y) from = (edge.From.Right + 2, _ports.StateHeight(edge.From, state));
            (double X, double Y) to = (edge.To.X - 2, _ports.StateHeight(edge.To, state));
            return [new(edge, Corners(from, to, along, vertical: false))];
        }
        double top = edge.From.Bottom + 2, bottom = edge.To.Y - 2, source = _ports.Source(edge);
        double[] targets = _ports.Targets(edge);
        IEnumerable<DiagramRoute> routes =
            targets.Select(x => new DiagramRoute(edge, Corners((source, top), (x, bottom), along, vertical: true)));
        return _ports.SecondSource(edge) is double second
            ? routes.Append(new(edge, Corners((second, top), (targets[0], bottom), along, vertical: true)))
            : routes;
    }

    /// <summary>The corners of an arrow that turns from line to line, first down (or across), then across (or down).</summary>
    private static (double X, double Y)[] Corners((double X, double Y) from, (double X, double Y) to, double[] along, bool vertical)
    {
        var points = new List<(double X, double Y)> { from };
        foreach (double line in along)
        {
            points.Add(vertical ? (points[^1].X, line) : (line, points[^1].Y));
            vertical = !vertical;
        }
        if (along.Length > 0)
        {
            points.Add(vertical ? (points[^1].X, to.Y) : (to.X, points[^1].Y));
        }
        points.Add(to);
        return [.. points.Where((p, i) => i == 0 || p != points[i - 1])];
    }

    /// <summary>One arrow a time step.</summary>
    private IEnumerable<DiagramRoute> StepByStep(DiagramEdge edge)
    {
        int[] steps = DiagramLayout.ShownSteps(edge.From);
        double top = edge.From.Bottom + 2, bottom = edge.To.Y - 2;
        bool passes = _layout.Passes(edge);
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] < 0)
            {
                continue;
            }
            double x = DiagramLayout.StepX(edge.From, i);
            double target = DiagramLayout.StepX(edge.To, edge.To.Backwards ? steps.Length - 1 - i : i) + _ports.InStep(edge);
            if (passes)
            {
                // Past the layers between: down the gap beside this step's boxes.
                (double side, double lane) = _ports.PastSteps(edge);
                int rank = _ports.Entering(edge.To).Where(_layout.Passes).Count(e => _ports.PastSteps(e).Lane < lane);
                double turn = edge.To.Y - 14 - (DiagramLayout.LineGap * rank);
                yield return new(
                    edge, [(x + side, top), (x + side, top + 8), (x + lane, top + 8), (x + lane, turn), (target, turn), (target, bottom)]);
            }
            else if (Math.Abs(x - target) < 1)
            {
                yield return new(edge, [(x, top), (x, bottom)]);
            }
            else
            {
                yield return new(edge, [(x, top), (x, top + 4), (target, bottom - 10), (target, bottom)]);
            }
        }
    }
}
