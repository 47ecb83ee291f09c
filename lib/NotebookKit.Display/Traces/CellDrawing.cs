using NotebookKit.Display.Diagrams;
using NotebookKit.Display.Drawing;
using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Traces;

/// <summary>
/// The diagram of one cell: where its operations stand and where the numbers go. Each number has a slot, a text element with
/// the attribute <c>data-slot</c>, which a script can fill anew for every time step.
/// </summary>
internal abstract class CellDrawing
{
    /// <summary>Width of every drawing in pixels.</summary>
    public const double Width = 640;

    private const double GateWidth = 72;
    private const double GateHeight = 36;

    private readonly List<(string Name, double X, double Y, Anchor Anchor)> _slots = [];

    /// <summary>The drawing for a kind of cell, or null where there is none.</summary>
    public static CellDrawing? For(IReadOnlyList<string> quantities) => quantities switch
    {
        ["i", "f", "g", "o", "c", "h"] => new LstmDrawing(),
        ["z", "r", "candidate", "h"] => new GruDrawing(),
        ["h"] => new SimpleDrawing(),
        _ => null,
    };

    /// <summary>The names of the numbers, in the order of their slots.</summary>
    public IReadOnlyList<string> Slots => [.. _slots.Select(s => s.Name)];

    /// <summary>Height of the drawing in pixels.</summary>
    public abstract double Height { get; }

    /// <summary>The picture with these numbers in its slots.</summary>
    public string Draw(string title, string description, Func<string, string> text)
    {
        var svg = new Svg(Width, Height);
        DrawInto(svg, text, moves: true);
        return svg.ToString(title, description);
    }

    /// <summary>The same drawn into another picture.</summary>
    /// <param name="svg">The picture, its origin where the drawing's is to be.</param>
    /// <param name="text">The number of a slot.</param>
    /// <param name="moves">Whether a script will fill the slots anew.</param>
    public void DrawInto(Svg svg, Func<string, string> text, bool moves)
    {
        _slots.Clear();
        Draw(svg);
        for (int i = 0; i < _slots.Count; i++)
        {
            (string name, double x, double y, Anchor anchor) = _slots[i];
            svg.Text(x, y, text(name), size: 12, anchor: anchor, bold: true, extra: moves ? $"data-slot=\"{i}\"" : null);
        }
    }

    protected abstract void Draw(Svg svg);

    /// <summary>Reserves the place of a number.</summary>
    protected void Slot(string name, double x, double y, Anchor anchor = Anchor.Start) => _slots.Add((name, x, y, anchor));

    protected static void Gate(Svg svg, double x, double y, string text, string meaning)
    {
        svg.Rect(x - (GateWidth / 2), y - (GateHeight / 2), GateWidth, GateHeight, "nk-f5", 5, 0.14, "nk-axis");
        svg.Text(x, meaning.Length == 0 ? y + 4 : y - 2, text, size: 12, anchor: Anchor.Middle, bold: true);
        if (meaning.Length > 0)
        {
            svg.Text(x, y + 12, meaning, "nk-soft", 11, Anchor.Middle);
        }
    }

    protected static void Operation(Svg svg, double x, double y, string sign)
    {
        svg.Circle(x, y, 11, "nk-ground", "nk-edge");
        svg.Text(x, y + 5, sign, size: 15, anchor: Anchor.Middle);
    }

    /// <summary>A wire: of h, of c, or of anything else.</summary>
    protected static void Wire(Svg svg, string? state, params (double X, double Y)[] points)
    {
        (string stroke, string fill) = Arrows.Of(state);
        Arrows.Draw(svg, stroke, fill, points);
    }

    protected static void Name(Svg svg, double x, double y, string text, Anchor anchor = Anchor.Start) =>
        svg.Text(x, y, text, "nk-soft", 12, anchor);
}

/// <summary>c = f·c(t−1) + i·g and h = o·tanh(c): the LSTM of Hochreiter and Schmidhuber with the forget gate of Gers and others.</summary>
internal sealed class LstmDrawing : CellDrawing
{
    public override double Height => 318;

    protected override void Draw(Svg svg)
    {
        Wire(svg, "c", (24, 64), (179, 64));
        Wire(svg, "c", (201, 64), (319, 64));
        Wire(svg, "c", (341, 64), (616, 64));
        Wire(svg, "h", (24, 258), (190, 258), (190, 195));
        Wire(svg, "h", (190, 258), (284, 258), (284, 195));
        Wire(svg, "h", (284, 258), (376, 258), (376, 195));
        Wire(svg, "h", (376, 258), (462, 258), (462, 195));
        Wire(svg, null, (110, 300), (110, 260));
        Wire(svg, null, (190, 157), (190, 75));
        Wire(svg, null, (284, 157), (284, 112), (319, 112));
        Wire(svg, null, (376, 157), (376, 112), (341, 112));
        Wire(svg, null, (330, 101), (330, 75));
        Wire(svg, "c", (566, 64), (566, 95));
        Wire(svg, null, (566, 133), (566, 165));
        Wire(svg, null, (499, 176), (555, 176));
        Wire(svg, "h", (566, 187), (566, 258), (616, 258));
        Gate(svg, 190, 176, "f", "forget");
        Gate(svg, 284, 176, "i", "input");
        Gate(svg, 376, 176, "g", "candidate");
        Gate(svg, 462, 176, "o", "output");
        Gate(svg, 566, 114, "tanh", "");
        Operation(svg, 190, 64, "×");
        Operation(svg, 330, 64, "+");
        Operation(svg, 330, 112, "×");
        Operation(svg, 566, 176, "×");
        Name(svg, 24, 32, "c(t−1)");
        Name(svg, 616, 32, "c(t)", Anchor.End);
        Name(svg, 24, 296, "h(t−1)");
        Name(svg, 616, 296, "h(t)", Anchor.End);
        Name(svg, 120, 296, "x(t)");
        Name(svg, 260, 40, "f · c(t−1)", Anchor.Middle);
        Name(svg, 338, 148, "i · g", Anchor.Middle);
        Slot("c before", 24, 54);
        Slot("f·c", 260, 56, Anchor.Middle);
        Slot("c", 616, 54, Anchor.End);
        Slot("f", 184, 142, Anchor.End);
        Slot("i", 278, 142, Anchor.End);
        Slot("i·g", 344, 92);
        Slot("g", 382, 142);
        Slot("o", 527, 170, Anchor.Middle);
        Slot("h before", 24, 278);
        Slot("h", 616, 278, Anchor.End);
        Slot("x", 150, 296);
    }
}

/// <summary>h = z·h(t−1) + (1−z)·candidate, with Keras's sense of z.</summary>
internal sealed class GruDrawing : CellDrawing
{
    public override double Height => 318;

    protected override void Draw(Svg svg)
    {
        Wire(svg, "h", (24, 64), (179, 64));
        Wire(svg, "h", (201, 64), (439, 64));
        Wire(svg, "h", (461, 64), (616, 64));
        Wire(svg, "h", (80, 64), (80, 258), (190, 258), (190, 195));
        Wire(svg, "h", (190, 258), (310, 258), (310, 195));
        Wire(svg, "h", (310, 258), (450, 258), (450, 195));
        Wire(svg, null, (120, 300), (120, 260));
        Wire(svg, null, (190, 157), (190, 75));
        Wire(svg, null, (190, 112), (439, 112));
        Wire(svg, null, (347, 176), (413, 176));
        Wire(svg, null, (450, 157), (450, 123));
        Wire(svg, null, (450, 101), (450, 75));
        Gate(svg, 190, 176, "z", "update");
        Gate(svg, 310, 176, "r", "reset");
        Gate(svg, 450, 176, "ĥ", "candidate");
        Operation(svg, 190, 64, "×");
        Operation(svg, 450, 64, "+");
        Operation(svg, 450, 112, "×");
        Name(svg, 24, 32, "h(t−1)");
        Name(svg, 616, 32, "h(t)", Anchor.End);
        Name(svg, 130, 296, "x(t)");
        Name(svg, 320, 40, "z · h(t−1)", Anchor.Middle);
        Name(svg, 262, 130, "1−z", Anchor.Middle);
        Name(svg, 470, 106, "(1−z) · ĥ");
        Slot("h before", 24, 54);
        Slot("z·h", 320, 56, Anchor.Middle);
        Slot("h", 616, 54, Anchor.End);
        Slot("z", 184, 142, Anchor.End);
        Slot("1−z", 262, 106, Anchor.Middle);
        Slot("(1−z)·candidate", 470, 92);
        Slot("candidate", 458, 146);
        Slot("r", 380, 170, Anchor.Middle);
        Slot("x", 160, 296);
    }
}

/// <summary>h = tanh(x·W + h(t−1)·U + b).</summary>
internal sealed class SimpleDrawing : CellDrawing
{
    public override double Height => 190;

    protected override void Draw(Svg svg)
    {
        Wire(svg, "h", (24, 84), (279, 84));
        Wire(svg, "h", (361, 84), (616, 84));
        Wire(svg, null, (320, 172), (320, 105));
        svg.Rect(280, 64, 80, 40, "nk-f5", 5, 0.14, "nk-axis");
        svg.Text(320, 89, "tanh", size: 13, anchor: Anchor.Middle, bold: true);
        Name(svg, 24, 52, "h(t−1)");
        Name(svg, 616, 52, "h(t)", Anchor.End);
        Name(svg, 332, 160, "x(t)");
        Slot("h before", 24, 74);
        Slot("h", 616, 74, Anchor.End);
        Slot("x", 362, 160);
    }
}
