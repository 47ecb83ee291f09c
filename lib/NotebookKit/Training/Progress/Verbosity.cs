namespace NotebookKit;

/// <summary>
/// How much <see cref="Model.Fit"/> shows of its progress, by Keras's numbers: 0 nothing, 1 a bar, 2 a line an epoch. A
/// number converts: <c>verbose: 0</c>. Unless said otherwise it is <see cref="Auto"/>.
/// </summary>
public readonly record struct Verbosity
{
    // 0 is the value of a parameter that was left out.
    private readonly int _numberPlus1;

    private Verbosity(int number) => _numberPlus1 = number + 1;

    /// <summary>A bar that moves in a terminal, a line an epoch in a pipe or a file, and whatever a notebook's front end shows.</summary>
    public static Verbosity Auto => default;

    /// <summary>0: nothing.</summary>
    public static Verbosity Silent => new(0);

    /// <summary>1: a bar for each epoch. Where it cannot move, as in a pipe, it is written once, at the epoch's end.</summary>
    public static Verbosity Bar => new(1);

    /// <summary>2: a line an epoch.</summary>
    public static Verbosity Lines => new(2);

    /// <summary>Keras's number: 0, 1 or 2; -1 for <see cref="Auto"/>.</summary>
    public int Number => _numberPlus1 - 1;

    /// <summary>Keras's number as it stands in code, <c>verbose: 2</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public static implicit operator Verbosity(int number) => number is >= 0 and <= 2
        ? new(number)
        : throw new ArgumentOutOfRangeException("verbose", number,
            $"verbose is 0 for silence, 1 for a bar or 2 for a line an epoch; received {number}. Leave it out for Keras's 'auto'.");

    /// <summary>Keras's word or number as it stands in code, <c>verbose: "auto"</c>.</summary>
    /// <exception cref="ArgumentException">There is no such word.</exception>
    public static implicit operator Verbosity(string name) => name switch
    {
        "auto" => Auto,
        "0" => Silent,
        "1" => Bar,
        "2" => Lines,
        _ => throw new ArgumentException($"verbose is 0, 1, 2 or \"auto\"; received \"{name}\".", "verbose"),
    };

    /// <summary>The number or <c>auto</c>.</summary>
    public override string ToString() => _numberPlus1 == 0 ? "auto" : Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
