namespace NotebookKit.Display.Diagrams;

/// <summary>A network as it is drawn: boxes and arrows, before anything has a place.</summary>
internal sealed class DiagramGraph
{
    public List<DiagramNode> Nodes { get; } = [];

    public List<DiagramEdge> Edges { get; } = [];
}

/// <summary>One layer, input or output of the network.</summary>
internal sealed class DiagramNode
{
    /// <summary>What it is: <c>LSTM(128)</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The layer's own name: <c>lstm_1</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Settings that decide what comes out: <c>return_sequences, return_state</c>.</summary>
    public string Settings { get; init; } = "";

    /// <summary>The word in each step's box when unrolled.</summary>
    public string StepText { get; init; } = "";

    /// <summary>The time steps it works on, one after another; null for a layer without a time axis.</summary>
    public int? Steps { get; init; }

    /// <summary>Whether a value comes out at every time step, rather than one at the end.</summary>
    public bool EmitsSequence { get; init; }

    /// <summary>The states carried from step to step, h or h and c; none for a layer that is not recurrent.</summary>
    public string[] States { get; init; } = [];

    /// <summary>What the states are at the first step when no arrow brings them: <c>0</c>, or <c>kept</c> when stateful.</summary>
    public string StartsFrom { get; init; } = "0";

    /// <summary>Whether the steps are processed from the last to the first; its strip stands in the order of processing.</summary>
    public bool Backwards { get; init; }

    /// <summary>Whether it holds one layer for each direction.</summary>
    public bool TwoWay { get; init; }

    /// <summary>Whether it gives one vector to every time step.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether it is a value at the edge of the network rather than a layer.</summary>
    public bool IsEnd { get; init; }

    /// <summary>States that are outputs of the network: the state's name and the text at the arrow.</summary>
    public List<(string State, string Text)> StateOutputs { get; } = [];

    // Set by the layout.
    public int Column { get; set; }

    public int Row { get; set; }

    /// <summary>The width of one step's box; the same for all strips of a column, so that steps stand above each other.</summary>
    public double CellWidth { get; set; }

    /// <summary>The room between two steps of a strip; wider where several arrows go past the layer.</summary>
    public double CellGap { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; set; }

    public double Height { get; set; }

    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double Middle => X + (Width / 2);
}

/// <summary>One arrow.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it points.</param>
/// <param name="Shape">The shape of what flows: <c>(None, 7, 12)</c>.</param>
/// <param name="State">The state it carries, or null for the layer's output.</param>
internal sealed record DiagramEdge(DiagramNode From, DiagramNode To, string Shape, string? State)
{
    /// <summary>The name before the shape, where a layer gives several tensors: <c>forward h</c>; empty for its output.</summary>
    public string Tensor { get; } = Shape[..Math.Max(0, Shape.IndexOf('('))].Trim();

    /// <summary>What flows: arrows of one tensor are branches of each other, all others keep their distance.</summary>
    public DiagramNet Net => new(From, State ?? "", Tensor);
}

/// <summary>One tensor on its way: all arrows that carry it.</summary>
/// <param name="From">The layer that gives it.</param>
/// <param name="State">The state it is taken as, or empty.</param>
/// <param name="Tensor">Its name among the layer's outputs.</param>
internal sealed record DiagramNet(DiagramNode From, string State, string Tensor);
