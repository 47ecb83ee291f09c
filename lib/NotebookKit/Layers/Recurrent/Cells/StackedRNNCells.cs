namespace NotebookKit.Layers;

/// <summary>
/// Several cells as one: at every step each gets the output of the one before, and the states of all are kept side by side,
/// cell after cell. <c>new RNN(new StackedRNNCells([new LSTMCell(4), new GRUCell(3)]))</c> is a stack of recurrent layers that
/// runs in one loop over time.
/// </summary>
/// <example>
/// <code>
/// var (output, h1, c1, h2) = new RNN(new StackedRNNCells([new LSTMCell(4), new GRUCell(3)]), returnState: true).Apply(x);
/// // x (2, 5, 3): output and h2 (2, 3), h1 and c1 (2, 4)
/// </code>
/// </example>
public sealed class StackedRNNCells : RecurrentCell
{
    private Tensor?[] _drops = [];

    /// <summary>Makes a cell; its weights come into being when it first sees its input.</summary>
    /// <param name="cells">The cells, the first reads the input.</param>
    /// <param name="name">What errors call the stack.</param>
    /// <exception cref="ArgumentException">There are no cells, or one stands twice.</exception>
    public StackedRNNCells(IEnumerable<RecurrentCell> cells, string? name = null)
        : base(name)
    {
        Cells = [.. cells];
        if (Cells.Count == 0)
            throw new ArgumentException($"StackedRNNCells '{Name}' expects one cell or more; received none.", nameof(cells));
        if (Cells.Distinct().Count() < Cells.Count)
        {
            throw new ArgumentException(
                $"StackedRNNCells '{Name}' expects different cells; received one of them twice. Make a cell for each place.",
                nameof(cells));
        }
    }

    /// <summary>The cells, the first reads the input.</summary>
    public IReadOnlyList<RecurrentCell> Cells { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [.. Cells.SelectMany(c => c.StateSizes)];

    /// <inheritdoc/>
    public override int OutputSize => Cells[^1].OutputSize;

    /// <summary>The letters of the cells' states, each with its cell's number from 1: h1, c1, h2.</summary>
    public override IReadOnlyList<string> StateNames => [.. Cells.SelectMany((cell, i) => cell.StateNames.Select(n => $"{n}{i + 1}"))];

    /// <summary>The weights of all cells, cell after cell.</summary>
    public override IReadOnlyList<Weight> Weights => [.. Cells.SelectMany(c => c.Weights)];

    /// <inheritdoc/>
    public override IEnumerable<Weight> TrainableWeights => Trainable ? Cells.SelectMany(c => c.TrainableWeights) : [];

    internal override bool DropsRecurrentInput => Cells.Any(c => c.DropsRecurrentInput);

    /// <inheritdoc/>
    public override TensorList InitialStates(int batch) => [.. Cells.SelectMany(c => c.InitialStates(batch))];

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        Shape step = inputShapes[0];
        foreach (RecurrentCell cell in Cells)
        {
            cell.EnsureBuilt(step);
            step = step.With(-1, cell.OutputSize);
        }
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        if (IsBuilt)
            Cells[0].EnsureBuilt(inputShapes[0]);
    }

    /// <inheritdoc/>
    public override CellStep Step(Tensor x, TensorList states)
    {
        var after = new List<Tensor>();
        var quantities = new List<CellQuantity>();
        int at = 0;
        for (int i = 0; i < Cells.Count; i++)
        {
            int count = Cells[i].StateSizes.Count;
            if (i < _drops.Length && _drops[i] is { } drop)
                x *= drop;
            CellStep step = Cells[i].Step(x, [.. states.Skip(at).Take(count)]);
            after.AddRange(step.States);
            quantities.AddRange(
                step.Quantities.Select(q => q with { Name = $"{q.Name}{i + 1}", Meaning = $"{q.Meaning} of cell {i + 1}" }));
            x = step.Output;
            at += count;
        }
        return new CellStep(x, [.. after]) { Quantities = quantities };
    }

    /// <summary>
    /// Each cell chooses here what it drops, for the whole sequence. The first drops of the sequence itself; the inputs of the
    /// others do not exist yet, so their choice, made on ones, is multiplied in at every step.
    /// </summary>
    private protected override Tensor BeginSequence(Tensor x, bool training)
    {
        _drops = new Tensor?[Cells.Count];
        for (int i = 1; i < Cells.Count; i++)
        {
            Tensor ones = Tensor.Ones(x.Shape[0], 1, Cells[i - 1].OutputSize), choice = Cells[i].Begin(ones, training);
            _drops[i] = ReferenceEquals(choice, ones) ? null : choice.Squeeze(1);
        }
        return Cells[0].Begin(x, training);
    }

    private protected override void EndSequence()
    {
        _drops = [];
        foreach (RecurrentCell cell in Cells)
            cell.End();
    }
}
