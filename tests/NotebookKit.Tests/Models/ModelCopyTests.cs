using NotebookKit.Layers;

namespace NotebookKit.Tests.Models;

public class ModelCopyTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(4, 3, 2), seed: 1),
        s_y = Tensor.RandomNormal(new Shape(4, 1), seed: 2);

    private static Sequential Network() =>
        new(new Input([3, 2], "data", batchSize: 4), new LSTM(3, stateful: true, name: "lstm"), new Dense(1, name: "dense"));

    [Fact]
    public void A_copy_has_the_same_names_weights_and_states_and_goes_its_own_way()
    {
        Sequential model = Network();
        model.Compile(new Adam(0.01f), Losses.MeanSquaredError, Metrics.MeanAbsoluteError);
        model.Fit(s_x, s_y, batchSize: 4, shuffle: false, verbose: 0);

        Model copy = model.Copy();
        Assert.Equal(model.Layers.Select(l => l.Name), copy.Layers.Select(l => l.Name));
        Assert.Equal(model.Weights.Select(w => w.Value.ToString()), copy.Weights.Select(w => w.Value.ToString()));
        Assert.Equal(0, copy.Optimizer.Iterations);
        Assert.Equal(0.01f, copy.Optimizer.LearningRate);
        Assert.Same(model.CompiledLosses[0], copy.CompiledLosses[0]);

        string before = model.Weights[0].Value.ToString();
        copy.Fit(s_x, s_y, batchSize: 4, shuffle: false, verbose: 0);
        Assert.Equal(before, model.Weights[0].Value.ToString());
        Assert.NotEqual(before, copy.Weights[0].Value.ToString());
    }

    [Fact]
    public void States_carry_over_to_the_copy()
    {
        Sequential model = Network();
        model.Predict(s_x);
        Assert.Equal(model.Copy().Predict(s_x).ToString(), model.Predict(s_x).ToString());
    }

    [Fact]
    public void A_function_of_ones_own_cannot_be_copied()
    {
        var model = new Sequential(new Input(3), new Lambda(x => x * 2, name: "twice"));
        Assert.Contains("'twice'", Assert.Throws<InvalidOperationException>(model.Copy).Message);
    }

    [Fact]
    public void Outputs_computed_elsewhere_come_apart_like_predictions()
    {
        var inputs = new Input(3, 2);
        var model = new Model(inputs, new LSTM(2, returnState: true, name: "lstm").Apply(inputs));
        Outputs outputs = model.OutputsOf(Tensor.Ones(1, 2), Tensor.Zeros(1, 2), Tensor.Ones(1, 2));
        (Tensor _, Tensor? h, Tensor _) = outputs;
        Assert.Equal([0, 0], h.ToArray());
        Assert.Contains("lstm", Assert.Throws<InvalidOperationException>(() => outputs.Single()).Message);
        Assert.Contains("(1, 3)", Assert.Throws<ArgumentException>(() => model.OutputsOf(Tensor.Ones(1, 3), h, h)).Message);
    }
}
