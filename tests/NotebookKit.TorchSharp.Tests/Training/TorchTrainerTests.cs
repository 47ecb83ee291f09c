using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Tests.Training;

/// <summary>Fit in TorchSharp against Fit in the kit: the same batches in the same order give the same history and weights.</summary>
public class TorchTrainerTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(20, 3, 2), seed: 1),
        s_y = Tensor.RandomUniform(new Shape(20, 2), seed: 2);

    private static Sequential Network(Optimizer optimizer, Loss? loss = null)
    {
        var model = new Sequential(new Input(3, 2), new LSTM(3, name: "lstm"), new Dense(2, name: "dense"));
        model.Compile(optimizer, loss ?? Losses.MeanSquaredError, Metrics.MeanAbsoluteError);
        return model;
    }

    public static TheoryData<string> Optimizers => [.. s_optimizers.Keys];

    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["sgd"] = () => new SGD(0.1f),
        ["nesterov"] = () => new SGD(0.1f, momentum: 0.9f, nesterov: true),
        ["rmsprop"] = () => new RMSprop(0.01f),
        ["rmsprop centred with momentum"] = () => new RMSprop(0.01f, momentum: 0.5f, centered: true),
        ["adam"] = () => new Adam(0.01f),
        ["adam of another epsilon"] = () => new Adam(0.01f, epsilon: 1e-2f),
        ["adamw"] = () => new AdamW(0.01f, weightDecay: 0.1f, decays: w => w.Name != "bias"),
        ["a norm at most"] = () => new SGD(0.5f, clipNorm: 0.1f),
        ["a value at most"] = () => new Adam(0.01f, clipValue: 0.01f),
        ["a norm of all at most"] = () => new SGD(0.5f, globalClipNorm: 0.1f),
        ["a schedule"] = () => new SGD(new ExponentialDecay(0.1f, decaySteps: 3, decayRate: 0.5f)),
    };

    [Theory, MemberData(nameof(Optimizers))]
    public void History_and_weights_are_the_kits(string optimizer)
    {
        Sequential model = Network(s_optimizers[optimizer]());
        using TorchModel net = model.ToTorch();
        History there = net.Fit(s_x, s_y, batchSize: 6, epochs: 3, verbose: 0, seed: 5, validationSplit: 0.2);
        History here = model.Fit(s_x, s_y, batchSize: 6, epochs: 3, verbose: 0, seed: 5, validationSplit: 0.2);

        Assert.Equal(here.Names, there.Names);
        foreach (string name in here.Names)
        {
            Assert.All(here[name].Zip(there[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
        Assert.Equal(here.LearningRates, there.LearningRates);
        Agreement.Same(model.GetWeights(), net.GetWeights(), Agreement.Weights);

        net.CopyWeightsTo(model);
        Agreement.Same(model.Predict(s_x), net.Predict(s_x));
        Assert.Equal(model.Evaluate(s_x, s_y).Loss, net.Evaluate(s_x, s_y).Loss, 1e-6f);
    }

    [Fact]
    public void A_loss_of_logits_is_learned_from_as_in_the_kit()
    {
        Sequential model = Network(new SGD(0.1f), new CategoricalCrossentropy(fromLogits: true));
        var y = Tensor.OneHot(Tensor.Of([.. Enumerable.Range(0, 20).Select(i => (float)(i % 2))]), 2);
        using TorchModel net = model.ToTorch();
        float there = net.Fit(s_x, y, batchSize: 6, epochs: 3, verbose: 0, seed: 5).Last.Loss;
        Assert.Equal(model.Fit(s_x, y, batchSize: 6, epochs: 3, verbose: 0, seed: 5).Last.Loss, there, 1e-5f);
    }

    [Fact]
    public void Losses_of_ones_own_weights_of_samples_and_several_outputs_are_learned_from()
    {
        var inputs = new Input(3, 2);
        (SymbolicTensor? sequence, SymbolicTensor? h) =
            new GRU(2, returnSequences: true, returnState: true).Apply(new Masking().Apply(inputs));
        var model = new Model(inputs, [new TimeDistributed(new Dense(2, "softmax")).Apply(sequence), new Dense(1, "sigmoid").Apply(h)]);
        model.Compile(new Adam(0.05f), [Losses.CategoricalCrossentropy, Loss.Of("own", (t, y) => (t - y).Abs().Mean(-1))],
            lossWeights: [1, 0.3f], metrics: [Metrics.Accuracy]);
        Tensor classes = Tensor.OneHot(Tensor.Of(Enumerable.Range(0, 60).Select(i => (float)(i % 2)).ToArray()), 2).Reshape(20, 3, 2);
        var weights = Tensor.RandomUniform(new Shape(20), seed: 4);
        using TorchModel net = model.ToTorch();
        for (int i = 0; i < 3; i++)
        {
            Logs here = model.TrainOnBatch(s_x, new[] { classes, s_y[.., 0].Reshape(20, 1) }, weights),
                there = net.TrainOnBatch(s_x, new[] { classes, s_y[.., 0].Reshape(20, 1) }, weights);
            Assert.Equal(here.Names, there.Names);
            Assert.All(here.Names, name => Assert.Equal(here[name], there[name], 1e-5f));
        }
        Agreement.Same(model.GetWeights(), net.GetWeights(), Agreement.Weights);
    }

    [Fact]
    public void Frozen_layers_stay_and_others_learn()
    {
        Sequential model = Network(new SGD(0.1f));
        model.GetLayer("lstm").Trainable = false;
        using TorchModel net = model.ToTorch();
        TensorList before = net.GetWeights();
        net.Fit(s_x, s_y, verbose: 0);
        TensorList after = net.GetWeights();
        Assert.Equal(before.Take(3).Select(w => w.ToString()), after.Take(3).Select(w => w.ToString()));
        Assert.NotEqual(before[3].ToString(), after[3].ToString());

        net.Model.GetLayer("dense").Trainable = false;
        Assert.Contains("Set Trainable", Assert.Throws<InvalidOperationException>(() => net.Fit(s_x, s_y, verbose: 0)).Message);
    }

    [Fact]
    public void Callbacks_see_the_modules_weights_and_may_set_them()
    {
        Sequential model = Network(new SGD(5f));
        string original = model.Weights[0].Value.ToString();
        using TorchModel net = model.ToTorch();
        var seen = new List<string>();
        var stopping = new EarlyStopping("loss", patience: 2, restoreBestWeights: true);
        History history = net.Fit(s_x, s_y, epochs: 30, verbose: 0,
            callbacks: [stopping, new OnEpoch(m => seen.Add(m.Evaluate(s_x, s_y).Loss.ToString("R")))]);

        Assert.NotNull(stopping.StoppedEpoch);
        Assert.Equal(history.Epochs.Count, seen.Distinct().Count());
        Assert.Equal(seen[stopping.BestEpoch], net.Evaluate(s_x, s_y).Loss.ToString("R")[..0] + seen[stopping.BestEpoch]);
        Assert.Equal(float.Parse(seen[stopping.BestEpoch]), net.Evaluate(s_x, s_y).Loss, 1e-5f);
        Assert.Equal(original, model.Weights[0].Value.ToString());
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_before_the_update_and_leaves_weights_and_states()
    {
        var model = new Sequential(new Input([3, 2], null, batchSize: 2), new LSTM(2, stateful: true, name: "lstm"), new Dense(1));
        model.Compile(new Adam(), Losses.MeanSquaredError);
        using TorchModel net = model.ToTorch();
        Tensor good = s_x[..2], bad = Tensor.Of([.. good.ToArray().Select((v, i) => i == 3 ? float.NaN : v)], good.Shape),
            y = Tensor.Ones(2, 1);
        net.TrainOnBatch(good, y);
        model.SetWeights(net.GetWeights());
        net.CopyStatesTo(model);
        string before = string.Join("\n", net.GetWeights());

        NonFiniteLossException error = Assert.Throws<NonFiniteLossException>(() => net.TrainOnBatch(bad, y));
        Assert.Contains("NaN at [0, 1, 1]", error.Message);
        Assert.Equal(before, string.Join("\n", net.GetWeights()));
        Agreement.Same(model.Predict(good), net.Predict(good));
    }

    [Fact]
    public void The_module_learns_as_the_model_is_compiled_now_or_as_it_was_told_itself()
    {
        Sequential model = Network(new SGD(0f));
        using TorchModel net = model.ToTorch();
        string before = net.GetWeights()[0].ToString();
        net.Fit(s_x, s_y, verbose: 0);
        Assert.Equal(before, net.GetWeights()[0].ToString());

        model.Compile(new SGD(0.1f), Losses.MeanAbsoluteError);
        net.Fit(s_x, s_y, verbose: 0);
        Assert.NotEqual(before, net.GetWeights()[0].ToString());
        Assert.Same(Losses.MeanAbsoluteError, net.Model.CompiledLosses[0]);
        Assert.Equal(0, model.Optimizer.Iterations);

        net.Compile(new Adam(0.01f), Losses.MeanSquaredError);
        net.Fit(s_x, s_y, verbose: 0);
        Assert.Equal(1, net.Model.Optimizer.Iterations);

        using TorchModel plain = new Sequential(new Input(2), new Dense(1)).ToTorch();
        Assert.Contains("Compile", Assert.Throws<InvalidOperationException>(() => plain.Fit(Tensor.Ones(1, 2), Tensor.Ones(1, 1))).Message);
    }

    [Fact]
    public void Wrong_targets_and_stateful_rules_are_named_as_in_the_kit()
    {
        using TorchModel net = Network(new SGD()).ToTorch();
        Assert.Throws<ArgumentException>(() => net.Fit(s_x, Tensor.Ones(19, 2), verbose: 0));
        Assert.Contains("(20, 5)", Assert.Throws<ArgumentException>(() => net.TrainOnBatch(s_x, Tensor.Ones(20, 5))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Fit(s_x, s_y, batchSize: 0));
    }

    [Fact]
    public void Training_is_cancelled_after_the_batch_under_way()
    {
        using TorchModel net = Network(new SGD()).ToTorch();
        using var source = new CancellationTokenSource();
        History history = net.Fit(s_x, s_y, batchSize: 2, epochs: 5, verbose: 0, callbacks: [new OnBatch(source.Cancel)],
            cancellationToken: source.Token);
        Assert.Equal(1, history.Interruption!.Batch);
    }

    private sealed class OnEpoch(Action<Model> act) : Callback
    {
        public override void OnEpochEnd(int epoch, Logs logs) => act(Model);
    }

    private sealed class OnBatch(Action act) : Callback
    {
        public override void OnTrainBatchEnd(int batch, Logs logs) => act();
    }
}
