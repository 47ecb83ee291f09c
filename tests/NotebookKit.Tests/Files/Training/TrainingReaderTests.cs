using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Files.Training;

/// <summary>A loaded model trains on as if it had never been put into a file.</summary>
public class TrainingReaderTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(24, 5, 3), seed: 1),
        s_y = Tensor.RandomNormal(new Shape(24, 2), seed: 2);

    public static TheoryData<string> Optimizers => [.. s_made.Keys];

    private static readonly Dictionary<string, Func<Optimizer>> s_made = new()
    {
        ["Adam"] = () => new Adam(0.01f, beta1: 0.8f, epsilon: 1e-5f),
        ["Adam by a schedule, clipped"] = () =>
            new Adam(new CosineDecay(0.02f, 30, alpha: 0.1f, warmupTarget: 0.03f, warmupSteps: 5), globalClipNorm: 0.5f),
        ["AdamW that spares biases"] = () => new AdamW(0.01f, weightDecay: 0.2f, decays: w => w.Name != "bias"),
        ["SGD"] = () => new SGD(0.05f, clipValue: 0.1f),
        ["SGD with momentum"] = () => new SGD(new ExponentialDecay(0.05f, 4, 0.7f, staircase: true), momentum: 0.9f),
        ["SGD with Nesterov's momentum"] = () =>
            new SGD(new PiecewiseConstantDecay([3, 10], [0.05f, 0.02f, 0.01f]), momentum: 0.7f, nesterov: true),
        ["RMSprop"] = () => new RMSprop(0.01f, rho: 0.8f, clipNorm: 1),
        ["RMSprop, centered with momentum"] = () => new RMSprop(0.01f, momentum: 0.5f, epsilon: 1e-3f, centered: true),
    };

    private static Sequential Compiled(Optimizer optimizer)
    {
        var model = new Sequential(new Input(5, 3),
            new LSTM(4, kernelInitializer: new GlorotUniform(3), recurrentInitializer: new Orthogonal(seed: 4)),
            new Dense(2, kernelInitializer: new GlorotUniform(5)));
        model.Compile(optimizer, Losses.MeanSquaredError, Metrics.MeanAbsoluteError);
        return model;
    }

    private static int[] Bits(Model model) => [.. model.GetWeights().SelectMany(w => w.ToArray()).Select(BitConverter.SingleToInt32Bits)];

    private static History Train(Model model, int from, int to) =>
        model.Fit(s_x, s_y, batchSize: 7, epochs: to, initialEpoch: from, shuffle: false, verbose: 0);

    private static Model Reloaded(Model model, bool includeOptimizer = true, bool compile = true)
    {
        using var file = new TemporaryFile();
        model.Save(file.Path, includeOptimizer);
        return Model.Load(file.Path, compile);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Three_epochs_a_file_and_three_more_are_six_bit_for_bit(string optimizer)
    {
        Sequential whole = Compiled(s_made[optimizer]()), first = Compiled(s_made[optimizer]());
        Assert.Equal(Bits(whole), Bits(first));
        History six = Train(whole, 0, 6);
        Train(first, 0, 3);
        Model second = Reloaded(first);
        Assert.Equal(first.Optimizer.Iterations, second.Optimizer.Iterations);
        Assert.Equal(first.Optimizer.LearningRate, second.Optimizer.LearningRate);
        History rest = Train(second, 3, 6);
        Assert.Equal(Bits(whole), Bits(second));
        Assert.Equal(six["loss"].Skip(3), rest["loss"]);
        Assert.Equal(six["mean_absolute_error"].Skip(3), rest["mean_absolute_error"]);
    }

    [Fact]
    public void A_fresh_optimizer_in_place_of_the_kept_one_gives_other_weights()
    {
        Sequential whole = Compiled(new Adam(0.01f)), first = Compiled(new Adam(0.01f));
        Train(whole, 0, 6);
        Train(first, 0, 3);
        Model second = Reloaded(first, includeOptimizer: false);
        second.Compile(new Adam(0.01f), Losses.MeanSquaredError);
        Train(second, 3, 6);
        Assert.NotEqual(Bits(whole), Bits(second));
    }

    [Fact]
    public void A_rate_that_a_callback_lowered_stays_lowered()
    {
        Sequential model = Compiled(new Adam(0.01f));
        Train(model, 0, 1);
        model.Optimizer.LearningRate = 0.002f;
        Assert.Equal(0.002f, Reloaded(model).Optimizer.LearningRate);
    }

    [Fact]
    public void A_model_compiled_and_not_yet_trained_comes_back_compiled()
    {
        Model loaded = Reloaded(Compiled(new Adam(0.01f)));
        Assert.Equal(0, loaded.Optimizer.Iterations);
        Assert.Equal([Metrics.MeanAbsoluteError], loaded.CompiledMetrics);
    }

    [Fact]
    public void Several_losses_come_back_with_their_weights()
    {
        var input = new Input([3], "x");
        Dense a = new(2, name: "a"), b = new(1, name: "b");
        var model = new Model(input, [a.Apply(input), b.Apply(input)]);
        model.Compile(new SGD(), [Losses.MeanSquaredError, Losses.MeanAbsoluteError], [1, 0.25f]);
        Tensor x = Tensor.RandomNormal(new Shape(4, 3), seed: 1), ya = Tensor.Zeros(4, 2), yb = Tensor.Zeros(4, 1);
        Model loaded = Reloaded(model);
        Assert.Equal(model.Evaluate(x, new[] { ya, yb })["loss"], loaded.Evaluate(x, new[] { ya, yb })["loss"]);
    }

    [Fact]
    public void Losses_of_logits_come_back_as_such_and_older_files_name_them_alike()
    {
        Loss[] losses =
        [
            new CategoricalCrossentropy(fromLogits: true), new CategoricalCrossentropy(), new BinaryCrossentropy(fromLogits: true),
            new SparseCategoricalCrossentropy(fromLogits: true),
        ];
        string[] names =
        [
            "categorical_crossentropy_from_logits", "categorical_crossentropy", "binary_crossentropy_from_logits",
            "sparse_categorical_crossentropy_from_logits",
        ];
        Assert.Equal(names, losses.Select(LossNames.Of));
        Tensor target = Tensor.Of(new float[,] { { 0, 1 } }), logits = Tensor.Of(new float[,] { { 2, -1 } });
        foreach (Loss loss in losses[..3])
        {
            Sequential model = new(new Input(1), new Dense(2));
            model.Compile(new SGD(), loss);
            Loss loaded = Assert.Single(Reloaded(model).CompiledLosses);
            Assert.Equal(loss.GetType(), loaded.GetType());
            Assert.Equal(loss.PerElement(target, logits).ToArray(), loaded.PerElement(target, logits).ToArray());
        }

        Assert.Equal("The loss mean_squared_error takes no logits; received the name 'mean_squared_error_from_logits'. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => LossNames.Find("mean_squared_error_from_logits")).Message);
    }

    [Fact]
    public void Weights_that_were_frozen_until_now_begin_without_memory()
    {
        Sequential whole = Frozen(), first = Frozen();
        Train(whole, 0, 2);
        Train(first, 0, 2);
        Model second = Reloaded(first);
        foreach (Model model in new[] { whole, second })
        {
            model.Layers[1].Trainable = true;
            Train(model, 2, 4);
        }
        Assert.Equal(Bits(whole), Bits(second));

        static Sequential Frozen()
        {
            Sequential model = Compiled(new Adam(0.01f));
            model.Layers[1].Trainable = false;
            return model;
        }
    }

    [Fact]
    public void Without_an_optimizer_in_the_file_or_without_wanting_it_the_model_is_not_compiled()
    {
        Sequential model = Compiled(new Adam());
        Train(model, 0, 1);
        Assert.Throws<InvalidOperationException>(() => Reloaded(model, includeOptimizer: false).Optimizer);
        Assert.Throws<InvalidOperationException>(() => Reloaded(model, compile: false).Optimizer);
    }

    [Fact]
    public void LoadWeights_takes_the_weights_alone()
    {
        Sequential trained = Compiled(new Adam()), other = Compiled(new SGD());
        Train(trained, 0, 1);
        using var file = new TemporaryFile();
        trained.Save(file.Path);
        other.LoadWeights(file.Path);
        Assert.Equal(Bits(trained), Bits(other));
        Assert.IsType<SGD>(other.Optimizer);
        Assert.Equal(0, other.Optimizer.Iterations);
    }

    [Fact]
    public void A_loss_and_a_metric_of_ones_own_are_asked_for_and_training_resumes()
    {
        var own = Loss.Of("cubic", (target, prediction) => (target - prediction).Abs().Square().Mean(-1));
        Sequential whole = Compiled(new Adam(0.01f)), first = Compiled(new Adam(0.01f));
        foreach (Sequential model in new[] { whole, first })
        {
            model.Compile(model.Optimizer, own, new Largest());
            Train(model, 0, 2);
        }
        // Through two files, since the names must survive the second as well.
        Model loaded = Reloaded(Reloaded(first));
        int[] before = Bits(loaded);
        string message = Assert.Throws<InvalidOperationException>(() => Train(loaded, 2, 3)).Message;
        Assert.Contains("the loss 'cubic' of your own", message);
        Assert.Contains("Compile(model.Optimizer, loss, metrics)", message);
        Assert.Equal(before, Bits(loaded));
        loaded.Compile(loaded.Optimizer, Losses.MeanSquaredError, [.. loaded.CompiledMetrics]);
        Assert.Contains("the metric 'largest' of your own",
            Assert.Throws<InvalidOperationException>(() => loaded.Evaluate(s_x, s_y)).Message);
        loaded.Compile(loaded.Optimizer, own);
        Train(whole, 2, 4);
        Train(loaded, 2, 4);
        Assert.Equal(Bits(whole), Bits(loaded));
    }

    [Theory]
    [InlineData("optimizer/lstm/kernel/momentum", "Its shape is (2, 2); Adam expects (3, 16), as it is for kernel of LSTM")]
    [InlineData("optimizer/lstm/bias/velocity", "Its shape is (2, 2); Adam expects (16,), as it is for bias of LSTM")]
    [InlineData("optimizer/lstm/bias/speed", "Adam has no place for it: it expects momentum and velocity for each weight")]
    [InlineData("optimizer/gru/bias/momentum", "Adam has no place for it")]
    public void What_does_not_fit_a_weight_is_refused_by_name(string tensor, string expected)
    {
        ModelFileException error = Damaged((tensors, _) => tensors[tensor] = Tensor.Zeros(2, 2));
        Assert.Equal(tensor, error.TensorName);
        Assert.Contains(expected, error.Message);
        Assert.Contains("Load(path, compile: false)", error.Message);
    }

    [Fact]
    public void Half_a_memory_is_refused()
    {
        ModelFileException error = Damaged((tensors, _) => tensors.Remove("optimizer/dense/kernel/velocity"));
        Assert.Equal("optimizer/dense/kernel/velocity", error.TensorName);
        Assert.Contains("The file does not have it; Adam expects it for kernel of Dense", error.Message);
        Assert.Contains("shape (4, 2)", error.Message);
    }

    [Theory]
    [InlineData("\"Adam\"", "\"Adan\"", "this library has no 'Adan'")]
    [InlineData("\"beta1\":0.9", "\"beta1\":1.9", "beta1 lies in [0, 1); received 1.9")]
    [InlineData("\"beta1\":0.9", "\"beta3\":0.9", "Adam lacks its setting 'beta1'")]
    [InlineData("\"ConstantLearningRate\"", "\"Constant\"", "this library has no 'Constant'")]
    [InlineData("\"iterations\":4", "\"iterations\":-4", "it counts -4 updates")]
    [InlineData("\"mean_squared_error\"", "\"mean_squared_terror\"", "There is no loss 'mean_squared_terror'")]
    [InlineData("\"lossWeights\":null", "\"lossWeights\":[1,2]", "it has 1 losses and 2 weights")]
    [InlineData("\"version\":1", "\"version\":2", "written in version 2")]
    [InlineData("{\"version\"", "\"version\"", "cannot be read")]
    public void A_description_that_cannot_be_read_says_why(string text, string instead, string expected)
    {
        string message = Damaged((_, metadata) =>
        {
            Assert.Contains(text, metadata["training"]);
            metadata["training"] = metadata["training"].Replace(text, instead);
        }).Message;
        Assert.Contains(expected, message);
        Assert.Contains("What the file says of the training cannot be read", message);
    }

    /// <summary>The error of loading a model trained by Adam for one epoch, after a change to its file.</summary>
    private static ModelFileException Damaged(Action<Dictionary<string, Tensor>, Dictionary<string, string>> change)
    {
        using var file = new TemporaryFile();
        Sequential model = Compiled(new Adam());
        Train(model, 0, 1);
        model.Save(file.Path);
        (IReadOnlyDictionary<string, Tensor>? tensors, IReadOnlyDictionary<string, string>? metadata) = Safetensors.Load(file.Path);
        Dictionary<string, Tensor> changed = new(tensors);
        Dictionary<string, string> texts = new(metadata);
        change(changed, texts);
        Safetensors.Save(file.Path, changed, texts);
        Model.Load(file.Path, compile: false);
        return Assert.Throws<ModelFileException>(() => Model.Load(file.Path));
    }

    private sealed class Largest() : Metric("largest")
    {
        public override (double Sum, double Count) Measure(Tensor target, Tensor prediction, Tensor? mask = null) =>
            (prediction.ToArray().Max(), 1);
    }
}
