namespace NotebookKit.Layers;

/// <summary>What SimpleRNNCell, LSTMCell and GRUCell have in common: units, weights and dropout.</summary>
public abstract class StandardCell : RecurrentCell
{
    private readonly RandomStream? random;
    private readonly int gates;
    private Weight? kernel, recurrentKernel, bias;
    private Tensor? recurrentDrop;

    private protected StandardCell(
        int gates, int units, ActivationFunction? activation, bool useBias, Initializer? kernelInitializer,
        Initializer? recurrentInitializer, Initializer? biasInitializer, float dropout, float recurrentDropout, int? seed, string? name)
        : base(name)
    {
        this.gates = gates;
        string layer = Kind.EndsWith("Cell", StringComparison.Ordinal) && name is not null ? Kind[..^4] : Kind;
        Units = units > 0 ? units : throw new ArgumentException($"{layer} '{Name}' expects units of 1 or more; received {units}. Units are the size of the state, for example new {layer}(32).", nameof(units));
        Dropout = RequireRate(dropout, nameof(dropout));
        RecurrentDropout = RequireRate(recurrentDropout, nameof(recurrentDropout));
        Activation = activation ?? Activations.Tanh;
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        RecurrentInitializer = recurrentInitializer ?? new Orthogonal();
        BiasInitializer = biasInitializer ?? new Zeros();
        Seed = seed;
        random = seed is null ? null : RandomSeed.Stream(seed);

        float RequireRate(float rate, string parameter) => rate is >= 0 and < 1
            ? rate
            : throw new ArgumentException($"{layer} '{Name}' expects {parameter} from 0 to below 1, the part that is dropped; received {rate}.", parameter);
    }

    /// <summary>The size of the state and the output.</summary>
    public int Units { get; }

    /// <summary>Applied to the candidate and, in an LSTM, to the cell state that is given out; tanh unless said otherwise.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>How the kernel (features, gates · units) starts.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>How the recurrent kernel (units, gates · units) starts.</summary>
    public Initializer RecurrentInitializer { get; }

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>The part of the input features that is dropped in training, the same at every step of a sequence.</summary>
    public float Dropout { get; }

    /// <summary>The part of the state h that is dropped in training where it meets the recurrent kernel.</summary>
    public float RecurrentDropout { get; }

    /// <summary>Makes the same dropout every time; without one it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [Units];

    /// <summary>The kernel: what the input is multiplied by.</summary>
    internal Tensor Kernel => kernel!.Value;

    /// <summary>The recurrent kernel: what the state is multiplied by.</summary>
    internal Tensor RecurrentKernel => recurrentKernel!.Value;

    /// <summary>The bias, or null where the cell has none.</summary>
    internal Tensor? Bias => bias?.Value;

    internal override bool DropsRecurrentInput => recurrentDrop is not null;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        int features = inputShapes[0][-1];
        if (features == Shape.Unknown)
            throw ShapeError("a known number of features on the last axis", inputShapes[0], "Say the last axis's length in the Input.");
        if (kernel is not null && features != kernel.Shape[0])
            throw ShapeError($"{kernel.Shape[0]} features on the last axis, as when its weights were made", inputShapes[0], "Give it the same number of features, or make a new layer.");
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        // The columns of several gates are not units, and have no name of their own.
        string? columns = gates == 1 ? "unit" : null;
        kernel = AddWeight("kernel", new Shape(inputShapes[0][-1], gates * Units), KernelInitializer, axes: ["input", columns]);
        recurrentKernel = AddWeight("recurrent_kernel", new Shape(Units, gates * Units), RecurrentInitializer, axes: ["unit", columns]);
        if (UseBias)
            bias = AddWeight("bias", BiasShape, BiasStart, axes: gates == 1 ? ["unit"] : null);
    }

    /// <summary>The shape of the bias.</summary>
    private protected virtual Shape BiasShape => new(gates * Units);

    /// <summary>How the whole bias starts.</summary>
    private protected virtual Initializer BiasStart => BiasInitializer;

    /// <summary>One gate's columns of a (…, gates · units) tensor.</summary>
    private protected Tensor Gate(Tensor all, int gate) => all[.., (gate * Units)..((gate + 1) * Units)];

    /// <summary>The state as the recurrent kernel sees it: in training with recurrent dropout.</summary>
    private protected Tensor Recurrent(Tensor h) => recurrentDrop is null ? h : h * recurrentDrop;

    private protected override void EndSequence() => recurrentDrop = null;

    private protected override Tensor BeginSequence(Tensor x, bool training)
    {
        int batch = x.Shape[0];
        recurrentDrop = training && RecurrentDropout > 0 ? DropoutMask.Sample(new Shape(batch, Units), RecurrentDropout, random) : null;
        return training && Dropout > 0 ? x * DropoutMask.Sample(new Shape(batch, 1, x.Shape[-1]), Dropout, random) : x;
    }
}
