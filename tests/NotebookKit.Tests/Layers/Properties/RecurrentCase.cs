using FsCheck;
using FsCheck.Fluent;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers.Properties;

/// <summary>A random recurrent layer with random data: what the property tests draw.</summary>
public sealed record RecurrentCase(
    string Kind, int Batch, int Time, int Features, int Units, bool UseBias, bool ReturnSequences, bool ReturnState,
    bool GoBackwards, bool ZeroOutputForMask, bool Masked, bool GivenStates, bool Fused, int Seed)
{
    public static readonly string[] Kinds = ["SimpleRNN", "LSTM", "GRU", "GRU reset before"];

    public static Arbitrary<RecurrentCase> Any { get; } = (
        from kind in Gen.Elements(Kinds)
        from batch in Gen.Choose(1, 3)
        from time in Gen.Choose(1, 5)
        from features in Gen.Choose(1, 3)
        from units in Gen.Choose(1, 4)
        from flags in Gen.ArrayOf(Gen.Elements(true, false), 8)
        from seed in Gen.Choose(0, 1_000_000)
        select new RecurrentCase(kind, batch, time, features, units, flags[0], flags[1], flags[2], flags[3], flags[4], flags[5], flags[6],
            flags[7], seed)).ToArbitrary();

    public Tensor X() => Tensor.RandomNormal(new Shape(Batch, Time, Features), seed: Seed);

    /// <summary>A random mask with 0 and 1 anywhere, or none.</summary>
    public Tensor? Mask()
    {
        if (!Masked)
            return null;
        var mask = Tensor.RandomUniform(new Shape(Batch, Time), seed: Seed + 1);
        return Tensor.Of([.. mask.ToArray().Select(u => u < 0.6f ? 1f : 0f)], mask.Shape);
    }

    public Tensor[] States() => !GivenStates ? []
        : [.. Enumerable.Range(0, Kind == "LSTM" ? 2 : 1).Select(i => Tensor.RandomNormal(new Shape(Batch, Units), seed: Seed + 10 + i))];

    /// <summary>The layer with random weights that depend on the seed alone.</summary>
    public RNN Layer(bool? goBackwards = null, bool? returnSequences = null, bool? returnState = null, bool stateful = false)
    {
        bool back = goBackwards ?? GoBackwards, sequences = returnSequences ?? ReturnSequences, state = returnState ?? ReturnState;
        ActivationFunction tanh = Function(Activations.Tanh), sigmoid = Function(Activations.Sigmoid);
        RNN layer = Kind switch
        {
            "SimpleRNN" => new SimpleRNN(
                Units, tanh, UseBias, returnSequences: sequences, returnState: state, goBackwards: back, stateful: stateful,
                zeroOutputForMask: ZeroOutputForMask),
            "LSTM" => new LSTM(
                Units, tanh, sigmoid, UseBias, returnSequences: sequences, returnState: state, goBackwards: back, stateful: stateful,
                zeroOutputForMask: ZeroOutputForMask),
            _ => new GRU(
                Units, tanh, sigmoid, UseBias, returnSequences: sequences, returnState: state, goBackwards: back, stateful: stateful,
                zeroOutputForMask: ZeroOutputForMask,
                resetAfter: Kind == "GRU"),
        };
        layer.EnsureBuilt(new Shape(Batch, Time, Features));
        layer.SetWeights([.. layer.Weights.Select((w, i) => Tensor.RandomNormal(w.Shape, 0, 0.7f, seed: Seed + 20 + i))]);
        return layer;
    }

    /// <summary>The function itself, or the same one under an object that the kernels do not know, so that the plain loop runs.</summary>
    private ActivationFunction Function(ActivationFunction function) =>
        Fused ? function : new ActivationFunction(function.Name, function.Apply);
}
