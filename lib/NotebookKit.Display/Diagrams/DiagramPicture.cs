using NotebookKit.Display.Drawing;
using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Diagrams;

/// <summary>Draws a network that has been laid out.</summary>
internal sealed class DiagramPicture
{
    private const double StateGap = 14;

    private readonly DiagramGraph _graph;
    private readonly DiagramLayout _layout;
    private readonly Svg _svg;

    private DiagramPicture(DiagramGraph graph, bool unrolled)
    {
        _graph = graph;
        _layout = new DiagramLayout(graph, unrolled);
        _svg = new Svg(_layout.Width, _layout.Height);
    }

    public static string Draw(DiagramGraph graph, bool unrolled, string title, string description)
    {
        var picture = new DiagramPicture(graph, unrolled);
        foreach (DiagramEdge edge in graph.Edges)
            picture.Edge(edge);
        foreach (DiagramNode node in graph.Nodes)
            picture.Node(node);
        return picture._svg.ToString(title, description);
    }

    private void Node(DiagramNode node)
    {
        if (_layout.IsStrip(node))
            Strip(node);
        else
            Box(node);
        if (node.States.Length > 0)
            StateEnds(node);
    }

    private void Box(DiagramNode node)
    {
        _svg.Rect(node.X, node.Y, node.Width, node.Height, node.IsEnd ? "nk-none" : "nk-f5", radius: node.IsEnd ? node.Height / 2 : 5,
            opacity: node.IsEnd ? 1 : 0.12, edge: "nk-axis");
        int below = (node.Name.Length > 0 ? 1 : 0) + (node.Settings.Length > 0 ? 1 : 0);
        double y = node.Y + (node.Height / 2) + 5 - (8 * below);
        _svg.Text(node.Middle, y, node.Title, size: 13, anchor: Anchor.Middle, bold: true);
        foreach (string line in new[] { node.Name, node.Settings })
        {
            if (line.Length == 0)
                continue;
            y += 16;
            _svg.Text(node.Middle, y, line, "nk-soft", 11, Anchor.Middle);
        }
    }

    private void Strip(DiagramNode node)
    {
        int[] steps = DiagramLayout.ShownSteps(node);
        double width = node.CellWidth;
        int below = (node.Name.Length > 0 ? 1 : 0) + (node.Settings.Length > 0 ? 1 : 0);
        // Where states arrive from the left, the title stands above their arrows.
        bool above = _layout.TakesStates(node);
        double titleX = above ? DiagramLayout.StepX(node, 0) - 10 : node.X - (_layout.LeftRoom(node) - TitleRoom(node)) - 10;
        double y = above ? node.Y - 8 - (16 * below) : node.Y + (node.Height / 2) + 4 - (8 * below);
        _svg.Text(titleX, y, node.Title, size: DiagramLayout.TextSize, anchor: Anchor.End, bold: true);
        foreach (string line in new[] { node.Name, node.Settings })
        {
            if (line.Length == 0)
                continue;
            y += 16;
            _svg.Text(titleX, y, line, "nk-soft", 11, Anchor.End);
        }
        int directions = node.TwoWay ? 2 : 1;
        for (int direction = 0; direction < directions; direction++)
        {
            double top = node.Y + (direction * (DiagramLayout.CellHeight + 14));
            bool backwards = direction == 1;
            for (int i = 0; i < steps.Length; i++)
            {
                double middle = DiagramLayout.StepX(node, i);
                if (steps[i] < 0)
                {
                    _svg.Text(middle, top + (DiagramLayout.CellHeight / 2) + 4, "…", "nk-soft", 14, Anchor.Middle);
                }
                else
                {
                    _svg.Rect(middle - (width / 2), top, width, DiagramLayout.CellHeight, node.IsEnd ? "nk-none" : "nk-f5", 5, node.IsEnd ? 1 : 0.12, "nk-axis");
                    _svg.Text(middle, top + 17, node.StepText, size: DiagramLayout.TextSize, anchor: Anchor.Middle);
                    _svg.Text(middle, top + 31, $"t={steps[i]}", "nk-soft", 10, Anchor.Middle);
                }
                if (i > 0 && node.States.Length > 0)
                    Between(node, i, top, width, backwards);
            }
        }
    }

    /// <summary>The states from one step to the next: the arrows that make a network recurrent.</summary>
    private void Between(DiagramNode node, int step, double top, double width, bool backwards)
    {
        double left = DiagramLayout.StepX(node, step - 1) + (width / 2), right = DiagramLayout.StepX(node, step) - (width / 2);
        for (int s = 0; s < node.States.Length; s++)
        {
            double y = StateY(top, DiagramLayout.CellHeight, node.States.Length, s);
            (string stroke, string fill) = Arrows.Of(node.States[s]);
            (double from, double to) = backwards ? (right - 2, left + 2) : (left + 2, right - 2);
            Arrows.Draw(_svg, stroke, fill, (from, y), (to, y));
        }
    }

    /// <summary>Where the states begin and where they go, at both sides of a recurrent layer.</summary>
    private void StateEnds(DiagramNode node)
    {
        bool given = _graph.Edges.Any(e => e.To == node && e.State is not null);
        bool handedOn = _graph.Edges.Any(e => e.From == node && e.State is not null);
        int directions = node.TwoWay ? 2 : 1;
        for (int direction = 0; direction < directions; direction++)
        {
            bool backwards = direction == 1;
            (double top, double height) = DirectionBand(node, direction);
            for (int s = 0; s < node.States.Length; s++)
            {
                double y = StateY(top, height, node.States.Length, s);
                (string stroke, string fill) = Arrows.Of(node.States[s]);
                if (!given)
                {
                    (double outside, double edge) = backwards ? (node.Right + 26, node.Right + 2) : (node.X - 26, node.X - 2);
                    Arrows.Draw(_svg, stroke, fill, (outside, y), (edge, y));
                    _svg.Text(backwards ? outside + 4 : outside - 4, y + 4, node.StartsFrom, "nk-soft", 11, backwards ? Anchor.Start : Anchor.End);
                }
                if (handedOn)
                    continue;
                string name = !node.TwoWay ? node.States[s] : (backwards ? "backward " : "forward ") + node.States[s];
                string text = node.StateOutputs.Where(o => o.State == name).Select(o => o.Text).FirstOrDefault() ?? node.States[s];
                (double from, double to) = backwards ? (node.X - 2, node.X - 26) : (node.Right + 2, node.Right + 26);
                Arrows.Draw(_svg, stroke, fill, (from, y), (to, y));
                _svg.Text(backwards ? to - 4 : to + 4, y + 4, text, node.StateOutputs.Count > 0 ? "nk-ink" : "nk-soft", 11, backwards ? Anchor.End : Anchor.Start);
            }
        }
    }

    private void Edge(DiagramEdge edge)
    {
        if (edge.State is not null)
            StateEdge(edge);
        else if (_layout.IsStrip(edge.From) && edge.From.EmitsSequence && _layout.IsStrip(edge.To) && DiagramLayout.IsStraight(edge) && SameSteps(edge))
            StepByStep(edge);
        else if (_layout.IsStrip(edge.To))
            Fan(edge);
        else
            Single(edge);
    }

    /// <summary>One arrow a time step.</summary>
    private void StepByStep(DiagramEdge edge)
    {
        int[] steps = DiagramLayout.ShownSteps(edge.From);
        (string stroke, string fill) = Arrows.Of(null);
        bool passes = _layout.Passes(edge);
        double x = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] < 0)
                continue;
            x = DiagramLayout.StepX(edge.From, i);
            double target = DiagramLayout.StepX(edge.To, edge.To.Backwards ? steps.Length - 1 - i : i);
            if (passes)
            {
                // Past the layers between: down the gap beside this step's boxes.
                double side = x + (edge.From.CellWidth / 4), gap = x + ((edge.From.CellWidth + DiagramLayout.CellGap) / 2), lane = edge.To.Y - 14;
                Arrows.Draw(_svg, stroke, fill, (side, edge.From.Bottom + 2), (side, edge.From.Bottom + 10), (gap, edge.From.Bottom + 10),
                    (gap, lane), (side, lane), (side, edge.To.Y - 2));
            }
            else if (Math.Abs(x - target) < 1)
            {
                Arrows.Draw(_svg, stroke, fill, (x, edge.From.Bottom + 2), (x, edge.To.Y - 2));
            }
            else
            {
                Arrows.Draw(_svg, stroke, fill, (x, edge.From.Bottom + 2), (x, edge.From.Bottom + 6), (target, edge.To.Y - 12), (target, edge.To.Y - 2));
            }
        }
        Label(x, edge);
    }

    /// <summary>One value given to every step: a vector repeated, or a sequence that every step sees whole.</summary>
    private void Fan(DiagramEdge edge)
    {
        int[] steps = DiagramLayout.ShownSteps(edge.To);
        (string stroke, string fill) = Arrows.Of(null);
        double from = Source(edge), lane = _layout.LaneAbove(edge);
        bool shared = _graph.Edges.Count(e => e.To == edge.To && e.State is null) > 1;
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] >= 0)
            {
                double x = DiagramLayout.StepX(edge.To, i) - (shared ? edge.To.CellWidth / 4 : 0);
                Arrows.Draw(_svg, stroke, fill, (from, edge.From.Bottom + 2), (from, lane), (x, lane), (x, edge.To.Y - 2));
            }
        }
        Label(from, edge);
    }

    private void Single(DiagramEdge edge)
    {
        (string stroke, string fill) = Arrows.Of(null);
        double from = Source(edge), to = Target(edge);
        if (DiagramLayout.IsStraight(edge) && Math.Abs(from - to) < 1)
        {
            Arrows.Draw(_svg, stroke, fill, (from, edge.From.Bottom + 2), (from, edge.To.Y - 2));
        }
        else if (edge.To.Row == edge.From.Row + 1)
        {
            double lane = _layout.LaneAbove(edge);
            Arrows.Draw(_svg, stroke, fill, (from, edge.From.Bottom + 2), (from, lane), (to, lane), (to, edge.To.Y - 2));
        }
        else
        {
            // Past the rows between, down the gutter to the left of the target's column, where nothing stands.
            double gutter = _graph.Nodes.Where(n => n.Column == edge.To.Column).Min(n => n.X - _layout.LeftRoom(n)) - 10 + (edge.To.Column <= edge.From.Column ? -4 : 0);
            double start = _graph.Nodes.Where(n => n.Row == edge.From.Row).Max(n => n.Bottom) + 34, lane = _layout.LaneAbove(edge);
            Arrows.Draw(_svg, stroke, fill, (from, edge.From.Bottom + 2), (from, start), (gutter, start), (gutter, lane), (to, lane), (to, edge.To.Y - 2));
        }
        if (_layout.IsStrip(edge.From) && edge.From is { TwoWay: true, EmitsSequence: false } && edge.Shape[0] == '(')
        {
            // The direction that reads backwards ends at the first step.
            double first = DiagramLayout.StepX(edge.From, 0), lane = _layout.LaneAbove(edge);
            Arrows.Draw(_svg, stroke, fill, (first, edge.From.Bottom + 2), (first, lane), (to, lane), (to, edge.To.Y - 2));
        }
        Label(from, edge);
    }

    /// <summary>A state handed to another layer: sideways, as time goes.</summary>
    private void StateEdge(DiagramEdge edge)
    {
        (string stroke, string fill) = Arrows.Of(edge.State);
        string state = edge.State!;
        int from = StateIndex(edge.From, state), to = StateIndex(edge.To, state);
        double y1 = StateHeight(edge.From, state), y2 = StateHeight(edge.To, state);
        double right = edge.From.Right + 2;
        if (edge.To.Column > edge.From.Column)
        {
            double turn = right + 20 + TextWidth($"{edge.State} {edge.Shape}", DiagramLayout.TextSize) + (8 * (edge.To.States.Length - 1 - Math.Max(0, to)));
            if (Math.Abs(y1 - y2) < 1)
                Arrows.Draw(_svg, stroke, fill, (right, y1), (edge.To.X - 2, y2));
            else
                Arrows.Draw(_svg, stroke, fill, (right, y1), (turn, y1), (turn, y2), (edge.To.X - 2, y2));
        }
        else
        {
            double turn = Math.Max(edge.From.Right, edge.To.Right) + 20 + (8 * Math.Max(0, from));
            Arrows.Draw(_svg, stroke, fill, (right, y1), (turn, y1), (turn, y2), (edge.To.Right + 2, y2));
        }
        bool upper = from <= 0;
        _svg.Text(right + 8, upper ? y1 - 6 : y1 + 14, $"{edge.State} {edge.Shape}", size: DiagramLayout.TextSize);
    }

    /// <summary>The shape beside the first arrow that leaves a layer.</summary>
    private void Label(double x, DiagramEdge edge)
    {
        // Of a layer's arrows the first one carries the label, at the last step, where nothing stands to the right.
        if (_graph.Edges.First(e => e.From == edge.From && e.State is null) == edge)
            _svg.Text(x + _layout.LabelOffset(edge.From), edge.From.Bottom + 20, _layout.OutputLabel(edge.From), size: DiagramLayout.TextSize);
    }

    /// <summary>Where an output leaves: at the step that is processed last, or in the middle of a box.</summary>
    private double Source(DiagramEdge edge)
    {
        DiagramNode from = edge.From;
        if (!_layout.IsStrip(from))
            return from.Middle;
        if (from.TwoWay && edge.Shape.StartsWith("backward", StringComparison.Ordinal))
            return DiagramLayout.StepX(from, 0);
        return DiagramLayout.StepX(from, DiagramLayout.ShownSteps(from).Length - 1);
    }

    /// <summary>Where an arrow enters: several share the upper edge of a box evenly.</summary>
    private double Target(DiagramEdge edge)
    {
        DiagramNode to = edge.To;
        if (_layout.IsStrip(to))
            return DiagramLayout.StepX(to, 0);
        DiagramEdge[] entering = [.. _graph.Edges.Where(e => e.To == to && e.State is null).OrderBy(Source)];
        return entering.Length == 1
            ? DiagramLayout.IsStraight(edge) && Source(edge) > to.X + 8 && Source(edge) < to.Right - 8 ? Source(edge) : to.Middle
            : to.X + (to.Width * (Array.IndexOf(entering, edge) + 1) / (entering.Length + 1));
    }

    private bool SameSteps(DiagramEdge edge) => edge.From.Steps == edge.To.Steps;

    private static double TitleRoom(DiagramNode node) =>
        Math.Max(TextWidth(node.Title, DiagramLayout.TextSize, true), Math.Max(TextWidth(node.Name, 11), TextWidth(node.Settings, 11))) + 14;

    private static double StateY(double top, double height, int states, int state) =>
        top + (height / 2) + ((state - ((states - 1) / 2.0)) * StateGap);

    /// <summary>Which of a layer's states it is, in one direction; −1 for a layer without states.</summary>
    private static int StateIndex(DiagramNode node, string state) => Array.IndexOf(node.States, state.Split(' ')[^1]);

    private double StateHeight(DiagramNode node, string state)
    {
        int index = StateIndex(node, state);
        if (index < 0)
            return node.Y + (node.Height / 2);
        (double top, double height) = DirectionBand(node, state.StartsWith("backward", StringComparison.Ordinal) ? 1 : 0);
        return StateY(top, height, node.States.Length, index);
    }

    private (double Top, double Height) DirectionBand(DiagramNode node, int direction)
    {
        if (!node.TwoWay)
            return (node.Y, node.Height);
        return _layout.IsStrip(node)
            ? (node.Y + (direction * (DiagramLayout.CellHeight + 14)), DiagramLayout.CellHeight)
            : (node.Y + (direction * node.Height / 2), node.Height / 2);
    }
}
