using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>One setting of the switches: a kind of cell and four flags.</summary>
/// <param name="Cell">LSTM, GRU or SimpleRNN.</param>
/// <param name="Sequences">return_sequences.</param>
/// <param name="State">return_state.</param>
/// <param name="Backwards">go_backwards.</param>
/// <param name="Both">Bidirectional.</param>
internal sealed record FlagChoice(string Cell, bool Sequences, bool State, bool Backwards, bool Both)
{
    // Of all lengths each is another, so that an axis of an output says which it is.
    private const int Time = 7, Units = 5, Features = 3;

    /// <summary>The kinds of cells.</summary>
    public static readonly string[] Cells = ["LSTM", "GRU", "SimpleRNN"];

    /// <summary>All settings.</summary>
    public static IEnumerable<FlagChoice> All =>
        from cell in Cells
        from flags in Enumerable.Range(0, 16)
        select new FlagChoice(cell, (flags & 1) > 0, (flags & 2) > 0, (flags & 4) > 0, (flags & 8) > 0);

    /// <summary>Its name in the data of the explorer: the cell, then a digit a flag.</summary>
    public string Key => $"{Cell}{Digit(Sequences)}{Digit(State)}{Digit(Backwards)}{Digit(Both)}";

    /// <summary>Whether the cell has a state beside h.</summary>
    public bool HasC => Cell == "LSTM";

    /// <summary>
    /// The tensors that come back. Their shapes are what the library gives for such a layer, with letters in the place of
    /// lengths: b batch, t time, u units, w twice the units.
    /// </summary>
    public IReadOnlyList<(string Name, string Shape, string Meaning)> Tensors()
    {
        IReadOnlyList<Shape> shapes = Layer(Units).ComputeOutputShapes([new Shape(Shape.Unknown, Time, Features)]);
        string[] names = Names(), meanings = Meanings();
        return [.. shapes.Select((shape, i) => (names[i], Letters(shape), meanings[i]))];
    }

    /// <summary>The C#, with u for the units.</summary>
    public string CSharp()
    {
        string one = $"new {Cell}({Arguments("returnSequences", "returnState", "goBackwards", ": true")})";
        string made = Both ? $"new Bidirectional({one})" : one;
        string[] names = [.. Names().Select(Camel)];
        return names.Length == 1 ? $"Tensor {names[0]} = {made}.Apply(x);" : $"var ({string.Join(", ", names)}) = {made}.Apply(x);";
    }

    /// <summary>The Python, with u for the units.</summary>
    public string Keras()
    {
        string made = $"layers.{Cell}({Arguments("return_sequences", "return_state", "go_backwards", "=True")})";
        string names = string.Join(", ", Names().Select(name => name.Replace(' ', '_')));
        return $"{names} = {(Both ? $"layers.Bidirectional({made})" : made)}(x)";
    }

    /// <summary>The layer.</summary>
    public RecurrentLayer Layer(int units)
    {
        RNN one = Cell switch
        {
            "LSTM" => new LSTM(units, returnSequences: Sequences, returnState: State, goBackwards: Backwards),
            "GRU" => new GRU(units, returnSequences: Sequences, returnState: State, goBackwards: Backwards),
            _ => new SimpleRNN(units, returnSequences: Sequences, returnState: State, goBackwards: Backwards),
        };
        return Both ? new Bidirectional(one) : one;
    }

    private static char Digit(bool flag) => flag ? '1' : '0';

    private static string Camel(string name) => string.Concat(
        name.Split(' ').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Letters(Shape shape) => "(" + string.Join(", ", Enumerable.Range(0, shape.Rank).Select(axis => shape[axis] switch
    {
        Time => "t",
        Units => "u",
        2 * Units => "w",
        Shape.Unknown => "b",
        int length => throw new InvalidOperationException($"An axis of length {length} is none of the explorer's."),
    })) + ")";

    private string Arguments(string sequences, string state, string backwards, string on) => string.Join(", ", new[]
    {
        "u", Sequences ? sequences + on : null, State ? state + on : null, Backwards ? backwards + on : null,
    }.OfType<string>());

    private string[] Names() => ["output", .. (State ? Layer(Units).StateNames : Array.Empty<string>())];

    private string[] Meanings()
    {
        string last = Backwards ? "h after reading step 0, the last one read" : "h after the last step";
        string output = (Sequences, Both) switch
        {
            (true, false) => Backwards ? "h after every step, in the order of reading: last step first" : "h after every step",
            (false, false) => last,
            (true, true) => "both directions' h side by side for every step" + (Backwards ? ", the last step first" : ""),
            (false, true) => "both directions' h, each after its own last step, side by side",
        };
        string h = Sequences
            ? "h at the end of reading: the output's last row"
            : "h at the end of reading: the same numbers as output";
        const string c = "c at the end of reading, which is in no output";
        return (HasC, Both) switch
        {
            (true, false) => [output, h, c],
            (false, false) => [output, h],
            (true, true) => [output, Half("first", "h"), Half("first", "c"), Half("second", "h"), Half("second", "c")],
            (false, true) => [output, Half("first", "h"), Half("second", "h")],
        };
    }

    // The first layer of the two reads as go_backwards says, the second the other way.
    private string Half(string which, string state)
    {
        bool fromTheEnd = which == "first" == Backwards;
        return $"{state} of the {which} layer, which reads from {(fromTheEnd ? "the last step to step 0" : "step 0 to the last")}";
    }
}
