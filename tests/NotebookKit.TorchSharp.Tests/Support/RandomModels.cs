using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Tests;

/// <summary>Models of random layers, flags and weights, with data for them; the same for the same seed.</summary>
internal sealed class RandomModels(int seed)
{
    private readonly Random _random = new(seed);

    public int Batch => 1 + seed % 3;

    /// <summary>A graph over (batch, time, features): a mask, two to four layers of sequences, perhaps a branch, an end.</summary>
    public (Model Model, Tensor X) Make()
    {
        int time = _random.Next(1, 5), features = _random.Next(1, 4);
        var inputs = new Input(_random.Next(3) == 0 ? Shape.Unknown : time, features);
        SymbolicTensor x = inputs;
        if (Flag())
        {
            x = new Masking(0).Apply(x);
        }
        for (int i = _random.Next(2, 5); i > 0; i--)
        {
            x = Sequence(x);
        }
        SymbolicOutputs last = Recurrent(Flag(), returnState: true).Apply(x);
        var model = new Model(inputs, [End(last[0]), .. last.Skip(1)]);
        Randomise(model);
        return (model, Data(time, features));
    }

    /// <summary>A step of training data for a model's outputs.</summary>
    public Tensor[] Targets(Model model, Tensor x) =>
        [.. model.Predict(x).Select((y, i) => Tensor.RandomNormal(y.Shape, stddev: 0.5f, seed: seed * 31 + i))];

    private SymbolicTensor Sequence(SymbolicTensor x) => _random.Next(9) switch
    {
        0 => new Dense(_random.Next(1, 4), Function()).Apply(x),
        1 => new TimeDistributed(new Dense(_random.Next(1, 4), useBias: Flag())).Apply(x),
        2 => new LayerNormalization(epsilon: 0.1f, center: Flag(), scale: Flag()).Apply(x),
        3 => new Activation(Function()).Apply(x),
        4 => new Add().Apply([x, new Dense(x.Shape[2]).Apply(x)]),
        5 => new Concatenate().Apply([x, Recurrent(true).Apply(x)[0]]),
        6 => new Attention(useScale: Flag(), useCausalMask: Flag()).Apply([x, x]),
        7 => new Bidirectional(Recurrent(true), (MergeMode)_random.Next(4)).Apply(x),
        _ => Recurrent(true).Apply(x)[0],
    };

    private SymbolicTensor End(SymbolicTensor x) => x.Shape.Rank == 3 ? x : _random.Next(3) switch
    {
        0 => new TimeDistributed(new Dense(2)).Apply(new RepeatVector(3).Apply(x)),
        1 => new Dense(3, Activations.Softmax).Apply(x),
        _ => x,
    };

    private RNN Recurrent(bool sequences, bool returnState = false)
    {
        int units = _random.Next(1, 4);
        return _random.Next(3) switch
        {
            0 =>
                new LSTM(units, Function(), Gate(), Flag(), returnSequences: sequences, returnState: returnState, goBackwards: Flag(),
                zeroOutputForMask: Flag()),
            1 =>
                new GRU(units, Function(), Gate(), Flag(), returnSequences: sequences, returnState: returnState, goBackwards: Flag(),
                zeroOutputForMask: Flag(), resetAfter: Flag()),
            _ => new SimpleRNN(units, Function(), Flag(), returnSequences: sequences, returnState: returnState, goBackwards: Flag()),
        };
    }

    private ActivationFunction Function() => _random.Next(5) switch
    {
        0 => Activations.Relu,
        1 => Activations.Linear,
        _ => Activations.Tanh,
    };

    private ActivationFunction Gate() => _random.Next(4) switch
    {
        0 => Activations.HardSigmoidKeras2,
        1 => Activations.HardSigmoidKeras3,
        _ => Activations.Sigmoid,
    };

    private Tensor Data(int time, int features)
    {
        float[] values = Tensor.RandomNormal(new Shape(Batch, time, features), seed: seed).ToArray();
        // Steps of zeros, which Masking masks: at the start, in the middle, a whole sample.
        for (int step = 0; step < Batch * time; step++)
        {
            if (_random.Next(4) == 0)
            {
                values.AsSpan(step * features, features).Clear();
            }
        }
        return Tensor.Of(values, new Shape(Batch, time, features));
    }

    private void Randomise(Model model) =>
        model.SetWeights([.. model.Weights.Select((w, i) => Tensor.RandomNormal(w.Shape, stddev: 0.4f, seed: seed * 17 + i))]);

    private bool Flag() => _random.Next(2) == 0;
}
