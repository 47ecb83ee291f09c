using NotebookKit.Layers;

namespace NotebookKit.Tests.Training;

/// <summary>What training refuses, and what the errors say.</summary>
public class TrainingRulesTests
{
    private static Sequential Compiled(params Layer[] layers)
    {
        var model = new Sequential(layers, "net");
        model.Compile(new SGD(0.1f), "mse");
        return model;
    }

    private static string Refusal(Action act) => Assert.ThrowsAny<Exception>(act).Message;

    [Fact]
    public void A_model_must_be_compiled() =>
        Assert.StartsWith("Sequential 'net' is not compiled. Call Compile first",
            Refusal(() => new Sequential([new Input(1), new Dense(1)], "net").Fit(Tensor.Ones(1, 1), Tensor.Ones(1, 1))));

    [Fact]
    public void Data_that_does_not_fit_is_named()
    {
        Sequential model = Compiled(new Input(2), new Dense(1, name: "out"));
        Assert.Contains("expects input 'input", Refusal(() => model.Fit(Tensor.Ones(4, 3), Tensor.Ones(4, 1))));
        Assert.Contains("expects a target for each of the 4 samples in x; received targets of shape (3, 1)",
            Refusal(() => model.Fit(Tensor.Ones(4, 2), Tensor.Ones(3, 1))));
        Assert.Contains("has one output, out (None, 1), and expects as many targets in x; received 2",
            Refusal(() => model.Fit(Tensor.Ones(4, 2), new[] { Tensor.Ones(4, 1), Tensor.Ones(4, 1) })));
        Assert.Contains("a sampleWeight of shape (4,), or with a time axis (4, time); received (3,)",
            Refusal(() => model.Fit(Tensor.Ones(4, 2), Tensor.Ones(4, 1), sampleWeight: Tensor.Ones(3))));
        Assert.Contains("at least one sample in x; received (0, 2)", Refusal(() => model.Fit(Tensor.Ones(0, 2), Tensor.Ones(0, 1))));
        Assert.Contains("'net' expects tensors in x; received null.", Refusal(() => model.Fit((Tensor)null!, Tensor.Ones(4, 1))));
        Assert.Contains("expects tensors in x; received null.", Refusal(() => model.Evaluate(Tensor.Ones(4, 2), (Tensor)null!)));
        Assert.Contains("expected a tensor for each input, received null for input 0 of 1", Refusal(() => model.Predict((Tensor)null!)));
        Assert.Contains("in validationData",
            Refusal(() => model.Fit(Tensor.Ones(4, 2), Tensor.Ones(4, 1), validationData: (Tensor.Ones(2, 2), Tensor.Ones(3, 1)))));
        Assert.Contains("validationSplit is a share between 0 and 1; received 1",
            Refusal(() => model.Fit(Tensor.Ones(4, 2), Tensor.Ones(4, 1), validationSplit: 1)));
        Assert.Contains("cannot keep 0.1 of 1 samples",
            Refusal(() => model.Fit(Tensor.Ones(1, 2), Tensor.Ones(1, 1), validationSplit: 0.1)));
        Assert.Contains("mean_squared_error expects targets of the same shape as the predictions, (4, 1); received (4, 2)",
            Refusal(() => model.Fit(Tensor.Ones(4, 2), Tensor.Ones(4, 2))));
    }

    [Fact]
    public void A_model_of_frozen_layers_has_nothing_to_learn()
    {
        Sequential model = Compiled(new Input(1), new Dense(1) { Trainable = false });
        Assert.Contains("has no weights that training could change",
            Refusal(() => model.Fit(Tensor.Ones(1, 1), Tensor.Ones(1, 1), verbose: 0)));
    }

    [Fact]
    public void The_number_of_losses_is_that_of_the_outputs()
    {
        var input = new Input(1);
        var model =
            new Model(input, new SymbolicTensor[] { new Dense(1, name: "a").Apply(input), new Dense(1, name: "b").Apply(input) }, "two");
        model.Compile(new SGD(), ["mse", "mse", "mae"]);
        Assert.Contains("compiled with 3 losses but has 2 outputs (a, b)",
            Refusal(() => model.Fit(Tensor.Ones(1, 1), new[] { Tensor.Ones(1, 1), Tensor.Ones(1, 1) })));
        Assert.Contains("a weight for each of the 2 losses; received 1",
            Refusal(() => model.Compile(new SGD(), ["mse", "mae"], lossWeights: [1])));
    }

    [Fact]
    public void Stateful_layers_want_whole_batches_in_their_order()
    {
        Sequential model = Compiled(new Input([3, 1], null, batchSize: 2), new LSTM(1, stateful: true, name: "memory"));
        Tensor x = Tensor.Ones(4, 3, 1), y = Tensor.Ones(4, 1);
        Assert.Contains(
            "LSTM 'memory' is stateful: sample i of a batch continues sample i of the batch before, so samples must keep their order. Pass "
            + "shuffle: false", Refusal(() => model.Fit(x, y, batchSize: 2)));
        Assert.Contains("3 samples in x do not make whole batches of 2. Leave 1 samples out",
            Refusal(() => model.Fit(x[..3], y[..3], batchSize: 2, shuffle: false)));
        Assert.Contains("1 samples in x do not make whole batches of 2. Give a multiple of 2 samples.",
            Refusal(() => model.Fit(x[..1], y[..1], batchSize: 2, shuffle: false)));
        Assert.Contains("has a fixed batch size of 2; received batches of 4 in x. Pass batchSize: 2",
            Refusal(() => model.Fit(x, y, batchSize: 4, shuffle: false)));
        Assert.Contains("has a fixed batch size of 2; received batches of 32 in x. Pass batchSize: 2", Refusal(() => model.Evaluate(x, y)));
        Assert.Contains("received batches of 32 in x. Give a multiple of 2 samples, and pass batchSize: 2.",
            Refusal(() => model.Evaluate(x[..3], y[..3])));
        Assert.Single(model.Fit(x, y, batchSize: 2, shuffle: false, verbose: 0).Epochs);
    }

    [Fact]
    public void A_loss_that_is_not_finite_names_epoch_batch_and_layer()
    {
        Sequential model = Compiled(new Input([1], "numbers"),
            new Dense(1, new ActivationFunction("logarithm", x => x.Log()), useBias: false, kernelInitializer: new Ones(), name: "log"),
            new Dense(1, name: "out"));
        var x = Tensor.Ones(4, 1);
        x.Data[3] = 0;
        float[] before = [.. model.GetWeights().SelectMany(w => w.ToArray())];
        model.Compile(new SGD(0), "mse");
        NonFiniteLossException error =
            Assert.Throws<NonFiniteLossException>(() => model.Fit(x, Tensor.Ones(4, 1), batchSize: 2, shuffle: false, verbose: 0));
        Assert.Equal((1, 2, "log"), (error.Epoch, error.Batch, error.LayerName));
        Assert.StartsWith(
            "Training of Sequential 'net' stopped in epoch 1, batch 2 of 2: the loss is infinity. It first appears in Dense 'log', whose "
            + "output holds -infinity at [1, 0]", error.Message);
        Assert.Equal(before, model.GetWeights().SelectMany(w => w.ToArray()));
    }

    [Fact]
    public void A_loss_that_is_not_finite_because_of_the_data_names_the_place()
    {
        Sequential model = Compiled(new Input([2], "numbers"), new Dense(1));
        Tensor x = Tensor.Ones(2, 2), y = Tensor.Ones(2, 1);
        x.Data[3] = float.NaN;
        Assert.Contains("The data for input 'numbers' holds NaN at [1, 1] of the batch.",
            Assert.Throws<NonFiniteLossException>(() => model.Fit(x, y, shuffle: false, verbose: 0)).Message);
        y.Data[0] = float.PositiveInfinity;
        Assert.Contains("The targets hold infinity at [0, 0] of the batch.",
            Assert.Throws<NonFiniteLossException>(() => model.TrainOnBatch(Tensor.Ones(2, 2), y)).Message);
    }

    [Fact]
    public void A_loss_that_is_not_finite_because_of_weights_names_the_update()
    {
        Sequential model = Compiled(new Input(1), new Dense(1, name: "steep"));
        model.Compile(new SGD(1e30f), "mse");
        NonFiniteLossException error =
            Assert.Throws<NonFiniteLossException>(() => model.Fit(Tensor.Ones(1, 1) * 1e10f, Tensor.Zeros(1, 1), epochs: 9, verbose: 0));
        Assert.Equal("steep", error.LayerName);
        Assert.Contains("'steep', whose kernel holds", error.Message);
        Assert.Equal(2, error.Epoch);
    }

    [Fact]
    public void A_batch_without_a_finite_loss_leaves_stateful_layers_as_they_were()
    {
        foreach (Layer memory in new Layer[] { new LSTM(2, stateful: true), new Bidirectional(new GRU(2, stateful: true)) })
        {
            Sequential model = Compiled(new Input([3, 1], null, 2), memory, new Dense(1));
            model.Compile(new SGD(0), "mse");
            Tensor x = Tensor.Ones(2, 3, 1), y = Tensor.Ones(2, 1);
            model.TrainOnBatch(x, y);
            float second = model.TrainOnBatch(x, y)["loss"];
            ((IStateful)memory).ResetState();
            model.TrainOnBatch(x, y);
            Assert.Throws<NonFiniteLossException>(() => model.TrainOnBatch(Tensor.Full(x.Shape, float.NaN), y));
            Assert.Equal(second, model.TrainOnBatch(x, y)["loss"]);
        }
    }

    [Fact]
    public void A_layer_inside_a_model_is_named_itself()
    {
        var inner = new Sequential([new Input(1), new Dense(1, new ActivationFunction("logarithm", x => x.Log()), name: "deep")], "inner");
        Sequential model = Compiled(new Input(1), new Dense(1, kernelInitializer: new Zeros()), inner);
        Assert.Equal(
            "deep", Assert.Throws<NonFiniteLossException>(() => model.Fit(Tensor.Ones(1, 1), Tensor.Ones(1, 1), verbose: 0)).LayerName);
    }
}
