namespace NotebookKit.Layers;

/// <summary>What SimpleRNNCell, LSTMCell and GRUCell have in common: units, weights and dropout.</summary>
/// <remarks>Only this library derives from it: a cell of your own derives from <see cref="RecurrentCell"/>.</remarks>
public abstract class BuiltInCell : RecurrentCell
{
    private readonly RandomStream? _random;
    private readonly int _gates;
    private Weight? _kernel, _recurrentKernel, _bias;
    private Tensor[]? _inputDrops, _recurrentDrops, _kernelParts, _recurrentParts;

    private protected BuiltInCell(
        int gates, int units, ActivationFunction? activation, bool useBias, Initializer? kernelInitializer,
        Initializer? recurrentInitializer, Initializer? biasInitializer, float dropout, float recurrentDropout, int? seed, string? name)
        : base(name)
    {
        _gates = gates;
        string layer = Kind.EndsWith("Cell", StringComparison.Ordinal) && name is not null ? Kind[..^4] : Kind;
        Units = units > 0 ? units
            : throw new ArgumentException(
            $"{layer} '{Name}' expects units of 1 or more; received {units}. Units are the size of the state, for example new {layer}(32).",
            nameof(units));
        Dropout = RequireRate(dropout, nameof(dropout));
        RecurrentDropout = RequireRate(recurrentDropout, nameof(recurrentDropout));
        Activation = activation ?? Activations.Tanh;
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        RecurrentInitializer = recurrentInitializer ?? new Orthogonal();
        BiasInitializer = biasInitializer ?? new Zeros();
        Seed = seed;
        _random = seed is null ? null : RandomSeed.Stream(seed);

        float RequireRate(float rate, string parameter) => rate is >= 0 and < 1
            ? rate
            : throw new ArgumentException(
                $"{layer} '{Name}' expects {parameter} from 0 to below 1, the part that is dropped; received {rate}.", parameter);
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
    /// <remarks>All gates drop the same features, unless there is recurrent dropout: then each drops its own, as in Keras.</remarks>
    public float Dropout { get; }

    /// <summary>
    /// The part of the state h that is dropped in training where it meets the recurrent kernel: the same at every step of a
    /// sequence, and other units for each gate, as in Keras.
    /// </summary>
    /// <remarks>Keras 3.0 to 3.4 dropped the same units for all gates; Keras 2 did as Keras does now.</remarks>
    public float RecurrentDropout { get; }

    /// <summary>Makes the same dropout every time; without one it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [Units];

    /// <summary>The kernel: what the input is multiplied by.</summary>
    internal Tensor Kernel => _kernel!.Value;

    /// <summary>The recurrent kernel: what the state is multiplied by.</summary>
    internal Tensor RecurrentKernel => _recurrentKernel!.Value;

    /// <summary>The bias, or null where the cell has none.</summary>
    internal Tensor? Bias => _bias?.Value;

    internal override bool DropsRecurrentInput => _recurrentDrops is not null;

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        base.Validate(inputShapes);
        RequireKnownFeatures(inputShapes[0]);
        RequireFeatures(_kernel?.Shape[0], inputShapes[0]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        // The columns of several gates are not units, and have no name of their own.
        string? columns = _gates == 1 ? "unit" : null;
        _kernel = AddWeight("kernel", new Shape(inputShapes[0][-1], _gates * Units), KernelInitializer, axes: ["input", columns]);
        _recurrentKernel = AddWeight("recurrent_kernel", new Shape(Units, _gates * Units), RecurrentInitializer, axes: ["unit", columns]);
        if (UseBias)
            _bias = AddWeight("bias", BiasShape, BiasStart, axes: _gates == 1 ? ["unit"] : null);
    }

    /// <summary>The shape of the bias.</summary>
    private protected virtual Shape BiasShape => new(_gates * Units);

    /// <summary>How the whole bias starts.</summary>
    private protected virtual Initializer BiasStart => BiasInitializer;

    /// <summary>One gate's columns of a (…, gates · units) tensor.</summary>
    private protected Tensor Gate(Tensor all, int gate) => all[.., (gate * Units)..((gate + 1) * Units)];

    /// <summary>The input times the kernel, (batch, gates · units): in training with dropout of each gate's own.</summary>
    private protected Tensor FromInput(Tensor x) => _inputDrops is null
        ? x.MatMul(Kernel)
        : Tensor.Concat([.. _inputDrops.Select((drop, gate) => (x * drop).MatMul(_kernelParts![gate]))]);

    /// <summary>
    /// The state times the recurrent kernel, (batch, gates · units): in training with recurrent dropout of each gate's own.
    /// </summary>
    private protected Tensor FromState(Tensor h) => _recurrentDrops is null
        ? h.MatMul(RecurrentKernel)
        : Tensor.Concat([.. _recurrentDrops.Select((_, gate) => FromState(h, gate))]);

    /// <summary>The state times one gate's columns of the recurrent kernel, (batch, units).</summary>
    private protected Tensor FromState(Tensor h, int gate) => _recurrentDrops is null
        ? h.MatMul(Gate(RecurrentKernel, gate))
        : (h * _recurrentDrops[gate]).MatMul(_recurrentParts![gate]);

    private protected override void EndSequence() => _inputDrops = _recurrentDrops = _kernelParts = _recurrentParts = null;

    private protected override Tensor BeginSequence(Tensor x, bool training)
    {
        EndSequence();
        if (!training)
            return x;
        int batch = x.Shape[0];
        if (RecurrentDropout > 0)
        {
            _recurrentDrops = Masks(new Shape(batch, Units), RecurrentDropout);
            _recurrentParts = Parts(RecurrentKernel);
        }
        if (Dropout == 0)
            return x;
        // Without recurrent dropout one choice serves all gates, which the fused operation can take.
        if (_recurrentDrops is null || _gates == 1)
            return x * DropoutMask.Sample(new Shape(batch, 1, x.Shape[-1]), Dropout, _random);
        _inputDrops = Masks(new Shape(batch, x.Shape[-1]), Dropout);
        _kernelParts = Parts(Kernel);
        return x;

        Tensor[] Masks(Shape shape, float rate) => [.. Enumerable.Range(0, _gates).Select(_ => DropoutMask.Sample(shape, rate, _random))];
        // Cut once, for all steps of the sequence.
        Tensor[] Parts(Tensor whole) => [.. Enumerable.Range(0, _gates).Select(gate => Gate(whole, gate))];
    }
}
