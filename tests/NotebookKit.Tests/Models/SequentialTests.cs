using NotebookKit.Layers;

namespace NotebookKit.Tests.Models;

public class SequentialTests
{
    private static readonly Tensor s_data = Tensor.Of(new float[,] { { 1, 2 } });

    [Fact]
    public void With_an_Input_the_weights_exist_at_once_and_without_one_at_the_first_data()
    {
        Assert.Equal(2, new Sequential(new Input(2), new Dense(3)).Weights.Count);
        var later = new Sequential(new Dense(3), new Dense(1));
        Assert.Empty(later.Weights);
        Assert.Equal(new Shape(1, 1), later.Predict(s_data).Single().Shape);
        Assert.Equal(4, later.Weights.Count);
        Assert.Equal(["Dense", "Dense"], later.Summary().Rows.Select(r => r.Kind));
    }

    [Fact]
    public void Layers_added_later_stand_on_top()
    {
        var model = new Sequential();
        model.Add(new Input(2));
        model.Add(ModelTests.Scale(2));
        model.Add(ModelTests.Scale(3));
        Assert.Equal([6f, 12], model.Predict(s_data).Single().ToArray());
        Tensor before = model.Weights[0].Value;
        model.Add(ModelTests.Scale(5));
        Assert.Same(before, model.Weights[0].Value);
        Assert.Equal([30f, 60], model.Predict(s_data).Single().ToArray());
    }

    [Fact]
    public void A_layer_that_does_not_fit_leaves_the_stack_as_it_was()
    {
        var model = new Sequential([new Input(2), ModelTests.Scale(2)], "s");
        Assert.Throws<ArgumentException>(() => model.Add(new LSTM(1)));
        Assert.Equal(2, model.Layers.Count);
        Assert.Equal([2f, 4], model.Predict(s_data).Single().ToArray());
        Assert.Equal(
            "Sequential 'states' passes one tensor from layer to layer, but LSTM 'l' returns 3. Drop returnState there, or build the "
            + "network with Model.",
            Assert.Throws<ArgumentException>(() =>
                new Sequential([new Input(3, 1), new LSTM(1, returnState: true, name: "l")], "states")).Message);
    }

    [Fact]
    public void A_stack_whose_first_data_did_not_fit_takes_other_data_afterwards()
    {
        var model = new Sequential([new LSTM(2, name: "l")], "s");
        Assert.Throws<ArgumentException>(() => model.Predict(s_data));
        Assert.Single(model.Layers);
        Assert.Equal(new Shape(1, 2), model.Predict(Tensor.Ones(1, 3, 1)).Single().Shape);
    }

    [Fact]
    public void Errors_say_what_is_missing()
    {
        Assert.Equal(
            "Sequential 's' has no layers. Give it some, or Add them.",
            Assert.Throws<InvalidOperationException>(() => new Sequential([], "s").Predict(s_data)).Message);
        Assert.Equal(
            "Sequential 's' has no graph yet, because its input's shape is not known. Begin it with an Input, for example new Input(3, 1), "
            + "or give it data.",
            Assert.Throws<InvalidOperationException>(() => new Sequential([new Dense(1)], "s").Summary()).Message);
        Assert.Equal(
            "Sequential 's' expects one input; received 2. For several inputs use Model.",
            Assert.Throws<ArgumentException>(() => new Sequential([new Dense(1)], "s").Predict([s_data, s_data])).Message);
    }
}
