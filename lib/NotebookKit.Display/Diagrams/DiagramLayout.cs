using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Diagrams;

/// <summary>
/// Gives every box its size and place, and says where between rows and columns arrows may run. A gap is as wide as the
/// lines that run along it need.
/// </summary>
internal sealed class DiagramLayout
{
    /// <summary>The most steps drawn when unrolled; of more, the first and the last.</summary>
    public const int MostSteps = 8;

    public const double TextSize = 12;
    public const double CellHeight = 38;

    /// <summary>From one line to the next beside it.</summary>
    public const double LineGap = 10;

    /// <summary>From a line to a box or a text beside it.</summary>
    private const double LineRoom = 8;

    private const double Margin = 14;
    private const double RowGap = 58;

    /// <summary>Below a row: the shapes beside its arrows.</summary>
    private const double LabelRoom = 34;

    /// <summary>Above a row: heads of arrows.</summary>
    private const double HeadRoom = 22;

    private readonly DiagramGraph _graph;
    private readonly bool _unrolled;
    private readonly DiagramPorts _ports;
    private readonly double[] _left, _width, _right, _near, _gutter, _rowHeight, _rowTop;
    private readonly Dictionary<int, double> _headExtra = [];
    private int[] _lines = [];

    public DiagramLayout(DiagramGraph graph, bool unrolled)
    {
        (_graph, _unrolled) = (graph, unrolled);
        DiagramGrid.Assign(graph);
        _ports = new DiagramPorts(graph, this);
        MeasureCells();
        foreach (DiagramNode node in graph.Nodes)
            Measure(node);
        Columns = graph.Nodes.Max(n => n.Column) + 1;
        Rows = graph.Nodes.Max(n => n.Row) + 1;
        DiagramNode[][] columns = [.. Enumerable.Range(0, Columns).Select(c => graph.Nodes.Where(n => n.Column == c).ToArray())];
        _left = [.. columns.Select(c => c.Select(LeftRoom).DefaultIfEmpty(0).Max())];
        _width = [.. columns.Select(c => c.Select(n => n.Width).DefaultIfEmpty(0).Max())];
        _right = [.. columns.Select(c =>
            c.Select(n => Math.Max(24, Math.Max(BesideRoom(n), UnderRoom(n)) - RightInset(n))).DefaultIfEmpty(0).Max())];
        _rowHeight =
            [.. Enumerable.Range(0, Rows).Select(r => graph.Nodes.Where(n => n.Row == r).Select(n => n.Height).DefaultIfEmpty(0).Max())];
        _near = [.. Enumerable.Range(0, Columns - 1).Select(Nearest)];
        (_gutter, _rowTop) = (new double[Columns + 1], new double[Rows]);
        Place([]);
    }

    public int Columns { get; }

    public int Rows { get; }

    public double Width { get; private set; }

    public double Height { get; private set; }

    public DiagramPorts Ports => _ports;

    /// <summary>Whether the node is drawn as a strip of steps.</summary>
    public bool IsStrip(DiagramNode node) => _unrolled && node.Steps is not null;

    /// <summary>The steps drawn of a strip in the order of processing; −1 stands for those left out.</summary>
    public static int[] ShownSteps(DiagramNode node)
    {
        int[] steps = [.. Tables.TensorTable.Ends(node.Steps!.Value, MostSteps)];
        if (node.Backwards)
            Array.Reverse(steps);
        return steps;
    }

    /// <summary>The middle of the n-th drawn step of a strip.</summary>
    public static double StepX(DiagramNode node, int shown) => node.X + ((node.CellWidth + node.CellGap) * shown) + (node.CellWidth / 2);

    /// <summary>What is drawn of a layer: one box, or of a strip the boxes of its steps, as left and right edges.</summary>
    public IEnumerable<(double Left, double Right)> Boxes(DiagramNode node)
    {
        if (!IsStrip(node))
            return [(node.X, node.Right)];
        int[] steps = ShownSteps(node);
        return Enumerable.Range(0, steps.Length).Where(i => steps[i] >= 0)
            .Select(i => (StepX(node, i) - (node.CellWidth / 2), StepX(node, i) + (node.CellWidth / 2)));
    }

    /// <summary>Where a line runs: its height, or how far right it is.</summary>
    public double At(DiagramTrack track) => track.Gap is { Horizontal: true, Place: var row }
        ? _rowTop[row] - HeadRoom - HeadExtra(row) - (LineGap * (_lines[row] - 1 - track.Slot))
        : _gutter[track.Gap.Place] + LineRoom + (LineGap * track.Slot);

    /// <summary>Where the gap to the left of a column begins; the last one is at the right of the picture.</summary>
    public double GutterX(int column) => _gutter[column];

    /// <summary>Places everything, with room for the lines given.</summary>
    public void Place(IReadOnlyCollection<DiagramTrack> tracks)
    {
        int Lines(DiagramGap gap) => tracks.Where(t => t.Gap == gap).Select(t => t.Slot + 1).DefaultIfEmpty(0).Max();
        double x = Margin;
        for (int column = 0; column <= Columns; column++)
        {
            _gutter[column] = x;
            int lines = Lines(DiagramGap.LeftOf(column));
            x += lines == 0 ? 0 : (2 * LineRoom) + (LineGap * (lines - 1));
            if (column == Columns)
                break;
            foreach (DiagramNode node in _graph.Nodes.Where(n => n.Column == column))
                node.X = x + _left[column] + Inset(node);
            x += _left[column] + _width[column];
            x += column + 1 < Columns && Lines(DiagramGap.LeftOf(column + 1)) == 0 ? _near[column] - _left[column + 1] : _right[column];
        }
        Width = x + Margin;
        _lines = [.. Enumerable.Range(0, Rows).Select(r => Lines(DiagramGap.Above(r)))];
        double y = Margin;
        for (int row = 0; row < Rows; row++)
        {
            double lines = _lines[row] == 0 ? 0 : HeadRoom + HeadExtra(row) + (LineGap * (_lines[row] - 1));
            y += row == 0 ? lines : Math.Max(Math.Max(RowGap, TitleGap(row)), lines == 0 ? 0 : LabelRoom + lines);
            _rowTop[row] = y;
            foreach (DiagramNode node in _graph.Nodes.Where(n => n.Row == row))
                node.Y = y + ((_rowHeight[row] - node.Height) / 2);
            y += _rowHeight[row];
        }
        Height = y + Margin;
        _ports.AlignStates();
    }

    /// <summary>Room beside a box for the shape on the arrow below it.</summary>
    public static double LabelWidth(string text) => Svg.TextWidth(text, TextSize) + 12;

    /// <summary>Whether the arrow goes straight down from a box to the next one of its column.</summary>
    public static bool IsStraight(DiagramEdge edge) => edge.From.Column == edge.To.Column && edge.State is null;

    /// <summary>Whether it is drawn as one arrow a time step.</summary>
    public bool IsStepByStep(DiagramEdge edge) =>
        IsStrip(edge.From) && IsStrip(edge.To) && IsStraight(edge) && edge.From.EmitsSequence && edge.From.Steps == edge.To.Steps;

    /// <summary>Whether its step-by-step arrows go past layers that stand between it and its target.</summary>
    public bool Passes(DiagramEdge edge) => IsStepByStep(edge) && !IsFree(edge.To.Column, edge.From.Row + 1, edge.To.Row - 1);

    /// <summary>The layers that give their steps past others, of those that go by this row of the column.</summary>
    public DiagramNode[] Passing(int column, int row) =>
        [.. _graph.Edges.Where(e => e.To.Column == column && e.From.Row <= row && e.To.Row > row && Passes(e)).Select(e => e.From)
            .Distinct()];

    /// <summary>Whether no box stands in these rows of a column.</summary>
    public bool IsFree(int column, int first, int last) => !_graph.Nodes.Any(n => n.Column == column && n.Row >= first && n.Row <= last);

    /// <summary>Room to the left of a box: where its states come from, and in an unrolled picture its title.</summary>
    public double LeftRoom(DiagramNode node)
    {
        return StatesRoom(node) + (IsStrip(node) ? TitleRoom(node) : 0);
    }

    private double StatesRoom(DiagramNode node)
    {
        double states = node.States.Length == 0 ? 0 : TakesStates(node) ? 34 : 34 + Svg.TextWidth(node.StartsFrom, TextSize);
        return node.TwoWay ? Math.Max(states, 34 + node.StateOutputs.Select(o => Svg.TextWidth(o.Text, TextSize)).DefaultIfEmpty(12).Max())
            : states;
    }

    /// <summary>
    /// How near two columns may stand when no line runs down between them: texts that do not stand at the same height may
    /// overlap sideways. Of each row there are two heights, that of its boxes and the gap below it.
    /// </summary>
    private double Nearest(int column)
    {
        double nearest = 0;
        for (int row = 0; row < Rows; row++)
        {
            DiagramNode? left = At(column, row), right = At(column + 1, row), below = At(column + 1, row + 1);
            double beside = left is null ? 0 : BesideRoom(left) - RightInset(left), under = left is null ? 0
                : UnderRoom(left) - RightInset(left);
            double before = right is null ? 0 : StatesRoom(right) + (IsStrip(right) && !TakesStates(right) ? TitleRoom(right) : 0);
            double above = below is not null && IsStrip(below) && TakesStates(below) ? TitleRoom(below) - (below.CellWidth / 2) : 0;
            nearest = Math.Max(nearest, Math.Max(beside + before, under + above));
        }
        return nearest + 16;
    }

    private DiagramNode? At(int column, int row) => _graph.Nodes.FirstOrDefault(n => n.Column == column && n.Row == row);

    /// <summary>From the right edge of a box to that of its column.</summary>
    private double RightInset(DiagramNode node) => _width[node.Column] - Inset(node) - node.Width;

    /// <summary>Room for a strip's title.</summary>
    public double TitleRoom(DiagramNode node) =>
        14 + Subtitles(node).Select(line => Svg.TextWidth(line, 11)).Append(Svg.TextWidth(node.Title, TextSize, true)).Max();

    /// <summary>The lines of quiet text below a title; beside a strip, where room is short, each setting has a line of its own.</summary>
    public string[] Subtitles(DiagramNode node) =>
        [.. (IsStrip(node) ? [node.Name, .. node.Settings.Split(", ")] : new[] { node.Name, node.Settings }).Where(t => t.Length > 0)];

    /// <summary>
    /// What flows out below a layer: its output's shape; where it gives states there too, their names, then the shape they share.
    /// </summary>
    public string OutputLabel(DiagramNode node) => string.Join("; ", _graph.Edges.Where(e => e.From == node && e.State is null)
        .GroupBy(e => e.Shape[e.Shape.IndexOf('(')..])
        .Select(g => string.Join(", ", g.Select(e => e.Tensor).Where(n => n.Length > 0).Distinct()) is { Length: > 0 } names
            ? $"{names} {g.Key}" : g.Key));

    /// <summary>How far right of a layer's last arrow its label stands: beyond the arrows that go past the layer.</summary>
    public double LabelOffset(DiagramNode node) => Passing(node.Column, node.Row).Length is > 0 and int passing
        ? (node.CellWidth / 2) + DiagramPorts.PassingOffset + (LineGap * (passing - 1)) + 8
        : 8;

    /// <summary>Whether its first states come from another layer.</summary>
    public bool TakesStates(DiagramNode node) => _graph.Edges.Any(e => e.To == node && e.State is not null);

    /// <summary>The gap above a row that titles above its arrows of states need.</summary>
    private double TitleGap(int row) =>
        _graph.Nodes.Where(n => n.Row == row && IsStrip(n) && TakesStates(n)).Select(n => 26.0 + (16 * Subtitles(n).Length))
        .DefaultIfEmpty(0).Max();

    /// <summary>Room above a row for what stands there besides the heads of arrows.</summary>
    private double HeadExtra(int row) =>
        _headExtra.TryGetValue(row, out double known) ? known : _headExtra[row] = _graph.Nodes.Where(n => n.Row == row)
        .Select(n =>
            Math.Max(IsStrip(n) && TakesStates(n) ? 6 + (16 * Subtitles(n).Length)
            : 0, LineGap * (_graph.Edges.Count(e => e.To == n && Passes(e)) - 1)))
        .DefaultIfEmpty(0).Max();

    /// <summary>
    /// Where a box stands in its column: a strip at the left, a layer that a strip's last step leads to below that step, another
    /// in the middle of the column or of its strips.
    /// </summary>
    private double Inset(DiagramNode node)
    {
        if (IsStrip(node))
            return 0;
        if (BelowLastStep(node) is { } middle)
            return Math.Max(0, middle - (node.Width / 2));
        double strips = _graph.Nodes.Where(n => n.Column == node.Column && IsStrip(n)).Select(n => n.Width).DefaultIfEmpty(0).Max();
        return strips > 0 ? Math.Max(0, strips - node.Width) / 2 : (_width[node.Column] - node.Width) / 2;
    }

    /// <summary>
    /// The middle of the step whose output comes down to this box, measured from the column's left edge; null where that is none, or
    /// several.
    /// </summary>
    private double? BelowLastStep(DiagramNode node)
    {
        DiagramEdge[] entering = [.. _graph.Edges.Where(e => e.To == node && e.State is null)];
        if (entering is not [{ From: var from } edge] || !IsStraight(edge))
            return null;
        if (!IsStrip(from))
            return BelowLastStep(from);
        return from.EmitsSequence || from.TwoWay ? null : from.Width - (from.CellWidth / 2);
    }

    private void MeasureCells()
    {
        foreach (IGrouping<int, DiagramNode> column in _graph.Nodes.Where(IsStrip).GroupBy(n => n.Column))
        {
            int entering = column.Max(n => _graph.Edges.Count(e => e.To == n && e.State is null));
            double width = Math.Max(column.Max(n => Math.Max(44, Svg.TextWidth(n.StepText, TextSize) + 8)), 14 * entering);
            int passing = Enumerable.Range(0, column.Max(n => n.Row) + 1).Max(row => Passing(column.Key, row).Length);
            foreach (DiagramNode node in column)
                (node.CellWidth, node.CellGap) = (width, (2 * DiagramPorts.PassingOffset) + (LineGap * Math.Max(0, passing - 1)));
        }
    }

    private void Measure(DiagramNode node)
    {
        if (IsStrip(node))
        {
            node.Width = (ShownSteps(node).Length * (node.CellWidth + node.CellGap)) - node.CellGap;
            node.Height = node.TwoWay ? (2 * CellHeight) + 14 : CellHeight;
            return;
        }
        double text =
            Math.Max(Svg.TextWidth(node.Title, 13, true), Math.Max(Svg.TextWidth(node.Name, 11), Svg.TextWidth(node.Settings, 11)));
        int ports = Math.Max(_ports.Tensors(node).Length, _graph.Edges.Count(e => e.To == node && e.State is null));
        node.Width = Math.Max(node.IsEnd && ports < 3 ? 60 : 120, Math.Max(text + 24, 14 * (ports + 1)));
        node.Height = 14 + 18 + (16 * Subtitles(node).Length);
        if (node.States.Length > 0)
            node.Height = Math.Max(node.Height, (node.TwoWay ? 2 : 1) * ((node.States.Length * 14) + 10));
    }

    /// <summary>Room to the right of a box, at its height: for the states that go on from here.</summary>
    private double BesideRoom(DiagramNode node) => new[]
    {
        node.States.Length == 0 ? 0 : 44 + (node.TwoWay ? Svg.TextWidth(node.StartsFrom, TextSize) : 0),
        _graph.Edges.Where(e => e.From == node && e.State is not null)
            .Select(e => LabelWidth($"{e.State} {e.Shape}") + 16).DefaultIfEmpty(0).Max(),
        node.StateOutputs.Select(output => 44 + Svg.TextWidth(output.Text, TextSize) + 12).DefaultIfEmpty(0).Max(),
    }.Max();

    /// <summary>Room to the right of a box, below it: for the shape on the arrow there.</summary>
    private double UnderRoom(DiagramNode node) => _graph.Edges.Any(e => e.From == node && e.State is null)
        ? LabelWidth(OutputLabel(node)) + 4 + LabelOffset(node) + _ports.LabelAt(node) - node.Width : 0;
}
