using NotebookKit.Display.Drawing;
using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Diagrams;

/// <summary>Draws a network that has been laid out.</summary>
internal sealed class DiagramPicture
{
    private readonly DiagramGraph _graph;
    private readonly DiagramLayout _layout;
    private readonly List<DiagramRoute> _routes;
    private readonly Svg _svg;

    private DiagramPicture(DiagramGraph graph, bool unrolled)
    {
        _graph = graph;
        _layout = new DiagramLayout(graph, unrolled);
        _routes = DiagramRouter.Route(graph, _layout);
        _svg = new Svg(_layout.Width, _layout.Height);
    }

    public static string Draw(DiagramGraph graph, bool unrolled, string title, string description)
    {
        var picture = new DiagramPicture(graph, unrolled);
        foreach (IGrouping<DiagramNet, DiagramRoute> tensor in picture._routes.GroupBy(r => r.Edge.Net))
        {
            (string stroke, string fill) = Arrows.Of(tensor.First().Edge.State);
            Arrows.Draw(picture._svg, stroke, fill, [.. tensor.Select(r => r.Points)]);
        }
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
        OutputLabel(node);
        StateLabels(node);
    }

    private void Box(DiagramNode node)
    {
        _svg.Rect(node.X, node.Y, node.Width, node.Height, node.IsEnd ? "nk-none" : "nk-f5", radius: node.IsEnd ? node.Height / 2 : 5,
            opacity: node.IsEnd ? 1 : 0.12, edge: "nk-axis");
        int below = _layout.Subtitles(node).Length;
        Titles(node, node.Middle, node.Y + (node.Height / 2) + 5 - (8 * below), 13, Anchor.Middle);
    }

    /// <summary>A layer's title and, below it, its name and settings.</summary>
    private void Titles(DiagramNode node, double x, double y, double size, Anchor anchor)
    {
        _svg.Text(x, y, node.Title, size: size, anchor: anchor, bold: true);
        foreach ((int i, string line) in _layout.Subtitles(node).Index())
            _svg.Text(x, y + (16 * (i + 1)), line, "nk-soft", 11, anchor);
    }

    private void Strip(DiagramNode node)
    {
        int[] steps = DiagramLayout.ShownSteps(node);
        double width = node.CellWidth;
        int below = _layout.Subtitles(node).Length;
        // Where states arrive from the left, the title stands above their arrows.
        bool above = _layout.TakesStates(node);
        double titleX = above ? DiagramLayout.StepX(node, 0) - 10 : node.X - (_layout.LeftRoom(node) - _layout.TitleRoom(node)) - 10;
        double y = above ? node.Y - 8 - (16 * below) : node.Y + (node.Height / 2) + 4 - (8 * below);
        Titles(node, titleX, y, DiagramLayout.TextSize, Anchor.End);
        if (node.TwoWay)
        {
            IEnumerable<DiagramEdge> forward = _graph.Edges.Where(e =>
                e.From == node && e.State is null && !e.Tensor.StartsWith("backward", StringComparison.Ordinal));
            DirectionBranches.Draw(_svg, node, forward.Select(_layout.Ports.Source).Distinct());
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
                    _svg.Rect(middle - (width / 2), top, width, DiagramLayout.CellHeight, node.IsEnd ? "nk-none" : "nk-f5", 5, node.IsEnd
                        ? 1 : 0.12, "nk-axis");
                    _svg.Text(middle, top + 16, node.StepText, size: DiagramLayout.TextSize, anchor: Anchor.Middle);
                    _svg.Text(middle, top + 31, $"t={steps[i]}", "nk-soft", 11, Anchor.Middle);
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
            double y = DiagramPorts.StateY(top, DiagramLayout.CellHeight, node.States.Length, s);
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
            (double top, double height) = _layout.Ports.Band(node, direction);
            for (int s = 0; s < node.States.Length; s++)
            {
                double y = DiagramPorts.StateY(top, height, node.States.Length, s);
                (string stroke, string fill) = Arrows.Of(node.States[s]);
                if (!given)
                {
                    (double outside, double edge) = backwards ? (node.Right + 26, node.Right + 2) : (node.X - 26, node.X - 2);
                    Arrows.Draw(_svg, stroke, fill, (outside, y), (edge, y));
                    _svg.Text(backwards ? outside + 4 : outside - 4, y + 4, node.StartsFrom, "nk-soft", 11, backwards ? Anchor.Start
                        : Anchor.End);
                }
                if (handedOn)
                    continue;
                string name = !node.TwoWay ? node.States[s] : (backwards ? "backward " : "forward ") + node.States[s];
                string text = node.StateOutputs.Where(o => o.State == name).Select(o => o.Text).FirstOrDefault() ?? node.States[s];
                (double from, double to) = backwards ? (node.X - 2, node.X - 26) : (node.Right + 2, node.Right + 26);
                Arrows.Draw(_svg, stroke, fill, (from, y), (to, y));
                _svg.Text(backwards ? to - 4 : to + 4, y + 4, text, node.StateOutputs.Count > 0 ? "nk-ink" : "nk-soft", 11, backwards
                    ? Anchor.End : Anchor.Start);
            }
        }
    }

    /// <summary>The shape of the output below a layer, beside its last arrow, where nothing stands to the right.</summary>
    private void OutputLabel(DiagramNode node)
    {
        if (_graph.Edges.Any(e => e.From == node && e.State is null))
        {
            double x = node.X + _layout.Ports.LabelAt(node) + _layout.LabelOffset(node);
            _svg.Text(x, node.Bottom + 20, _layout.OutputLabel(node), size: DiagramLayout.TextSize);
        }
    }

    /// <summary>The states that a layer hands on, each named once: the upper one above its arrow, the lower one below.</summary>
    private void StateLabels(DiagramNode node)
    {
        foreach (DiagramEdge edge in _graph.Edges.Where(e => e.From == node && e.State is not null).DistinctBy(e => e.Net))
        {
            double y = _layout.Ports.StateHeight(node, edge.State!);
            bool upper = y <= node.Y + (node.Height / 2);
            _svg.Text(node.Right + 10, upper ? y - 6 : y + 14, $"{edge.State} {edge.Shape}", size: DiagramLayout.TextSize);
        }
    }
}
