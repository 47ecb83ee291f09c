namespace NotebookKit.Display.Diagrams;

/// <summary>
/// Leads the arrows round the boxes. Every tensor has a line of its own in each gap that it runs along, so that arrows of two
/// tensors never share one; the order of the lines is the one with the fewest crossings that a search by swapping
/// neighbours finds, as in channel routing (Hashimoto and Stevens, 1971). The search has no chance in it: a diagram is always the same.
/// </summary>
internal sealed class DiagramRouter
{
    /// <summary>How often another way is tried for some arrow: enough for the diagrams of lessons, and an end for large ones.</summary>
    private const int MostTrials = 40;

    private const int MostRounds = 6;

    /// <summary>Of the gaps that two arrows share, how many are combined when they change places.</summary>
    private const int MostCorners = 4;

    private static readonly double[] Shifts = [0, -8, 8, -16, 16];

    private readonly DiagramGraph _graph;
    private readonly DiagramLayout _layout;
    private readonly Dictionary<DiagramEdge, DiagramWays.Stop[]> _ways = [];
    private readonly Dictionary<(DiagramNet, DiagramWays.Stop), int> _order = [];
    private Dictionary<(DiagramNet, DiagramWays.Stop), DiagramTrack> _tracks = [];

    private DiagramRouter(DiagramGraph graph, DiagramLayout layout) => (_graph, _layout) = (graph, layout);

    /// <summary>Leads all arrows, and places the boxes as far apart as that needs.</summary>
    public static List<DiagramRoute> Route(DiagramGraph graph, DiagramLayout layout)
    {
        var router = new DiagramRouter(graph, layout);
        var ways = new DiagramWays(graph, layout);
        // Several edges may be equal as records; each is led for itself only where it differs.
        var choices = graph.Edges.Where(e => !layout.IsStepByStep(e)).Distinct().Select(e => (Edge: e, Ways: ways.Of(e))).ToList();
        foreach ((DiagramEdge edge, DiagramWays.Stop[][] of) in choices)
            router._ways[edge] = of[0];
        foreach (DiagramNode node in graph.Nodes.Where(n => !layout.IsStrip(n)))
            router.SortEntries(node);
        double best = router.Arrange();
        int trials = 0;
        foreach ((DiagramEdge edge, DiagramWays.Stop[][] of) in choices.Where(c => c.Ways.Length > 1))
        {
            foreach (DiagramWays.Stop[] way in of.Skip(1))
            {
                if (trials++ >= MostTrials)
                    break;
                DiagramWays.Stop[] kept = router._ways[edge];
                Choices before = router.Remember();
                router._ways[edge] = way;
                double cost = router.Arrange();
                if (cost < best)
                {
                    best = cost;
                }
                else
                {
                    router._ways[edge] = kept;
                    router.Restore(before);
                }
            }
        }
        return router.Draw();
    }

    /// <summary>Entries in the order that their arrows come from the left, so that they need not cross; equal ones as the layer takes them.</summary>
    private void SortEntries(DiagramNode node)
    {
        List<DiagramEdge> entering = _layout.Ports.Entering(node);
        double From(DiagramEdge edge) => _ways[edge] is [.., { Horizontal: false, Place: var gutter }, _] ? _layout.GutterX(gutter) : _layout.Ports.Source(edge);
        DiagramEdge[] sorted = [.. entering.Select((e, i) => (e, i)).OrderBy(p => From(p.e)).ThenBy(p => p.i).Select(p => p.e)];
        entering.Clear();
        entering.AddRange(sorted);
    }

    /// <summary>Improves the order of lines and entries until no swap of neighbours helps; gives the cost reached.</summary>
    private double Arrange()
    {
        double best = Cost();
        for (int round = 0; round < MostRounds; round++)
        {
            double before = best;
            foreach (DiagramTrack[] gap in Gaps())
            {
                for (int i = 0; i + 1 < gap.Length; i++)
                {
                    Swap(gap[i], gap[i + 1]);
                    double cost = Cost();
                    if (cost < best)
                        (best, gap[i], gap[i + 1]) = (cost, gap[i + 1], gap[i]);
                    else
                        Swap(gap[i], gap[i + 1]);
                }
            }
            best = Turn(best);
            foreach (DiagramNode node in _graph.Nodes.Where(n => !_layout.IsStrip(n) && _layout.Ports.Entering(n).Count > 0))
                best = Enter(node, best);
            if (best >= before)
                break;
        }
        return best;
    }

    /// <summary>Two arrows that run side by side round several corners change places in several gaps at once: in one alone they would tangle.</summary>
    private double Turn(double best)
    {
        DiagramTrack[] all = [.. _tracks.Values];
        foreach (DiagramNet one in all.Select(t => t.Net).Distinct())
        {
            foreach (DiagramNet other in all.Select(t => t.Net).Distinct().SkipWhile(n => n != one).Skip(1))
            {
                (DiagramTrack, DiagramTrack)[] shared = [.. all.Where(t => t.Net == one).SelectMany(t => all
                    .Where(o => o.Net == other && (o.Horizontal, o.Place) == (t.Horizontal, t.Place)).Select(o => (t, o)))];
                for (int choice = 3; choice < 1 << Math.Min(shared.Length, MostCorners); choice++)
                {
                    (DiagramTrack, DiagramTrack)[] chosen = [.. shared.Where((_, i) => (choice >> i & 1) == 1)];
                    if (chosen.Length < 2)
                        continue;
                    foreach ((DiagramTrack a, DiagramTrack b) in chosen)
                        Swap(a, b);
                    double cost = Cost();
                    if (cost < best)
                    {
                        best = cost;
                        continue;
                    }
                    foreach ((DiagramTrack a, DiagramTrack b) in chosen)
                        Swap(a, b);
                }
            }
        }
        return best;
    }

    /// <summary>Tries other orders of the arrows that enter a box, and other places.</summary>
    private double Enter(DiagramNode node, double best)
    {
        List<DiagramEdge> entering = _layout.Ports.Entering(node);
        for (int i = 0; i + 1 < entering.Count; i++)
        {
            (entering[i], entering[i + 1]) = (entering[i + 1], entering[i]);
            double cost = Cost();
            if (cost < best)
                best = cost;
            else
                (entering[i], entering[i + 1]) = (entering[i + 1], entering[i]);
        }
        double kept = _layout.Ports.Shifts.GetValueOrDefault(node);
        foreach (double shift in Shifts.Where(s => s != kept))
        {
            _layout.Ports.Shifts[node] = shift;
            double cost = Cost();
            if (cost < best)
                (best, kept) = (cost, shift);
        }
        _layout.Ports.Shifts[node] = kept;
        return best;
    }

    private IEnumerable<DiagramTrack[]> Gaps() =>
        [.. _tracks.Values.GroupBy(t => (t.Horizontal, t.Place)).OrderBy(g => g.Key).Select(g => g.OrderBy(Order).ToArray())];

    private int Order(DiagramTrack track) => _order[(track.Net, new(track.Horizontal, track.Place))];

    private void Swap(DiagramTrack one, DiagramTrack other)
    {
        (DiagramNet, DiagramWays.Stop) a = (one.Net, new(one.Horizontal, one.Place)), b = (other.Net, new(other.Horizontal, other.Place));
        (_order[a], _order[b]) = (_order[b], _order[a]);
    }

    // Entries stand in the middle of a box where nothing is gained by moving them.
    private double Cost() => RouteCost.Of(_graph, _layout, Draw()) + (_layout.Ports.Shifts.Values.Sum(Math.Abs) / 8);

    /// <summary>Gives every line its place, places the boxes around them, and draws the arrows.</summary>
    private List<DiagramRoute> Draw()
    {
        _tracks = [];
        foreach ((DiagramEdge edge, DiagramWays.Stop[] way) in _ways)
            Lay(edge, IsLine(edge) ? [] : way);
        foreach (DiagramTrack[] gap in Gaps())
        {
            for (int i = 0; i < gap.Length; i++)
                gap[i].Slot = gap.Take(i).Where(gap[i].Meets).Select(t => t.Slot + 1).DefaultIfEmpty(0).Max();
        }
        _layout.Place(_tracks.Values);
        return [.. _graph.Edges.SelectMany(e => _layout.IsStepByStep(e) ? StepByStep(e) : Lead(e))];
    }

    private void Lay(DiagramEdge edge, DiagramWays.Stop[] way)
    {
        for (int i = 0; i < way.Length; i++)
        {
            (DiagramNet, DiagramWays.Stop) key = (edge.Net, way[i]);
            if (!_tracks.TryGetValue(key, out DiagramTrack? track))
                _tracks[key] = track = new DiagramTrack(edge.Net, way[i].Horizontal, way[i].Place);
            _order.TryAdd(key, _order.Count);
            // A gap lies before the row or column of its number.
            int Box(DiagramNode node) => (2 * (way[i].Horizontal ? node.Column : node.Row)) + 1;
            track.Reach(i == 0 ? Box(edge.From) : 2 * way[i - 1].Place, i == way.Length - 1 ? Box(edge.To) : 2 * way[i + 1].Place);
        }
    }

    /// <summary>Whether the arrow can be one straight line.</summary>
    private bool IsLine(DiagramEdge edge)
    {
        DiagramPorts ports = _layout.Ports;
        if (edge.State is string state)
            return _ways[edge].Length == 1 && edge.From.Row == edge.To.Row && Math.Abs(ports.StateHeight(edge.From, state) - ports.StateHeight(edge.To, state)) < 1;
        return DiagramLayout.IsStraight(edge) && _layout.IsFree(edge.To.Column, edge.From.Row + 1, edge.To.Row - 1)
            && ports.SecondSource(edge) is null && ports.Targets(edge) is [double to] && Math.Abs(ports.Source(edge) - to) < 1;
    }

    private IEnumerable<DiagramRoute> Lead(DiagramEdge edge)
    {
        DiagramPorts ports = _layout.Ports;
        double[] along = [.. (IsLine(edge) ? [] : _ways[edge]).Select(stop => _layout.At(_tracks[(edge.Net, stop)]))];
        if (edge.State is string state)
        {
            (double X, double Y) from = (edge.From.Right + 2, ports.StateHeight(edge.From, state)), to = (edge.To.X - 2, ports.StateHeight(edge.To, state));
            return [new(edge, Corners(from, to, along, vertical: false))];
        }
        double top = edge.From.Bottom + 2, bottom = edge.To.Y - 2, source = ports.Source(edge);
        double[] targets = ports.Targets(edge);
        IEnumerable<DiagramRoute> routes = targets.Select(x => new DiagramRoute(edge, Corners((source, top), (x, bottom), along, vertical: true)));
        return ports.SecondSource(edge) is double second
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
            points.Add(vertical ? (points[^1].X, to.Y) : (to.X, points[^1].Y));
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
                continue;
            double x = DiagramLayout.StepX(edge.From, i);
            double target = DiagramLayout.StepX(edge.To, edge.To.Backwards ? steps.Length - 1 - i : i) + _layout.Ports.InStep(edge);
            if (passes)
            {
                // Past the layers between: down the gap beside this step's boxes.
                (double side, double lane) = _layout.Ports.PastSteps(edge);
                int rank = _layout.Ports.Entering(edge.To).Where(_layout.Passes).Count(e => _layout.Ports.PastSteps(e).Lane < lane);
                double turn = edge.To.Y - 14 - (DiagramLayout.LineGap * rank);
                yield return new(edge, [(x + side, top), (x + side, top + 8), (x + lane, top + 8), (x + lane, turn), (target, turn), (target, bottom)]);
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

    private Choices Remember() => new(new(_order), new(_layout.Ports.Shifts), [.. _graph.Nodes.Select(n => (n, _layout.Ports.Entering(n).ToArray()))]);

    private void Restore(Choices before)
    {
        foreach (((DiagramNet, DiagramWays.Stop) key, int place) in before.Order)
            _order[key] = place;
        foreach ((DiagramNode node, double shift) in before.Shifts)
            _layout.Ports.Shifts[node] = shift;
        foreach ((DiagramNode node, DiagramEdge[] entering) in before.Entering)
        {
            _layout.Ports.Entering(node).Clear();
            _layout.Ports.Entering(node).AddRange(entering);
        }
    }

    private sealed record Choices(Dictionary<(DiagramNet, DiagramWays.Stop), int> Order, Dictionary<DiagramNode, double> Shifts, (DiagramNode, DiagramEdge[])[] Entering);
}
