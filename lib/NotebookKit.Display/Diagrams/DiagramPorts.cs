using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Diagrams;

/// <summary>Where arrows leave boxes and enter them.</summary>
internal sealed class DiagramPorts(DiagramGraph graph, DiagramLayout layout)
{
    /// <summary>From a step's box to the first arrow that goes past it.</summary>
    public const double PassingOffset = 11;

    /// <summary>Arrows of different tensors side by side are at least this far apart, in pixels; nearer ones look like one.</summary>
    private const double LeastDistance = 7;

    private const double StateGap = 14;
    private const double MostGap = 24;

    /// <summary>Where else the arrows that enter a box may stand, when they would not be clear of others.</summary>
    private static readonly double[] s_shifts = [0, -8, 8, -16, 16];

    private readonly Dictionary<DiagramNode, List<DiagramEdge>> _entering = [];

    /// <summary>The tensors that leave a box below, from left to right.</summary>
    public string[] Tensors(DiagramNode node) =>
        [.. graph.Edges.Where(e => e.From == node && e.State is null).Select(e => e.Tensor).Distinct()];

    /// <summary>The arrows that enter a box above, from left to right; the router may change their order.</summary>
    public List<DiagramEdge> Entering(DiagramNode node)
    {
        if (!_entering.TryGetValue(node, out List<DiagramEdge>? entering))
            _entering[node] = entering = [.. graph.Edges.Where(e => e.To == node && e.State is null)];
        return entering;
    }

    /// <summary>Where an output leaves: at the step that is processed last, or in the middle of a box, several side by side.</summary>
    public double Source(DiagramEdge edge)
    {
        DiagramNode from = edge.From;
        if (!layout.IsStrip(from))
        {
            return from.Middle
                + Beside(Tensors(from), edge.Tensor, Math.Min(MostGap, (from.Width - 28) / Math.Max(1, Tensors(from).Length - 1)));
        }

        bool first = LeavesFirst(from, edge.Tensor);
        string[] there = [.. Tensors(from).Where(t => LeavesFirst(from, t) == first)];
        double step = DiagramLayout.StepX(from, first ? 0 : DiagramLayout.ShownSteps(from).Length - 1),
            gap = Math.Min(12, from.CellWidth / (there.Length + 1));
        // What the forward row gives last comes down beside the row that reads backwards; that row ends at the first step.
        if (!first && from is { TwoWay: true, EmitsSequence: false })
            step += DirectionBranches.ComesDown(from) + ((there.Length - 1) / 2.0 * gap);
        return step + Beside(there, edge.Tensor, gap);
    }

    /// <summary>
    /// The other place that an output comes from: of two directions, the one that reads backwards ends at the first step.
    /// </summary>
    public double? SecondSource(DiagramEdge edge) =>
        layout.IsStrip(edge.From) && edge.From is { TwoWay: true, EmitsSequence: false } && edge.Tensor.Length == 0
            ? DiagramLayout.StepX(edge.From, 0) : null;

    /// <summary>From the left edge of a layer to the last arrow below it, beside which its label stands.</summary>
    public double LabelAt(DiagramNode node) => graph.Edges.Where(e => e.From == node && e.State is null)
        .Select(Source).Append(layout.IsStrip(node) ? DiagramLayout.StepX(node, DiagramLayout.ShownSteps(node).Length - 1) : node.Middle)
            .Max() - node.X;

    /// <summary>Where an arrow enters: one for each step of a strip, or one of several side by side above a box.</summary>
    public double[] Targets(DiagramEdge edge)
    {
        DiagramNode to = edge.To;
        List<DiagramEdge> entering = Entering(to);
        if (layout.IsStrip(to))
        {
            int[] steps = DiagramLayout.ShownSteps(to);
            return [.. Enumerable.Range(0, steps.Length).Where(i => steps[i] >= 0).Select(i => DiagramLayout.StepX(to, i) + InStep(edge))];
        }
        double gap = Math.Min(MostGap, (to.Width - 28) / Math.Max(1, entering.Count - 1)), half = (to.Width / 2) - 10;
        double reach = gap * (entering.Count - 1) / 2, shift = 0;
        // An arrow from straight above stays straight where the others find room beside it.
        foreach (DiagramEdge straight in entering.Where(e =>
            DiagramLayout.IsStraight(e) && layout.IsFree(to.Column, e.From.Row + 1, to.Row - 1)))
        {
            double needed = Source(straight) - to.Middle - ((entering.IndexOf(straight) * gap) - reach);
            if (Math.Abs(needed) + reach <= half)
            {
                shift += needed;
                break;
            }
        }
        double first = to.Middle - reach, room = Math.Max(0, half - reach);
        double[] shifts = [.. s_shifts.Select(s => Math.Clamp(shift + s, -room, room))];
        shift = shifts.FirstOrDefault(s => IsClear(entering, i => first + s + (i * gap)), shifts[0]);
        return [first + shift + (entering.IndexOf(edge) * gap)];
    }

    /// <summary>Whether arrows that enter a box at these places keep clear of what other tensors send down from the box above.</summary>
    private bool IsClear(List<DiagramEdge> entering, Func<int, double> place)
    {
        DiagramNode to = entering[0].To;
        DiagramNode? above = graph.Nodes.Where(n => n.Column == to.Column && n.Row < to.Row).MaxBy(n => n.Row);
        DiagramEdge[] leaving = [.. graph.Edges.Where(e => e.From == above && e.State is null)];
        return leaving.All(l => entering.Index().All(e => e.Item.Net == l.Net || Math.Abs(place(e.Index) - Source(l)) >= LeastDistance));
    }

    /// <summary>
    /// Where in a step's box an arrow enters: those for all steps at the left, step by step in the middle, those that go past others at the
    /// right.
    /// </summary>
    public double InStep(DiagramEdge edge)
    {
        List<DiagramEdge> entering = Entering(edge.To);
        DiagramEdge[] whole = [.. entering.Where(e => !layout.IsStepByStep(e))], past = [.. entering.Where(layout.Passes)];
        double half = edge.To.CellWidth / 2;
        if (Array.IndexOf(past, edge) is >= 0 and int p)
            return half * (past.Length - p) / (past.Length + 1);
        if (Array.IndexOf(whole, edge) is not (>= 0 and int w))
            return 0;
        return whole.Length == entering.Count ? half * (((2.0 * (w + 1)) / (whole.Length + 1)) - 1)
            : -half * (whole.Length - w) / (whole.Length + 1);
    }

    /// <summary>Where the arrows that go past the layers below leave a step's box, and how far right they go down.</summary>
    public (double Side, double Lane) PastSteps(DiagramEdge edge)
    {
        // Each keeps one lane all the way: the first that is free in every row it goes by.
        var lanes = new Dictionary<DiagramNode, int>();
        foreach (DiagramEdge other in graph.Edges.Where(e => e.To.Column == edge.To.Column && layout.Passes(e)).OrderBy(e => e.From.Row))
        {
            if (lanes.ContainsKey(other.From))
                continue;
            int last = graph.Edges.Where(e => e.From == other.From && layout.Passes(e)).Max(e => e.To.Row);
            int[] used = [.. lanes.Where(l => Enumerable.Range(other.From.Row, last - other.From.Row)
                .Any(r => layout.Passing(edge.To.Column, r).Contains(l.Key))).Select(l => l.Value)];
            lanes[other.From] = Enumerable.Range(0, used.Length + 1).First(i => !used.Contains(i));
        }
        return (edge.From.CellWidth / 4, (edge.From.CellWidth / 2) + PassingOffset + (DiagramLayout.LineGap * lanes[edge.From]));
    }

    /// <summary>Which of a layer's states it is, in one direction; −1 for a layer without states.</summary>
    private static int StateIndex(DiagramNode node, string state) => Array.IndexOf(node.States, state.Split(' ')[^1]);

    /// <summary>The height at which a state leaves or enters a layer.</summary>
    public double StateHeight(DiagramNode node, string state)
    {
        int index = StateIndex(node, state);
        if (index < 0)
        {
            string[] given = [.. graph.Edges.Where(e => e.From == node && e.State is not null).Select(e => e.State!).Distinct()];
            return StateY(node.Y, node.Height, given.Length, Math.Max(0, Array.IndexOf(given, state)));
        }
        (double top, double height) = Band(node, state.StartsWith("backward", StringComparison.Ordinal) ? 1 : 0);
        return StateY(top, height, node.States.Length, index);
    }

    public static double StateY(double top, double height, int states, int state) =>
        top + (height / 2) + ((state - ((states - 1) / 2.0)) * StateGap);

    /// <summary>The part of a layer that one direction takes.</summary>
    public (double Top, double Height) Band(DiagramNode node, int direction)
    {
        if (!node.TwoWay)
            return (node.Y, node.Height);
        return layout.IsStrip(node)
            ? (node.Y + (direction * (DiagramLayout.CellHeight + 14)), DiagramLayout.CellHeight)
            : (node.Y + (direction * node.Height / 2), node.Height / 2);
    }

    /// <summary>
    /// A value that only gives one state, in the row of who takes it, stands at that state's height: its arrow is straight.
    /// </summary>
    public void AlignStates()
    {
        foreach (DiagramNode node in graph.Nodes.Where(n => n.States.Length == 0))
        {
            DiagramEdge[] given = [.. graph.Edges.Where(e => e.From == node)];
            if (given is [{ State: string state, To: var to }] && to.Row == node.Row && to.States.Length > 0)
                node.Y += StateHeight(to, state) - (node.Y + (node.Height / 2));
        }
    }

    private static bool LeavesFirst(DiagramNode node, string tensor) =>
        node.TwoWay && tensor.StartsWith("backward", StringComparison.Ordinal);

    private static double Beside(string[] all, string one, double gap) => (Array.IndexOf(all, one) - ((all.Length - 1) / 2.0)) * gap;
}
