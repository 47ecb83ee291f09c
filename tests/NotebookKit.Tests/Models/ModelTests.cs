using NotebookKit.Layers;

namespace NotebookKit.Tests.Models;

public class ModelTests
{
    private static readonly Tensor s_data = Tensor.Of(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });

    [Fact]
    public void Several_inputs_and_outputs_run_in_the_order_given()
    {
        Input a = new(2), b = new(2);
        SymbolicTensor x = Scale(2).Apply(a), y = Scale(10).Apply(b);
        var model = new Model([b, a], [x, y, a]);
        (Tensor? first, Tensor? second, Tensor? third) = model.Predict([s_data * 100, s_data]);
        Assert.Equal((s_data * 2).ToArray(), first.ToArray());
        Assert.Equal((s_data * 1000).ToArray(), second.ToArray());
        Assert.Equal(s_data.ToArray(), third.ToArray());
    }

    [Fact]
    public void A_shared_layer_has_one_set_of_weights()
    {
        Input a = new(2), b = new(2);
        Dense shared = Scale(3);
        var model = new Model([a, b], [shared.Apply(a), shared.Apply(b)]);
        Assert.Single(model.Weights);
        Assert.Equal(4, model.CountParams());
        (Tensor? first, Tensor? second) = model.Predict([s_data, -s_data]);
        Assert.Equal((s_data * 3).ToArray(), first.ToArray());
        Assert.Equal((s_data * -3).ToArray(), second.ToArray());
    }

    [Fact]
    public void A_model_is_a_layer_of_another()
    {
        var inner = new Sequential(new Input(2), Scale(2), Scale(5));
        var outerInput = new Input(2);
        var model = new Model(outerInput, Scale(3).Apply(inner.Apply(outerInput)));
        Assert.Equal((s_data * 30).ToArray(), model.Predict(s_data).Single().ToArray());
        Assert.Equal(3, model.Weights.Count);
        Assert.Same(inner, model.GetLayer(inner.Name));
        Assert.Equal(["input_layer", "sequential", "dense"],
            model.Layers.Select(l => LayerNames.SnakeCase(l is Input ? "InputLayer" : l.Kind)));
    }

    [Fact]
    public void Prediction_in_batches_gives_the_same_and_carries_masks()
    {
        var input = new Input(2);
        var model = new Model(input, Scale(2).Apply(input));
        Tensor masked = s_data.Clone();
        masked.Mask = Tensor.Of(new float[,] { { 1, 1 }, { 1, 0 }, { 0, 0 } });
        for (int batch = 1; batch <= 4; batch++)
        {
            Tensor result = model.Predict(masked, batchSize: batch);
            Assert.Equal((s_data * 2).ToArray(), result.ToArray());
            Assert.Equal(masked.Mask.ToArray(), result.Mask!.ToArray());
            Assert.False(result.RequiresGrad);
        }
        Assert.Null(model.Predict(s_data, batchSize: 2).Single().Mask);
        Assert.Equal(new Shape(0, 2), model.Predict(Tensor.Zeros(0, 2)).Single().Shape);
    }

    [Fact]
    public void A_layer_that_returns_its_input_leaves_that_input_s_mask_alone()
    {
        var mask = Tensor.Of(new float[,] { { 1, 0 } });
        var x = Tensor.Ones(1, 2);
        Tensor y = new Activation(Activations.Linear).Apply(x, mask);
        Assert.Null(x.Mask);
        Assert.Same(mask, y.Mask);
    }

    [Fact]
    public void A_model_that_begins_inside_another_holds_only_what_comes_after()
    {
        var text = new Input(3, 2);
        (SymbolicTensor _, SymbolicTensor? h, SymbolicTensor? c) = new LSTM(4, returnState: true, name: "encoder").Apply(text);
        var start = new Input(2, 5);
        var decoder = new LSTM(4, name: "decoder");
        SymbolicTensor y = decoder.Apply(start, [h, c]);
        var model = new Model([start, h, c], y, "rest");
        Assert.Equal(["InputLayer", "InputLayer", "InputLayer", "decoder"], model.Layers.Select(l => l is Input ? "InputLayer" : l.Name));
        Assert.Equal(decoder.CountParams(), model.CountParams());

        Tensor x = Tensor.RandomNormal(new Shape(2, 2, 5), seed: 1), state = Tensor.RandomNormal(new Shape(2, 4), seed: 2);
        Tensor expected = decoder.Apply(x, initialState: [state, state * 2]);
        Assert.Equal(expected.ToArray(), model.Predict([x, state, state * 2]).Single().ToArray());
        string file = Path.GetTempFileName();
        model.Save(file);
        Assert.Equal(expected.ToArray(), Model.Load(file).Predict([x, state, state * 2]).Single().ToArray());
        File.Delete(file);
        Input a = new(2, 5), b = new(4), d = new(4);
        Assert.Equal(expected.ToArray(), new Model([a, b, d], model.Apply([a, b, d])).Predict([x, state, state * 2]).Single().ToArray());
    }

    [Fact]
    public void A_tensor_that_is_given_is_not_computed_where_its_layer_is_needed_for_another()
    {
        var text = new Input([3, 2], "text");
        var encoder = new LSTM(4, returnState: true, name: "encoder");
        (SymbolicTensor _, SymbolicTensor? h, SymbolicTensor? c) = encoder.Apply(text);
        SymbolicOutputs sum = new Add().Apply([h, c]);
        Assert.Equal(
            "Model 'sum' depends on the input 'text', which is not among its inputs (encoder). Add it to the inputs.",
            Assert.Throws<ArgumentException>(() => new Model(h, sum, "sum")).Message);
        Tensor x = Tensor.Ones(1, 3, 2), given = Tensor.Full(new Shape(1, 4), 7);
        Assert.Equal((encoder.Apply(x)[2] + given).ToArray(), new Model([text, h], sum).Predict([x, given]).Single().ToArray());
        Assert.Equal(
            "Model 'twice' has text (None, 3, 2) among its inputs 2 times. Name it once, and let the layers share it.",
            Assert.Throws<ArgumentException>(() => new Model([text, text], sum, "twice")).Message);
    }

    [Fact]
    public void No_samples_give_outputs_without_samples()
    {
        var model = new Sequential(
            new Input(3, 2), new LSTM(4, returnSequences: true), new Reshape(-1, 2), new Bidirectional(new GRU(3)), new RepeatVector(2),
                new SimpleRNN(2));
        Assert.Equal(new Shape(0, 2), model.Predict(Tensor.Zeros(0, 3, 2)).Single().Shape);
    }

    [Fact]
    public void Weights_are_read_and_set_in_one_list()
    {
        var input = new Input(2);
        var model = new Model(input, new Dense(1).Apply(new Dense(3).Apply(input)));
        Tensor[] values = [.. model.Weights.Select((w, i) => Tensor.Full(w.Shape, i + 1))];
        model.SetWeights(values);
        Assert.Equal([new(2, 3), new(3), new(3, 1), new(1)], model.GetWeights().Select(w => w.Shape));
        Assert.Equal([1f, 2, 3, 4], model.GetWeights().Select(w => w.Values[0]));
        model.GetWeights()[0].Data[0] = 99;
        Assert.Equal(1, model.Weights[0].Value.Values[0]);
        // (1·1 + 1·1) + 2 = 4 three times, times 3, plus 4.
        Assert.Equal(40, model.Predict(Tensor.Ones(1, 2)).Single().Item());
    }

    [Fact]
    public void Weights_that_are_set_from_each_other_are_exchanged()
    {
        var input = new Input(2);
        var model = new Model(input, new Dense(2, useBias: false).Apply(new Dense(2, useBias: false).Apply(input)));
        TensorList before = model.GetWeights();
        model.SetWeights(model.Weights[1].Value, model.Weights[0].Value.Reshape(2, 2));
        Assert.Equal(before[1].ToArray(), model.Weights[0].Value.ToArray());
        Assert.Equal(before[0].ToArray(), model.Weights[1].Value.ToArray());
    }

    [Fact]
    public void Twenty_thousand_applications_in_a_row_make_a_model()
    {
        var input = new Input(2);
        Dense layer = Scale(1);
        SymbolicTensor x = input;
        for (int i = 0; i < 20_000; i++)
            x = layer.Apply(x);
        Assert.Equal(20_001, new Model(input, x).Calls.Count);
    }

    [Fact]
    public void Errors_name_the_model_what_was_expected_and_what_came()
    {
        Input a = new([2], "a"), b = new([3], "b");
        var model = new Model([a, b], [Scale(1).Apply(a), new Dense(1).Apply(b)], "pair");
        Check("Model 'pair' expects 2 inputs (a (None, 2), b (None, 3)); received 1. Give one tensor for each input, in this order.", () =>
            model.Predict(s_data));
        Check("Model 'pair' expects input 'b' of shape (None, 3); received (3, 2). The axes must have these lengths; None stands for any.",
            () => model.Predict([s_data, s_data]));
        Check("Model 'pair' expects input 'a' of shape (None, 2); received (2,). The batch axis is missing: Reshape(1, 2).", () =>
            model.Predict([s_data[0], s_data]));
        Check("Model 'pair' expects as many samples of every input; received (3, 2) and (2, 3). (Parameter 'data')", () =>
            model.Predict([s_data, s_data.Reshape(2, 3)]));
        Check("Model 'pair' has no layer 'c'; its layers are a, b, dense_of_1, dense_b. (Parameter 'name')", () =>
            new Model([a, b], [Scale(1, "dense_of_1").Apply(a), new Dense(1, name: "dense_b").Apply(b)], "pair").GetLayer("c"));
        Check("Model 'm' depends on the input 'b', which is not among its inputs (a). Add it to the inputs.", () =>
            new Model(a, new Dense(1).Apply(b), "m"));
        Check("Model 'm' has 2 layers named 'twin'; names must be unique in a model. Give each its own name.", () =>
            new Model(a, Scale(1, "twin").Apply(Scale(2, "twin").Apply(a)), "m"));
        Check("Model 'm' expects at least one input and one output; received 1 and 0.", () => new Model([a], [], "m"));
        Check("Dense 'd' has 2 weights: kernel (2, 1), bias (1,); received 1 tensors. (Parameter 'values')", () =>
            Built().SetWeights(s_data));
        Check(
            "Dense 'd' expects kernel of shape (2, 1); received (3, 2). The weights must come from a layer with the same settings and as "
            + "many input features. (Parameter 'values')", () => Built().SetWeights(s_data, s_data));
        Assert.Equal(
            "Dense 'd' has no weights yet: they are made when the number of input features is known. Apply the layer first, or give the "
            + "model an Input.",
            Assert.Throws<InvalidOperationException>(() => new Dense(1, name: "d").SetWeights(s_data)).Message);

        static Dense Built()
        {
            var dense = new Dense(1, name: "d");
            dense.EnsureBuilt(new Shape(1, 2));
            return dense;
        }

        static void Check(string message, Action act) => Assert.Equal(message, Assert.Throws<ArgumentException>(act).Message);
    }

    /// <summary>A layer that multiplies two features by a number.</summary>
    internal static Dense Scale(float by, string? name = null)
    {
        var dense = new Dense(2, useBias: false, name: name);
        dense.EnsureBuilt(new Shape(1, 2));
        dense.SetWeights(Tensor.Eye(2) * by);
        return dense;
    }
}
