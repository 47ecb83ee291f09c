using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Tests.Layers;

/// <summary>Each layer kind with the flags that random models do not reach.</summary>
public class LayerTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 4, 3), seed: 1);

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private static readonly Dictionary<string, Func<SymbolicTensor, SymbolicTensor[]>> s_cases = new()
    {
        ["permute"] = x => [new Permute(2, 1).Apply(x)],
        ["reshape"] = x => [new Reshape(2, -1).Apply(x)],
        ["flatten"] = x => [new Flatten().Apply(x)],
        ["softmax of an axis"] = x => [new Softmax(1).Apply(x)],
        ["softmax activation"] = x => [new Activation("softmax").Apply(x)],
        ["normalization of an axis"] = x => [new LayerNormalization(axis: 1).Apply(x)],
        ["normalization without weights"] = x => [new LayerNormalization(center: false, scale: false).Apply(x)],
        ["dropout in use"] = x => [new Dropout(0.5f, noiseShape: [-1, 1, -1]).Apply(x)],
        ["concatenate along time"] = x => [new Concatenate(axis: 1).Apply([x, new Masking().Apply(x)])],
        ["multiply with a step that is stretched"] = x => [new Multiply().Apply([x, new Reshape(1, 3).Apply(new LSTM(3).Apply(x))])],
        ["subtract, average, maximum, minimum"] = x =>
        {
            SymbolicTensor other = new Dense(3).Apply(x);
            return [new Subtract().Apply([x, other]), new Average().Apply([x, other, x]), new Maximum().Apply([x, other]),
                new Minimum().Apply([x, other])];
        },
        ["rectifiers"] = x =>
            [new ReLU(maxValue: 1, negativeSlope: 0.1f, threshold: 0.3f).Apply(x), new ReLU().Apply(x), new LeakyReLU().Apply(x),
                new ELU(0.5f).Apply(x), new PReLU(sharedAxes: [1]).Apply(x)],
        ["batch normalization"] = x => [new BatchNormalization(momentum: 0.6f).Apply(x)],
        ["batch normalization of masked steps"] = x =>
            [new BatchNormalization(axis: -1, momentum: 0.6f, scale: false).Apply(new Masking().Apply(x))],
        ["batch normalization of another axis"] = x => [new BatchNormalization(axis: 1, center: false).Apply(x)],
        ["batch normalization of each step"] = x => [new TimeDistributed(new BatchNormalization(momentum: 0.6f)).Apply(x)],
        ["convolution"] = x =>
            [new Conv1D(4, 2).Apply(x), new Conv1D(4, 3, strides: 2, padding: Padding.Same, activation: "relu").Apply(x)],
        ["causal and dilated convolution"] = x => [new Conv1D(4, 2, padding: Padding.Causal, dilationRate: 2, useBias: false).Apply(x)],
        ["grouped convolution"] = x => [new Conv1D(6, 2, padding: Padding.Same, groups: 3).Apply(x)],
        ["depthwise and separable convolution"] = x =>
        [
            new DepthwiseConv1D(2, depthMultiplier: 2).Apply(x), new DepthwiseConv1D(3, padding: Padding.Same, useBias: false).Apply(x),
            new SeparableConv1D(4, 2, depthMultiplier: 2, padding: Padding.Causal).Apply(x), new SeparableConv1D(4, 2, strides: 2).Apply(x),
        ],
        ["ends"] = x => [new ZeroPadding1D((1, 2)).Apply(x), new Cropping1D((1, 2)).Apply(x), new UpSampling1D(3).Apply(x)],
        ["pooling"] = x =>
        [
            new MaxPooling1D(2).Apply(x), new MaxPooling1D(3, strides: 2, padding: Padding.Same).Apply(x),
            new AveragePooling1D(2, strides: 1).Apply(x), new AveragePooling1D(3, strides: 2, padding: Padding.Same).Apply(x),
        ],
        ["noise in use"] = x => [new GaussianNoise(0.5f).Apply(x), new GaussianDropout(0.5f).Apply(x)],
        ["activity that counts in the loss"] = x => [new ActivityRegularization(l1: 0.1f, l2: 0.2f).Apply(new Dense(2).Apply(x))],
        ["global pooling"] = x =>
        {
            SymbolicTensor masked = new Masking().Apply(x);
            return
            [
                new GlobalAveragePooling1D().Apply(masked), new GlobalAveragePooling1D(keepDims: true).Apply(x),
                new GlobalMaxPooling1D().Apply(masked), new GlobalMaxPooling1D(keepDims: true).Apply(x),
            ];
        },
        ["spatial dropout in use"] = x => [new SpatialDropout1D(0.5f).Apply(x)],
        ["cells on top of one another"] = x =>
            [.. new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(3, resetAfter: false), new SimpleRNNCell(2)]),
                returnSequences: true, returnState: true).Apply(new Masking().Apply(x))],
        ["dot"] = x => [new Dot((1, 1)).Apply([x, new LSTM(2, returnSequences: true).Apply(x)[0]])],
        ["dot of vectors, normalized"] = x => [new Dot(1, normalize: true).Apply([new LSTM(2).Apply(x)[0], new GRU(2).Apply(x)[0]])],
        ["attention with scores and a key"] = x =>
            [.. new Attention(useScale: true, scoreMode: ScoreMode.Concat, returnAttentionScores: true).Apply([x, x, x])],
        ["additive attention"] = x =>
            [.. new AdditiveAttention(returnAttentionScores: true, useCausalMask: true).Apply([new Masking().Apply(x)[0], x])],
        ["additive attention without scale"] = x => [new AdditiveAttention(useScale: false).Apply([x, x])],
        ["bidirectional without merging, with states"] = x =>
            [.. new Bidirectional(new LSTM(2, returnSequences: true, returnState: true), MergeMode.None).Apply(x)],
        ["bidirectional of two kinds"] = x => [new Bidirectional(new LSTM(2), MergeMode.Concat, new GRU(3, goBackwards: true)).Apply(x)],
        ["RNN of a cell"] = x => [new RNN(new GRUCell(2, resetAfter: false), returnSequences: true).Apply(x)],
        ["states handed over"] = x =>
        {
            (SymbolicTensor _, SymbolicTensor? h, SymbolicTensor? c) = new LSTM(2, returnState: true).Apply(x);
            return [.. new LSTM(2, returnState: true, returnSequences: true).Apply(x, initialState: [h, c])];
        },
        ["a model inside, used twice"] = x =>
        {
            var inner = new Sequential(new Input(4, 3), new LSTM(2), new Dense(3));
            return [inner.Apply(x), inner.Apply(new Activation("tanh").Apply(x))];
        },
        ["a shared layer"] = x =>
        {
            var shared = new GRU(2, returnSequences: true);
            return [new Concatenate().Apply([shared.Apply(x), shared.Apply(new Dense(3).Apply(x))])];
        },
        ["time distributed over a recurrent layer"] = x => [new TimeDistributed(new GRU(2)).Apply(new Reshape(2, 2, 3).Apply(x))],
        ["a name with a dot"] = x => [new Dense(2, name: "block.dense").Apply(x)],
        ["a cell as a layer"] = x =>
        {
            (SymbolicTensor _, SymbolicTensor? h) = new GRU(2, returnState: true).Apply(x);
            return [.. new GRUCell(2).Apply([h, h])];
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Each_layer_computes_and_learns_in_torch_as_in_the_kit(string name)
    {
        var inputs = new Input(4, 3);
        var model = new Model(inputs, s_cases[name](inputs));
        model.SetWeights(
            [.. model.Weights.Select((w, i) => w.Name.Contains("variance") ? Tensor.RandomUniform(w.Shape, 0.5f, 2, seed: i)
            : Tensor.RandomNormal(w.Shape, stddev: 0.5f, seed: i + 5))]);
        Agreement.Of(model, s_x);
        if (!model.TrainableWeights.Any())
        {
            return;
        }
        model.Compile(new SGD(0.1f), Losses.MeanSquaredError);
        Agreement.OfTraining(model, [s_x], [.. model.Predict(s_x).Select(y => y * 0.5f)]);
    }

    public static TheoryData<string> Functions =>
        [.. typeof(Activations).GetProperties().Select(p => p.GetValue(null)).OfType<ActivationFunction>().Select(f => f.Name)];

    [Theory, MemberData(nameof(Functions))]
    public void Every_activation_of_the_kit_agrees(string name)
    {
        var inputs = new Input(4, 3);
        SymbolicTensor wide = new BinaryOperation(BinaryFunction.Multiply, constant: 3).Apply(inputs);
        var model = new Model(inputs, [new Activation(name).Apply(wide), new Dense(2, name).Apply(inputs)]);
        model.Compile(new SGD(0.1f), Losses.MeanSquaredError);
        Agreement.Of(model, s_x);
        Agreement.OfTraining(model, [s_x], [.. model.Predict(s_x).Select(y => y * 0.5f)]);
    }

    [Fact]
    public void A_normalization_that_was_measured_goes_over_with_what_it_measured()
    {
        foreach (bool invert in new[] { false, true })
        {
            var normalization = new Normalization(invert: invert);
            normalization.Adapt(s_x);
            Agreement.Of(new Sequential(new Input(4, 3), normalization, new LSTM(2)), s_x);
        }
    }

    [Fact]
    public void Operations_agree_whichever_they_are()
    {
        var inputs = new Input(4, 3);
        SymbolicTensor other = new Dense(3).Apply(inputs), positive = new UnaryOperation(UnaryFunction.Exp).Apply(inputs);
        var outputs = new List<SymbolicTensor>();
        outputs.AddRange(Enum.GetValues<UnaryFunction>()
            .Select(f => new UnaryOperation(f).Apply(f is UnaryFunction.Log or UnaryFunction.Sqrt ? positive : inputs)[0]));
        foreach (BinaryFunction f in Enum.GetValues<BinaryFunction>())
        {
            outputs.Add(new BinaryOperation(f).Apply([f == BinaryFunction.Power ? positive : inputs, other]));
            outputs.Add(new BinaryOperation(f, constant: 2).Apply(inputs));
            outputs.Add(new BinaryOperation(f, constant: 0.5f, constantFirst: true).Apply(f == BinaryFunction.Divide ? positive : inputs));
        }
        foreach (ReductionFunction f in Enum.GetValues<ReductionFunction>())
        {
            outputs.Add(new Reduction(f, axes: [-1]).Apply(inputs));
            outputs.Add(new Reduction(f, axes: [1, 2], keepDims: true).Apply(inputs));
        }
        outputs.AddRange(((string[])[":, -1", "..., 0:2", ":, ::-1", ":, 1:4:2, 1", ":, :, ::-2"])
            .Select(key => new GetItem(key).Apply(inputs)[0]));
        outputs.Add(new Squeeze(1).Apply(new ExpandDims(1).Apply(inputs)));
        outputs.Add(new ExpandDims(-1).Apply(inputs));
        Agreement.Of(new Model(inputs, [.. outputs]), s_x);
    }

    [Theory]
    [InlineData(MaskRule.Keras3)]
    [InlineData(MaskRule.Keras2)]
    public void Masks_follow_the_rule_of_the_layer(MaskRule rule)
    {
        var inputs = new Input(4, 3);
        SymbolicTensor a = new Masking().Apply(inputs), b = new Masking(1).Apply(inputs);
        (SymbolicTensor _, SymbolicTensor? h, SymbolicTensor? c) = new LSTM(3, returnState: true).Apply(inputs);
        SymbolicTensor[] outputs =
        [
            new Add { MaskRule = rule }.Apply([a, b]), new Multiply { MaskRule = rule }.Apply([a, inputs]),
            new Concatenate { MaskRule = rule }.Apply([a, b]), new Concatenate { MaskRule = rule }.Apply([a, inputs]),
            new Concatenate(1) { MaskRule = rule }.Apply([a, b]),
            new LSTM(3, returnSequences: true) { MaskRule = rule }.Apply(a, initialState: [h, c]),
            new Bidirectional(new GRU(3)) { MaskRule = rule }.Apply(a, initialState: [h, c]),
            new TimeDistributed(new Dense(2)) { MaskRule = rule }.Apply(a),
        ];
        float[] values = s_x.ToArray();
        values.AsSpan(0, 3).Clear();
        values.AsSpan(6, 3).Fill(1);
        Agreement.Of(new Model(inputs, outputs), Tensor.Of(values, s_x.Shape));
    }

    [Fact]
    public void Words_in_the_steps_of_a_text_keep_their_masks()
    {
        foreach (MaskRule rule in Enum.GetValues<MaskRule>())
        {
            var inputs = new Input(3, 2);
            SymbolicTensor words = new TimeDistributed(new Embedding(5, 3, maskZero: true)) { MaskRule = rule }.Apply(inputs);
            SymbolicTensor texts = new TimeDistributed(new LSTM(2)) { MaskRule = rule }.Apply(words);
            Agreement.Of(new Model(inputs, [words, texts, new GRU(2).Apply(texts)]),
                Tensor.Of(new float[,,] { { { 1, 2 }, { 3, 0 }, { 0, 0 } } }));
        }
    }

    [Fact]
    public void Masks_given_by_hand_stand_in_place_of_those_that_travel()
    {
        var x = new Input(4, 3);
        var steps = new Input(4);
        SymbolicTensor masked = new Masking().Apply(x);
        (SymbolicTensor _, SymbolicTensor? h) = new GRU(2, returnState: true).Apply(x);
        SymbolicTensor[] outputs =
        [
            new LSTM(2, returnSequences: true).Apply(masked, mask: steps), new Attention().Apply([masked, masked], mask: [null, steps]),
            new Concatenate().Apply([masked, masked], mask: steps), new GRU(2).Apply(masked, initialState: [h], mask: steps),
        ];
        float[] values = s_x.ToArray();
        values.AsSpan(3, 3).Clear();
        Agreement.Of(new Model([x, steps], outputs), Tensor.Of(values, s_x.Shape),
            Tensor.Of(new float[,] { { 1, 0, 1, 0 }, { 0, 0, 1, 1 } }));
    }

    [Fact]
    public void A_mask_that_travels_with_the_data_goes_along()
    {
        var model = new Sequential(new Input(4, 3), new LSTM(2, returnSequences: true));
        Agreement.Of(model, s_x.WithMask(Tensor.Of(new float[,] { { 1, 1, 0, 0 }, { 0, 1, 1, 1 } })));
    }

    [Fact]
    public void Tokens_outside_the_table_are_named_before_torch_sees_them()
    {
        using TorchModel net = new Sequential(new Input(2), new Embedding(5, 2), new LSTM(2)).ToTorch();
        foreach (float bad in new[] { -1f, 5, 1.5f, float.NaN })
        {
            Assert.Contains("sample 0, step 1",
                Assert.Throws<ArgumentException>(() => net.Predict(Tensor.Of(new float[,] { { 1, bad } }))).Message);
        }
    }
}
