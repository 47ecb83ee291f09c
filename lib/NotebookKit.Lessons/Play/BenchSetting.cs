using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>A cell of one unit on one feature: its kind, what it reads, and its weights.</summary>
/// <param name="Cell">LSTM or GRU.</param>
/// <param name="Inputs">One number a step.</param>
/// <param name="Weights">For each gate in the library's order the weight of x, the weight of h, and the bias.</param>
internal sealed record BenchSetting(string Cell, double[] Inputs, double[][] Weights)
{
    /// <summary>How many steps the bench has.</summary>
    public const int Steps = 6;

    /// <summary>The gates of a kind of cell: letter and name, in the order of the library's weights.</summary>
    public static IReadOnlyList<(string Letter, string Name)> Gates(string cell) => cell == "LSTM"
        ? [("i", "input gate"), ("f", "forget gate"), ("g", "candidate"), ("o", "output gate")]
        : [("z", "update gate"), ("r", "reset gate"), ("ĥ", "candidate")];

    /// <summary>What the library computes: every quantity with its values over time, the input first.</summary>
    /// <remarks>A GRU's second bias, which applies to the candidate's recurrent part, is 0.</remarks>
    public IReadOnlyList<(string Letter, double[] Values)> Trace()
    {
        var x = Tensor.Of([.. Inputs.Select(value => (float)value)], new Shape(1, Inputs.Length, 1));
        RNN layer = Cell == "LSTM" ? new LSTM(1, returnSequences: true) : new GRU(1, returnSequences: true);
        layer.EnsureBuilt(x.Shape);
        int gates = Weights.Length;
        float[] bias = Column(2);
        layer.SetWeights(
            Tensor.Of(Column(0), new Shape(1, gates)),
            Tensor.Of(Column(1), new Shape(1, gates)),
            Cell == "LSTM" ? Tensor.Of(bias, new Shape(gates)) : Tensor.Of([.. bias, .. new float[gates]], new Shape(2, gates)));
        CellTrace trace = layer.Trace(x);
        return
        [
            ("x", [.. Inputs]),
            .. trace.Quantities.Select(quantity => (
                quantity.Name == "candidate" ? "ĥ" : quantity.Name,
                quantity.Values.Values.ToArray().Select(value => (double)value).ToArray())),
        ];

        float[] Column(int column) => [.. Weights.Select(gate => (float)gate[column])];
    }
}

/// <summary>A setting that shows something, with what to look at.</summary>
/// <param name="Name">What its button says.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Note">What to look at.</param>
internal sealed record BenchPreset(string Name, BenchSetting Setting, string Note)
{
    /// <summary>The presets of both cells.</summary>
    public static IReadOnlyList<BenchPreset> All { get; } =
    [
        new("remember", new BenchSetting("LSTM", [0, 1, 0, 0, 0, 0], [[8, 0, -4], [0, 0, 6], [2, 0, 0], [0, 0, 4]]),
            "The 1 at step 1 opens the input gate and is written into c. The forget gate stays near 1, so c keeps it."),
        new("forget", new BenchSetting("LSTM", [0, 1, 0, 0, 0, 0], [[8, 0, -4], [0, 0, 0], [2, 0, 0], [0, 0, 4]]),
            "The same, with the forget gate's bias at 0: the gate stands at 0.5, and each step halves what is left in c."),
        new("count", new BenchSetting("LSTM", [1, 0, 1, 1, 0, 1], [[10, 0, -5], [0, 0, 8], [10, 0, 0], [0, 0, 4]]),
            "Each 1 adds one to c, which may grow beyond 1. What the cell shows, h = o · tanh(c), stays below 1."),
        new("remember", new BenchSetting("GRU", [0, 1, 0, 0, 0, 0], [[-10, 0, 6], [0, 0, 4], [2, 0, 0]]),
            "The update gate z says how much of h stays: almost all of it, save at step 1, where the candidate is let in."),
        new("forget", new BenchSetting("GRU", [0, 1, 0, 0, 0, 0], [[-4, 0, 0], [0, 0, 4], [2, 0, 0]]),
            "With z at 0.5 where nothing comes in, each step halves h."),
        new("count", new BenchSetting("GRU", [1, 0, 1, 1, 0, 1], [[-7, 0, 8], [0, 0, 4], [10, 0, 0]]),
            "A GRU has no c: each 1 moves h a part of the way towards 1, and the more there were, the less it shows."),
    ];
}
