using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Traces;

/// <summary>The diagrams that there are: places in pixels, the origin at the top left.</summary>
internal sealed partial class CellDrawing
{
    /// <summary>
    /// c = f·c(t−1) + i·g and h = o·tanh(c): the LSTM of Hochreiter and Schmidhuber with the forget gate of Gers and others.
    /// </summary>
    private static CellDrawing Lstm => new()
    {
        Height = 318,
        Wires =
        [
            new("c", (24, 64), (179, 64)),
            new("c", (201, 64), (319, 64)),
            new("c", (341, 64), (616, 64)),
            new("h", (24, 258), (190, 258), (190, 195)),
            new("h", (190, 258), (284, 258), (284, 195)),
            new("h", (284, 258), (376, 258), (376, 195)),
            new("h", (376, 258), (462, 258), (462, 195)),
            new(null, (110, 300), (110, 260)),
            new(null, (190, 157), (190, 75)),
            new(null, (284, 157), (284, 112), (319, 112)),
            new(null, (376, 157), (376, 112), (341, 112)),
            new(null, (330, 101), (330, 75)),
            new("c", (566, 64), (566, 95)),
            new(null, (566, 133), (566, 165)),
            new(null, (499, 176), (555, 176)),
            new("h", (566, 187), (566, 258), (616, 258)),
        ],
        Boxes =
        [
            new(190, 176, "f", "forget"),
            new(284, 176, "i", "input"),
            new(376, 176, "g", "candidate"),
            new(462, 176, "o", "output"),
            new(566, 114, "tanh"),
        ],
        Operations =
        [
            (190, 64, "×"),
            (330, 64, "+"),
            (330, 112, "×"),
            (566, 176, "×"),
        ],
        Names =
        [
            new(24, 32, "c(t−1)"),
            new(616, 32, "c(t)", Anchor.End),
            new(24, 296, "h(t−1)"),
            new(616, 296, "h(t)", Anchor.End),
            new(120, 296, "x(t)"),
            new(260, 40, "f · c(t−1)", Anchor.Middle),
            new(338, 148, "i · g", Anchor.Middle),
        ],
        Slots =
        [
            new(24, 54, "c before"),
            new(260, 56, "f·c", Anchor.Middle),
            new(616, 54, "c", Anchor.End),
            new(184, 142, "f", Anchor.End),
            new(278, 142, "i", Anchor.End),
            new(344, 92, "i·g"),
            new(382, 142, "g"),
            new(527, 170, "o", Anchor.Middle),
            new(24, 278, "h before"),
            new(616, 278, "h", Anchor.End),
            new(150, 296, "x"),
        ],
    };

    /// <summary>h = z·h(t−1) + (1−z)·candidate, with Keras's sense of z.</summary>
    private static CellDrawing Gru => new()
    {
        Height = 318,
        Wires =
        [
            new("h", (24, 64), (179, 64)),
            new("h", (201, 64), (439, 64)),
            new("h", (461, 64), (616, 64)),
            new("h", (80, 64), (80, 258), (190, 258), (190, 195)),
            new("h", (190, 258), (310, 258), (310, 195)),
            new("h", (310, 258), (450, 258), (450, 195)),
            new(null, (120, 300), (120, 260)),
            new(null, (190, 157), (190, 75)),
            new(null, (190, 112), (439, 112)),
            new(null, (347, 176), (413, 176)),
            new(null, (450, 157), (450, 123)),
            new(null, (450, 101), (450, 75)),
        ],
        Boxes =
        [
            new(190, 176, "z", "update"),
            new(310, 176, "r", "reset"),
            new(450, 176, "ĥ", "candidate"),
        ],
        Operations =
        [
            (190, 64, "×"),
            (450, 64, "+"),
            (450, 112, "×"),
        ],
        Names =
        [
            new(24, 32, "h(t−1)"),
            new(616, 32, "h(t)", Anchor.End),
            new(130, 296, "x(t)"),
            new(320, 40, "z · h(t−1)", Anchor.Middle),
            new(262, 130, "1−z", Anchor.Middle),
            new(470, 106, "(1−z) · ĥ"),
        ],
        Slots =
        [
            new(24, 54, "h before"),
            new(320, 56, "z·h", Anchor.Middle),
            new(616, 54, "h", Anchor.End),
            new(184, 142, "z", Anchor.End),
            new(262, 106, "1−z", Anchor.Middle),
            new(470, 92, "(1−z)·candidate"),
            new(458, 146, "candidate"),
            new(380, 170, "r", Anchor.Middle),
            new(160, 296, "x"),
        ],
    };

    /// <summary>h = tanh(x·W + h(t−1)·U + b).</summary>
    private static CellDrawing SimpleRnn => new()
    {
        Height = 190,
        Wires =
        [
            new("h", (24, 84), (279, 84)),
            new("h", (361, 84), (616, 84)),
            new(null, (320, 172), (320, 105)),
        ],
        Boxes =
        [
            new(320, 84, "tanh") { Width = 80, Height = 40, TextSize = 13, TextDrop = 5 },
        ],
        Names =
        [
            new(24, 52, "h(t−1)"),
            new(616, 52, "h(t)", Anchor.End),
            new(332, 160, "x(t)"),
        ],
        Slots =
        [
            new(24, 74, "h before"),
            new(616, 74, "h", Anchor.End),
            new(362, 160, "x"),
        ],
    };
}
