using NotebookKit.Layers;

namespace NotebookKit.Tests.Graph;

public class LayerCallTests
{
    [Fact]
    public void A_models_calls_stand_in_running_order_with_what_goes_in_and_comes_out()
    {
        var inputs = new Input([3, 1], "data");
        var lstm = new LSTM(2, returnState: true, name: "lstm");
        (SymbolicTensor? output, SymbolicTensor? h, SymbolicTensor? c) = lstm.Apply(inputs);
        var shared = new Dense(2, name: "dense");
        SymbolicOutputs sum = new Add(name: "sum").Apply([shared.Apply(output), shared.Apply(h), c]);
        var model = new Model(inputs, sum);

        Assert.Equal(["data", "lstm", "dense", "dense", "sum"], model.Calls.Select(call => call.Layer.Name));
        Assert.Equal("lstm: data (None, 3, 1) → lstm[0] (None, 2), lstm[1] (None, 2), lstm[2] (None, 2)", model.Calls[1].ToString());
        Assert.Same(model.Calls[1], model.Calls[2].Inputs[0].Call);
        Assert.Equal([2, 3], model.Calls[4].Inputs.Take(2).Select(i => model.Calls.ToList().IndexOf(i.Call)));
        Assert.Empty(model.Calls[0].Inputs);
        Assert.All(model.Calls, call => Assert.Empty(call.Masks));
    }

    [Fact]
    public void An_input_that_is_null_is_named()
    {
        var add = new Add(name: "sum");
        Assert.StartsWith("Dense 'out': expected a tensor for each input, received null for input 0 of 1.",
            Assert.Throws<ArgumentNullException>(() => new Dense(1, name: "out").Apply((Tensor)null!)).Message);
        Assert.StartsWith("Add 'sum': expected a tensor for each input, received null for input 1 of 2.",
            Assert.Throws<ArgumentNullException>(() => add.Apply([Tensor.Ones(1, 2), null!])).Message);
        Assert.Contains("input 1 of 2",
            Assert.Throws<ArgumentNullException>(() => add.Apply([Tensor.Ones(1, 2), null!], mask: [null, null])).Message);
        Assert.Contains("input 0 of 1",
            Assert.Throws<ArgumentNullException>(() => new LSTM(1).Apply((SymbolicTensor)null!)).Message);
        Assert.Contains("input 1 of 2",
            Assert.Throws<ArgumentNullException>(() => add.Apply([new Input(2).Output, null!], mask: [null, null])).Message);
        Assert.Throws<ArgumentNullException>("inputs", () => add.Apply((SymbolicTensor[])null!));
    }

    [Fact]
    public void Given_masks_are_one_list_in_the_order_of_the_inputs()
    {
        var x = new Input(3, 2);
        var steps = new Input(3);
        SymbolicTensor one = new LSTM(2, returnSequences: true).Apply(x, mask: steps);
        SymbolicTensor two = new Attention().Apply([one, one], mask: [null, steps]);
        var model = new Model([x, steps], two);

        Assert.Equal([steps.Output], model.Calls[2].Masks);
        Assert.Equal([null, steps.Output], model.Calls[3].Masks);
        Assert.Equal([x.Output, steps.Output], model.Calls[2].Needs);
    }

    [Fact]
    public void A_mask_of_one_input_leaves_the_others_what_they_carry()
    {
        Tensor a = Tensor.Ones(1, 2, 1).WithMask(Tensor.Of(new float[,] { { 1, 0 } }));
        Tensor b = Tensor.Ones(1, 2, 1).WithMask(Tensor.Of(new float[,] { { 0, 1 } }));

        Tensor joined = new Concatenate().Apply([a, b], mask: Tensor.Zeros(1, 2));

        Assert.Equal([0, 1], joined.Mask!.ToArray());
        Assert.Contains("(1, 2)", Assert.Throws<ArgumentException>(() => a.WithMask(Tensor.Ones(2))).Message);
    }
}
