using NotebookKit.Display.Diagrams;
using NotebookKit.Display.Drawing;
using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Traces;

/// <summary>
/// The diagram of one cell: where its operations stand and where the numbers go. Each number has a slot, a text element with
/// the attribute <c>data-slot</c>, which a script can fill anew for every time step.
/// </summary>
internal sealed partial class CellDrawing
{
    /// <summary>Width of every drawing in pixels.</summary>
    public const double Width = 640;

    private CellDrawing()
    {
    }

    /// <summary>Height of the drawing in pixels.</summary>
    public required double Height { get; init; }

    /// <summary>The numbers, in the order of their slots; the text is the name of one.</summary>
    public required Label[] Slots { get; init; }

    private Wire[] Wires { get; init; } = [];

    private Box[] Boxes { get; init; } = [];

    private (double X, double Y, string Sign)[] Operations { get; init; } = [];

    private Label[] Names { get; init; } = [];

    /// <summary>The drawing for a kind of cell, or null where there is none.</summary>
    public static CellDrawing? For(IReadOnlyList<string> quantities) => quantities switch
    {
        ["i", "f", "g", "o", "c", "h"] => Lstm,
        ["z", "r", "candidate", "h"] => Gru,
        ["h"] => SimpleRnn,
        _ => null,
    };

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
        foreach (Wire wire in Wires)
        {
            (string stroke, string fill) = Arrows.Of(wire.State);
            Arrows.Draw(svg, stroke, fill, wire.Points);
        }
        foreach (Box box in Boxes)
            box.Draw(svg);
        foreach ((double x, double y, string sign) in Operations)
            svg.Circle(x, y, 11, "nk-ground", "nk-edge").Text(x, y + 5, sign, size: 15, anchor: Anchor.Middle);
        foreach (Label name in Names)
            svg.Text(name.X, name.Y, name.Text, "nk-soft", 12, name.Anchor);
        foreach ((int i, Label slot) in Slots.Index())
        {
            svg.Text(slot.X, slot.Y, text(slot.Text), size: 12, anchor: slot.Anchor, bold: true,
                extra: moves ? $"data-slot=\"{i}\"" : null);
        }
    }

    /// <summary>A text and its place.</summary>
    internal sealed record Label(double X, double Y, string Text, Anchor Anchor = Anchor.Start);

    /// <summary>A wire: of h, of c, or of anything else.</summary>
    private sealed record Wire(string? State, params (double X, double Y)[] Points);

    /// <summary>A gate or a function, around its middle.</summary>
    private sealed record Box(double X, double Y, string Text, string Meaning = "")
    {
        public double Width { get; init; } = 72;

        public double Height { get; init; } = 36;

        public double TextSize { get; init; } = 12;

        /// <summary>How far below the middle the text's line lies.</summary>
        public double TextDrop { get; init; } = Meaning.Length == 0 ? 4 : -2;

        public void Draw(Svg svg)
        {
            svg.Rect(X - (Width / 2), Y - (Height / 2), Width, Height, "nk-f5", 5, 0.14, "nk-axis");
            svg.Text(X, Y + TextDrop, Text, size: TextSize, anchor: Anchor.Middle, bold: true);
            if (Meaning.Length > 0)
                svg.Text(X, Y + 12, Meaning, "nk-soft", 11, Anchor.Middle);
        }
    }
}
