using NotebookKit.Layers;

namespace NotebookKit.Tests.Training;

public class FitTests
{
    private static readonly Tensor s_x = Tensor.Of(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
    private static readonly Tensor s_y = Tensor.Of(new float[,] { { 0 }, { 1 }, { 1 }, { 0 } });

    private static Sequential Xor() => new(
        new Input(2),
        new Dense(8, Activations.Tanh, kernelInitializer: new GlorotUniform(1)),
        new Dense(1, Activations.Sigmoid, kernelInitializer: new GlorotUniform(2)));

    [Fact]
    public void A_small_network_learns_exclusive_or()
    {
        Sequential model = Xor();
        model.Compile(new Adam(0.05f), Losses.BinaryCrossentropy, Metrics.Accuracy);
        History history = model.Fit(s_x, s_y, batchSize: 4, epochs: 200, verbose: 0, seed: 1);
        Assert.Equal(["loss", "accuracy"], history.Names);
        Assert.Equal(200, history.Epochs.Count);
        Assert.True(history["loss"][^1] < 0.05f, $"loss {history["loss"][^1]}");
        Assert.Equal(1, history["accuracy"][^1]);
        (float loss, float accuracy) = model.Evaluate(s_x, s_y);
        Assert.True(loss <= history["loss"][^1]);
        Assert.Equal(1, accuracy);
    }

    [Fact]
    public void Validation_values_stand_beside_those_of_training()
    {
        Sequential model = Xor();
        model.Compile(new SGD(0.1f), "mse", "mae");
        History history = model.Fit(s_x, s_y, epochs: 2, verbose: 0, validationData: (s_x, s_y));
        Assert.Equal(["loss", "mean_absolute_error", "val_loss", "val_mean_absolute_error"], history.Names);
        Assert.Equal(model.Evaluate(s_x, s_y).Loss, history["val_loss"][^1]);
        KeyNotFoundException error = Assert.Throws<KeyNotFoundException>(() => history["val_accuracy"]);
        Assert.Contains("val_mean_absolute_error", error.Message);
    }

    [Fact]
    public void The_validation_split_is_the_last_share_of_the_samples()
    {
        Tensor x = Tensor.Arange(10).Reshape(10, 1), y = x * 2;
        var model = new Sequential(new Input(1), new Dense(1, kernelInitializer: new Ones()));
        model.Compile(new SGD(0), "mae");
        var plans = new List<TrainingPlan>();
        History history = model.Fit(x, y, validationSplit: 0.2, reporters: [new PlanKeeper(plans)]);
        Assert.Equal((8, 2), (plans[0].Samples, plans[0].ValidationSamples));
        // |x - 2x| = x: the mean of 0…7, and of 8 and 9.
        Assert.Equal((3.5f, 8.5f), (history["loss"][0], history["val_loss"][0]));
    }

    [Fact]
    public void The_loss_of_an_epoch_is_the_mean_over_samples_not_over_batches()
    {
        Tensor x = Tensor.Arange(5).Reshape(5, 1);
        var model = new Sequential(new Input(1), new Dense(1, kernelInitializer: new Ones()));
        model.Compile(new SGD(0), "mae");
        Assert.Equal(2, model.Fit(x, Tensor.Zeros(5, 1), batchSize: 2, verbose: 0)["loss"][0], 1e-6);
    }

    [Fact]
    public void A_batch_larger_than_any_data_is_all_of_it()
    {
        var model = new Sequential(new Input(1), new Dense(1, useBias: false, kernelInitializer: new Zeros()));
        model.Compile(new SGD(0.5f), "mae");
        var one = Tensor.Ones(3, 1);
        Assert.Equal([1f, 0.5f], model.Fit(one, one, batchSize: int.MaxValue, epochs: 2, verbose: 0)["loss"]);
        Assert.Equal(0, model.Evaluate(one, one, batchSize: int.MaxValue)["loss"]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_does_not()
    {
        float[] Trained(int seed)
        {
            Sequential model = Xor();
            model.Compile(new Adam(0.05f), "binary_crossentropy");
            model.Fit(s_x, s_y, batchSize: 1, epochs: 5, verbose: 0, seed: seed);
            return [.. model.GetWeights().SelectMany(w => w.ToArray())];
        }

        Assert.Equal(Trained(7), Trained(7));
        Assert.NotEqual(Trained(7), Trained(8));
    }

    [Fact]
    public void A_cancelled_training_stops_after_the_batch_and_keeps_the_history()
    {
        Sequential model = Xor();
        model.Compile(new SGD(0.1f), "mse");
        using var source = new CancellationTokenSource();
        History history = model.Fit(
            s_x, s_y, batchSize: 1, epochs: 5, verbose: 0, cancellationToken: source.Token,
            callbacks: [new LambdaCallback(onEpochEnd: (_, _) => { }, onTrainBatchEnd: (batch, logs) =>
            {
                if (model.Optimizer.Iterations == 6)
                    source.Cancel();
            })]);
        Assert.Single(history.Epochs);
        Assert.Equal((2, 2, 4), (history.Interruption!.Epoch, history.Interruption.Batch, history.Interruption.Batches));
        Assert.Equal(6, model.Optimizer.Iterations);
        Assert.Contains("cancelled in epoch 2 after batch 2 of 4", history.ToString());
    }

    [Fact]
    public void Gradients_computed_by_hand_before_do_not_leak_into_training()
    {
        Sequential Trained(bool backwardBefore)
        {
            Sequential model = Xor();
            model.Compile(new SGD(0.1f), "mse");
            if (backwardBefore)
                ((Tensor)model.Apply(s_x)).Sum().Backward();
            model.Fit(s_x, s_y, verbose: 0, shuffle: false);
            return model;
        }

        foreach ((Tensor? a, Tensor? b) in Trained(false).GetWeights().Zip(Trained(true).GetWeights()))
            Assert.Equal(a.ToArray(), b.ToArray());
    }

    [Fact]
    public void A_frozen_layer_keeps_its_weights()
    {
        Sequential model = Xor();
        model.Compile(new SGD(0.5f), "mse");
        model.Layers[1].Trainable = false;
        TensorList before = model.GetWeights();
        model.Fit(s_x, s_y, epochs: 3, verbose: 0);
        TensorList after = model.GetWeights();
        Assert.Equal(before[0].ToArray(), after[0].ToArray());
        Assert.NotEqual(before[2].ToArray(), after[2].ToArray());
    }

    [Fact]
    public void A_frozen_layer_inside_a_model_keeps_its_weights_too()
    {
        var frozen = new Dense(2, name: "frozen") { Trainable = false };
        var inner = new Sequential([new Input(2), frozen], "inner");
        var model = new Sequential(new Input(2), inner, new Dense(1, Activations.Sigmoid));
        model.Compile("sgd", "mse");
        Assert.Equal(3, model.Summary().TrainableParams);
        float[] before = frozen.GetWeights()[0].ToArray();
        model.Fit(s_x, s_y, epochs: 3, verbose: 0);
        Assert.Equal(before, frozen.GetWeights()[0].ToArray());
    }

    [Fact]
    public void A_masked_sequence_trains_on_the_steps_that_count()
    {
        // The targets of masked steps are far off; were they to count, the loss could not be that of the rest.
        var model = new Sequential(new Input(3, 1), new Masking(-1), new LSTM(4, returnSequences: true), new Dense(1));
        model.Compile("adam", "mae", Metrics.MeanAbsoluteError);
        Tensor x = Tensor.Of([0.1f, 0.2f, -1f, 0.3f, -1f, -1f], new Shape(2, 3, 1)),
            y = Tensor.Of([0f, 0f, 1e6f, 0f, 1e6f, 1e6f], new Shape(2, 3, 1));
        (float loss, float error) = model.Evaluate(x, y);
        Tensor output = model.Predict(x);
        float expected = (MathF.Abs(output[0, 0, 0].Item()) + MathF.Abs(output[0, 1, 0].Item()) + MathF.Abs(output[1, 0, 0].Item())) / 3;
        Assert.Equal(expected, loss, 1e-5);
        Assert.Equal(expected, error, 1e-5);
        Assert.True(model.Fit(x, y, epochs: 20, verbose: 0)["loss"][^1] < loss);
    }

    [Fact]
    public void Reporters_learn_what_happens_in_order()
    {
        Sequential model = Xor();
        model.Compile(new SGD(0.1f), "mse");
        var text = new StringWriter();
        model.Fit(s_x, s_y, batchSize: 3, epochs: 2, reporters: [new TextReporter(text)]);
        string[] lines = text.ToString().Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.Matches("^Epoch 1/2 - 2/2 - [0-9]+s - [0-9]+[mu]?s/step - loss: 0\\.[0-9]{4}$", lines[0]);
        Assert.StartsWith("Epoch 2/2", lines[1]);
    }

    [Fact]
    public void Two_outputs_have_a_loss_each()
    {
        var input = new Input([2], "numbers");
        SymbolicTensor sum = new Dense(1, name: "sum").Apply(input), product = new Dense(1, name: "product").Apply(input);
        var model = new Model(input, [sum, product]);
        model.Compile(new Adam(), ["mse", "mae"], lossWeights: [1, 0.5f], metrics: ["mae"]);
        History history = model.Fit(s_x, new[] { s_x[.., 0..1] + s_x[.., 1..2], s_x[.., 0..1] * s_x[.., 1..2] }, verbose: 0);
        Assert.Equal(["loss", "sum_loss", "product_loss", "sum_mean_absolute_error", "product_mean_absolute_error"], history.Names);
        Assert.Equal(history["loss"][0], history["sum_loss"][0] + 0.5f * history["product_loss"][0], 1e-6);
    }

    private sealed class PlanKeeper(List<TrainingPlan> plans) : ITrainingReporter
    {
        public void OnTrainBegin(TrainingPlan plan) => plans.Add(plan);

        public void OnBatchEnd(TrainingProgress progress)
        {
        }

        public void OnEpochEnd(TrainingProgress progress)
        {
        }

        public void OnTrainEnd(History history)
        {
        }

        public void OnTrainError(Exception error)
        {
        }
    }
}
