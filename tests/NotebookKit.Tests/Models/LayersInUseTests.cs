using NotebookKit.Layers;

namespace NotebookKit.Tests.Models;

/// <summary>One model in two threads. The first stands still in a callback until the second has had its answer.</summary>
public sealed class LayersInUseTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(4, 3, 2), seed: 1), s_y = Tensor.Ones(4, 1);

    private static Sequential Network(string name)
    {
        var model = new Sequential([new Input(3, 2), new LSTM(2, name: name + "_lstm"), new Dense(1, name: name + "_dense")], name);
        model.Compile(new SGD(0.1f), "mse");
        return model;
    }

    /// <summary>Runs something while another thread trains the model, and gives what it threw.</summary>
    private static Exception? WhileTraining(Model model, Action act)
    {
        using ManualResetEventSlim begun = new(), go = new();
        Callback stand = new LambdaCallback(onTrainBegin: () =>
        {
            begun.Set();
            go.Wait();
        });
        Task<History> training = Task.Run(() => model.Fit(s_x, s_y, epochs: 2, verbose: 0, callbacks: [stand]));
        begun.Wait();
        try
        {
            return Record.Exception(act);
        }
        finally
        {
            go.Set();
            Assert.Equal(2, training.Result.Epochs.Count);
        }
    }

    [Theory]
    [InlineData("Fit"), InlineData("TrainOnBatch"), InlineData("Predict"), InlineData("Evaluate")]
    public void While_a_thread_trains_no_other_may_use_the_model(string what)
    {
        Sequential model = Network("shared");
        Exception? error = WhileTraining(model, () =>
        {
            switch (what)
            {
                case "Fit":
                    model.Fit(s_x, s_y, verbose: 0);
                    break;
                case "TrainOnBatch":
                    model.TrainOnBatch(s_x, s_y);
                    break;
                case "Predict":
                    model.Predict(s_x);
                    break;
                default:
                    model.Evaluate(s_x, s_y);
                    break;
            }
        });
        Assert.Equal(
            $"Sequential 'shared' cannot run {what} now: Fit runs on another thread, and training changes the weights in place. "
            + "Wait for it to end, or give one of them a model of its own by model.Copy().",
            Assert.IsType<InvalidOperationException>(error).Message);
        model.Predict(s_x);
        model.Fit(s_x, s_y, verbose: 0);
    }

    [Fact]
    public void A_model_that_shares_a_layer_is_named_too()
    {
        Sequential model = Network("whole");
        var part = new Model(model.Inputs[0], model.Calls[1].Outputs[0], "part");
        Assert.Contains(
            "Model 'part' cannot run Predict now: Fit of Sequential 'whole', which shares LSTM 'whole_lstm' with it, runs on "
            + "another thread",
            WhileTraining(model, () => part.Predict(s_x))!.Message);
    }

    [Fact]
    public void Of_eight_threads_that_train_at_once_each_trains_or_is_told_and_the_weights_stay_numbers()
    {
        Sequential model = Network("contended");
        using var together = new Barrier(8);
        var errors = new Exception?[8];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() => errors[i] = Record.Exception(() =>
        {
            together.SignalAndWait();
            model.Fit(s_x, s_y, epochs: 3, verbose: 0);
        })))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Contains(null, errors);
        Assert.All(errors.OfType<Exception>(), error =>
            Assert.StartsWith("Sequential 'contended' cannot run Fit now", Assert.IsType<InvalidOperationException>(error).Message));
        Assert.All(model.GetWeights(), weight => Assert.All(weight.ToArray(), value => Assert.True(float.IsFinite(value))));
        model.Fit(s_x, s_y, verbose: 0);
    }

    [Fact]
    public void A_model_that_is_trained_elsewhere_is_saved_and_copied_whole()
    {
        Sequential model = Network("written");
        float[] before = [.. model.GetWeights().SelectMany(weight => weight.ToArray())];
        Assert.Null(WhileTraining(model, () => Assert.Equal(
            before, model.Copy().GetWeights().SelectMany(weight => weight.ToArray()))));
    }

    [Fact]
    public void Another_model_and_a_copy_are_free()
    {
        Sequential model = Network("one"), other = Network("two");
        Assert.Null(WhileTraining(model, () => other.Fit(s_x, s_y, verbose: 0)));
        Model copy = model.Copy();
        Assert.Null(WhileTraining(model, () => copy.Predict(s_x)));
    }

    [Fact]
    public void Callbacks_use_the_model_that_they_train()
    {
        Sequential model = Network("own");
        var losses = new List<float>();
        model.Fit(s_x, s_y, epochs: 2, verbose: 0, callbacks: [new LambdaCallback(onEpochEnd: (_, _) =>
        {
            model.Predict(s_x);
            losses.Add(model.Evaluate(s_x, s_y).Loss);
            model.TrainOnBatch(s_x, s_y);
        })]);
        Assert.Equal(2, losses.Count);
    }

    [Fact]
    public void Many_threads_predict_at_once_with_the_same_numbers()
    {
        var model = new Sequential(new LSTM(3), new Dense(1));
        var results = new Tensor[8];
        Parallel.For(0, results.Length, i => results[i] = model.Predict(s_x));
        Assert.All(results, r => Assert.Equal(results[0].ToArray(), r.ToArray()));
    }

    [Fact]
    public async Task An_error_in_training_frees_the_model()
    {
        Sequential model = Network("failing");
        Assert.Throws<ArgumentException>(() => model.Fit(s_x, Tensor.Ones(3, 1), verbose: 0));
        Assert.Throws<InvalidOperationException>(() =>
            model.Fit(s_x, s_y, verbose: 0,
            callbacks: [new LambdaCallback(onTrainBegin: () => throw new InvalidOperationException("stop"))]));
        await Task.Run(() => model.Fit(s_x, s_y, verbose: 0));
    }
}
