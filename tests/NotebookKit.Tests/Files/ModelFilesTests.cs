using System.Reflection;
using NotebookKit.Layers;
using static NotebookKit.Tests.Files.ModelFile;

namespace NotebookKit.Tests.Files;

public class ModelFilesTests
{
    private static Sequential Seq2Seq() => new(
        new Input(5, 3), new LSTM(4), new RepeatVector(2), new GRU(4, returnSequences: true), new TimeDistributed(new Dense(3)),
            new Activation(Activations.Softmax));

    private static float[] Flat(Model model) => [.. model.GetWeights().SelectMany(w => w.ToArray())];

    /// <summary>Saves a model and loads it, and checks that the loaded one computes the same numbers.</summary>
    private static Model RoundTrip(Model model, params Tensor[] data)
    {
        Model loaded = WithFile(path =>
        {
            model.Save(path);
            return Model.Load(path);
        });
        Assert.Equal(model.Name, loaded.Name);
        Assert.Equal(model.GetType(), loaded.GetType());
        Assert.Equal(model.Summary().ToString(), loaded.Summary().ToString());
        foreach ((Tensor? expected, Tensor? actual) in model.Predict(data).Zip(loaded.Predict(data)))
            Assert.Equal(expected.ToArray(), actual.ToArray());
        return loaded;
    }

    [Fact]
    public void Weights_saved_by_one_model_load_into_another_of_the_same_architecture()
    {
        Sequential a = Seq2Seq(), b = Seq2Seq();
        Assert.NotEqual(Flat(a), Flat(b));
        WithFile(path =>
        {
            a.SaveWeights(path);
            b.LoadWeights(path);
            Assert.Equal(
                ["gru/bias", "gru/kernel", "gru/recurrent_kernel", "lstm/bias", "lstm/kernel", "lstm/recurrent_kernel",
                    "time_distributed/bias", "time_distributed/kernel"],
                Safetensors.Load(path).Tensors.Keys);
            return 0;
        });
        Assert.Equal(Flat(a), Flat(b));
    }

    [Fact]
    public void A_stack_comes_back_with_its_settings()
    {
        Sequential model = Seq2Seq();
        var loaded = (Sequential)RoundTrip(model, Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1));
        Assert.True(((GRU)loaded.Layers[3]).ReturnSequences);
        Assert.Equal(model.Layers.Select(l => l.Name), loaded.Layers.Select(l => l.Name));
    }

    [Fact]
    public void A_graph_with_states_handed_over_comes_back()
    {
        var source = new Input([4, 3], "source");
        var target = new Input([2, 3], "target");
        (SymbolicTensor _, SymbolicTensor? h, SymbolicTensor? c) = new LSTM(5, returnState: true, name: "encoder").Apply(source);
        SymbolicTensor decoded = new LSTM(5, returnSequences: true, name: "decoder").Apply(target, [h, c]);
        var model = new Model([source, target], new SymbolicTensor[] { new Dense(3).Apply(decoded), h });
        RoundTrip(model, Tensor.RandomNormal(new Shape(2, 4, 3), seed: 1), Tensor.RandomNormal(new Shape(2, 2, 3), seed: 2));
    }

    [Fact]
    public void A_layer_used_twice_is_one_layer_again()
    {
        Input a = new([3], "a"), b = new([3], "b");
        var shared = new Dense(2, Activations.Tanh, name: "shared");
        var model = new Model([a, b], new Concatenate().Apply(new SymbolicTensor[] { shared.Apply(a), shared.Apply(b) }));
        Model loaded = RoundTrip(model, Tensor.RandomNormal(new Shape(2, 3), seed: 1), Tensor.RandomNormal(new Shape(2, 3), seed: 2));
        Assert.Equal(3 * 2 + 2, loaded.CountParams());
    }

    [Fact]
    public void A_model_inside_a_model_comes_back_and_shares_what_it_shared()
    {
        var dense = new Dense(4, name: "inner_dense");
        var inner = new Sequential([new Input(4), dense, new Activation(Activations.Relu)], "inner");
        var input = new Input(4);
        var outer = new Model(input, new Dense(1).Apply(dense.Apply(inner.Apply(input)[0])[0])[0]);
        Model loaded = RoundTrip(outer, Tensor.RandomNormal(new Shape(3, 4), seed: 1));
        Assert.Equal(4 * 4 + 4 + 4 + 1, loaded.CountParams());
        Assert.Same(((Model)loaded.GetLayer("inner")).GetLayer("inner_dense"), loaded.GetLayer("inner_dense"));
    }

    [Fact]
    public void A_frozen_layer_comes_back_frozen_and_a_fixed_batch_fixed()
    {
        var model = new Sequential(new Input([3, 2], "in", batchSize: 2), new LSTM(2, stateful: true), new Dense(1));
        model.Layers[1].Trainable = false;
        Model loaded = RoundTrip(model, Tensor.RandomNormal(new Shape(2, 3, 2), seed: 1));
        Assert.Equal([true, false, true], loaded.Layers.Select(l => l.Trainable));
        Assert.Equal(2, loaded.Inputs[0].Shape[0]);
    }

    [Fact]
    public void Functions_of_ones_own_cannot_be_saved_and_the_error_says_what_can()
    {
        var model = new Sequential(new Input(2), new Dense(2, new ActivationFunction("double", x => x * 2), name: "own"));
        string message = Assert.Throws<InvalidOperationException>(() => model.Save(Path.GetTempPath())).Message;
        Assert.Contains("Dense 'own' uses the activation 'double' of your own", message);
        Assert.Contains("SaveWeights", message);
    }

    [Fact]
    public void A_lambda_cannot_be_saved()
    {
        var model = new Sequential(new Input(2), new Lambda(x => x * 2, name: "twice"));
        Assert.Contains("Lambda 'twice' computes a function of your own, and a file cannot hold code",
            Assert.Throws<InvalidOperationException>(() => model.Save("unused")).Message);
    }

    [Fact]
    public void A_cell_of_ones_own_cannot_be_saved()
    {
        var model = new Sequential(new Input(3, 2), new RNN(new Sum(2, name: "sum")));
        Assert.Contains("Sum 'sum' is a class of your own", Assert.Throws<InvalidOperationException>(() => model.Save("unused")).Message);
    }

    [Fact]
    public void Every_kind_of_layer_comes_back()
    {
        var tokens = new Input([4], "tokens");
        SymbolicTensor x = new Embedding(6, 4, maskZero: true).Apply(tokens);
        x = new Bidirectional(new GRU(2, returnSequences: true, resetAfter: false), MergeMode.Concat).Apply(x);
        x = new LayerNormalization(epsilon: 0.01f).Apply(x);
        SymbolicTensor attended = new Attention(useScale: true).Apply(new[] { x, x });
        SymbolicTensor additive = new AdditiveAttention().Apply(new[] { x, x });
        SymbolicTensor merged = new Add().Apply(new[] { attended, new Multiply().Apply(new[] { additive, x })[0] });
        merged = new Softmax().Apply(new Permute(2, 1).Apply(new Dropout(0.5f, seed: 1).Apply(merged)[0])[0]);
        SymbolicTensor similar = new Dot(1, normalize: true)
            .Apply(new[] { new Flatten().Apply(merged)[0], new Reshape(16).Apply(merged)[0] });
        SymbolicTensor recurrent =
            new RNN(new LSTMCell(3, recurrentActivation: Activations.HardSigmoidKeras2)).Apply(new Masking(0.5f).Apply(x)[0]);
        SymbolicTensor simple = new SimpleRNN(2, Activations.Relu, goBackwards: true).Apply(x);
        var model = new Model(tokens, [similar, recurrent, simple]);
        Model loaded = RoundTrip(model, Tensor.Of(new float[,] { { 1, 2, 3, 0 }, { 5, 0, 0, 0 } }));
        Type[] kinds = [.. loaded.Layers.Concat(MoreLayers().Layers).Select(l => l.GetType())];
        Type[] notHere = [typeof(LSTM), typeof(LSTMCell), typeof(GRU), typeof(GRUCell), typeof(SimpleRNNCell), typeof(Dense),
            typeof(TimeDistributed), typeof(RepeatVector), typeof(Concatenate), typeof(Activation), typeof(Lambda),
            typeof(StackedRNNCells)];
        IEnumerable<Type> missing = LayerSettings.LayerClasses.Values.Except(kinds).Except(notHere);
        Assert.Equal([], missing.Select(t => t.Name).Except(NewLayersInFilesTests.Kinds.Select(k => k.Data)));
    }

    /// <summary>A model of merges, poolings and operations, saved and loaded.</summary>
    private static Model MoreLayers()
    {
        var input = new Input([4, 3], "more");
        SymbolicTensor x = new SpatialDropout1D(0.2f, seed: 1).Apply(input), twice = new UnaryOperation(UnaryFunction.Exp).Apply(x);
        SymbolicTensor merged = new Subtract()
            .Apply(new[] { new Average().Apply(new[] { x, twice })[0], new Maximum().Apply(new[] { x, twice })[0] });
        merged = new BinaryOperation(BinaryFunction.Multiply, 3).Apply(new Minimum().Apply(new[] { merged, twice })[0]);
        SymbolicTensor pooled = new Add()
            .Apply(new[] { new GlobalMaxPooling1D().Apply(merged)[0], new GlobalAveragePooling1D().Apply(merged)[0] });
        SymbolicTensor stacked = new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(3)]), returnSequences: true).Apply(merged);
        SymbolicTensor part = new Reduction(ReductionFunction.Sum, [1])
            .Apply(new Squeeze(-1).Apply(new ExpandDims(-1).Apply(new GetItem(":, 1:").Apply(stacked)[0])[0])[0]);
        return RoundTrip(new Model(input, [pooled, part]), Tensor.RandomUniform(new Shape(2, 4, 3), seed: 3));
    }

    [Fact]
    public void Every_setting_of_every_layer_and_initializer_is_shown_by_a_property()
    {
        foreach (Type type in LayerSettings.LayerClasses.Values.Concat(LayerSettings.InitializerClasses.Values))
        {
            foreach (ParameterInfo parameter in LayerSettings.Constructor(type).GetParameters())
            {
                if (!typeof(Delegate).IsAssignableFrom(parameter.ParameterType))
                    Assert.True(LayerSettings.Property(type, parameter) is not null, $"{type.Name} does not show '{parameter.Name}'");
            }
        }
    }

    [Fact]
    public void Weights_about_to_be_loaded_are_not_initialised_and_later_ones_are() => WithFile(path =>
    {
        Seq2Seq().Save(path);
        using (Initializer.Skip())
            Assert.All(new Orthogonal().Sample(new Shape(3, 3)).ToArray(), w => Assert.Equal(0, w));
        float[] before = new Orthogonal(seed: 1).Sample(new Shape(3, 3)).ToArray();
        Model.Load(path);
        Assert.Equal(before, new Orthogonal(seed: 1).Sample(new Shape(3, 3)).ToArray());
        return 0;
    });

    private sealed class Sum(int units, string name) : RecurrentCell(name)
    {
        public override IReadOnlyList<int> StateSizes => [units];

        public override CellStep Step(Tensor x, TensorList states) => new(x + states[0], [x + states[0]]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-99.5f)]
    public void A_setting_that_JSON_has_no_number_for_comes_back(float marker) => WithFile(path =>
    {
        new Sequential(new Input(2, 1), new Masking(marker), new LSTM(1)).Save(path);
        Assert.Equal(marker, ((Masking)Model.Load(path).Layers[1]).MaskValue);
        return marker;
    });

    [Fact]
    public void A_model_without_shapes_cannot_be_saved_yet()
    {
        var model = new Sequential(new Dense(2));
        Assert.Contains("Begin it with an Input", Assert.Throws<InvalidOperationException>(() => model.SaveWeights("unused")).Message);
        Assert.Contains("Begin it with an Input", Assert.Throws<InvalidOperationException>(() => model.Save("unused")).Message);
    }
}
