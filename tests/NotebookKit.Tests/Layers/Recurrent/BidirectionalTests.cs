using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class BidirectionalTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1);

    [Fact]
    public void An_LSTM_with_states_gives_five_tensors()
    {
        var layer = new Bidirectional(new LSTM(4, returnSequences: true, returnState: true));
        (Tensor? y, Tensor? forwardH, Tensor? forwardC, Tensor? backwardH, Tensor? backwardC) = layer.Apply(s_x);
        Assert.Equal(new Shape(2, 5, 8), y.Shape);
        Assert.All([forwardH, forwardC, backwardH, backwardC], s => Assert.Equal(new Shape(2, 4), s.Shape));
        // The forward layer ends at the last step, the backward layer at the first.
        Assert.Equal(y[.., ^1, ..4].ToArray(), forwardH.ToArray());
        Assert.Equal(y[.., 0, 4..].ToArray(), backwardH.ToArray());
    }

    [Theory]
    [InlineData(MergeMode.Concat, 1, 8)]
    [InlineData(MergeMode.Sum, 1, 4)]
    [InlineData(MergeMode.Mul, 1, 4)]
    [InlineData(MergeMode.Ave, 1, 4)]
    [InlineData(MergeMode.None, 2, 4)]
    public void The_shapes_of_a_graph_are_those_computed(MergeMode mode, int outputs, int units)
    {
        var layer = new Bidirectional(new GRU(4, returnState: true), mode);
        SymbolicOutputs symbolic = layer.Apply(new Input(5, 3));
        Outputs computed = layer.Apply(s_x);
        Assert.Equal(outputs + 2, symbolic.Count);
        Assert.Equal(new Shape(Shape.Unknown, units), symbolic[0].Shape);
        Assert.Equal(symbolic.Select(s => s.Shape.With(0, 2)), computed.Select(t => t.Shape));
    }

    [Fact]
    public void Both_directions_have_weights_of_their_own()
    {
        var layer = new Bidirectional(new LSTM(4, name: "lstm"));
        layer.Apply(s_x);
        Assert.Equal(("forward_lstm", "backward_lstm"), (layer.ForwardLayer.Name, layer.BackwardLayer.Name));
        Assert.Equal(["kernel", "recurrent_kernel", "bias", "kernel", "recurrent_kernel", "bias"], layer.Weights.Select(w => w.Name));
        Assert.NotEqual(layer.GetWeights()[0].ToArray(), layer.GetWeights()[3].ToArray());
        Assert.Equal(2 * 4 * (4 * (4 + 3) + 4), layer.CountParams());
    }

    [Fact]
    public void The_copies_keep_every_setting()
    {
        var layer = new Bidirectional(new LSTM(
            4, "relu", Activations.HardSigmoidKeras2, useBias: false, new Constant(1), new Constant(2), new Constant(3),
            unitForgetBias: false,
            dropout: 0.1f, recurrentDropout: 0.2f, returnSequences: true, returnState: true, stateful: true, seed: 5));
        foreach (LSTM copy in new[] { layer.ForwardLayer, layer.BackwardLayer }.Cast<LSTM>())
        {
            Assert.Equal((4, "relu", "hard_sigmoid_keras2", false, false),
                (copy.Units, copy.Activation.Name, copy.RecurrentActivation.Name, copy.UseBias, copy.UnitForgetBias));
            Assert.Equal([1, 2, 3],
                new[] { copy.KernelInitializer, copy.RecurrentInitializer, copy.BiasInitializer }.Select(i => ((Constant)i).Value));
            Assert.Equal((0.1f, 0.2f, true, true, true, 5),
                (copy.Dropout, copy.RecurrentDropout, copy.ReturnSequences, copy.ReturnState, copy.Stateful, copy.Seed));
        }
        var gru = (GRU)new Bidirectional(new GRU(4, resetAfter: false)).BackwardLayer;
        Assert.Equal((false, true), (gru.ResetAfter, gru.GoBackwards));
    }

    [Fact]
    public void States_of_both_directions_start_it()
    {
        Tensor[] states = [.. Enumerable.Range(0, 4).Select(i => Tensor.RandomNormal(new Shape(2, 4), seed: 10 + i))];
        var layer = new Bidirectional(new LSTM(4));
        Tensor both = layer.Apply(s_x, initialState: states);
        Tensor forward = layer.ForwardLayer.Apply(s_x, initialState: [states[0], states[1]]),
            backward = layer.BackwardLayer.Apply(s_x, initialState: [states[2], states[3]]);
        Assert.True(Tensor.Concat([forward, backward]).AllClose(both));
        var input = new Input(5, 3);
        SymbolicTensor[] starts = [.. states.Select(_ => new Input(4))];
        var model = new Model([input, .. starts], layer.Apply(input, initialState: starts));
        Assert.True(both.AllClose(model.Predict([s_x, .. states], batchSize: 2)));
    }

    [Fact]
    public void A_decoder_starts_from_both_directions_joined()
    {
        (Tensor _, Tensor? forwardH, Tensor? forwardC, Tensor? backwardH, Tensor? backwardC) =
            new Bidirectional(new LSTM(4, returnState: true)).Apply(s_x);
        Tensor y = new LSTM(8).Apply(s_x, initialState: [Tensor.Concat([forwardH, backwardH]), Tensor.Concat([forwardC, backwardC])]);
        Assert.Equal(new Shape(2, 8), y.Shape);
    }

    [Fact]
    public void A_frozen_part_stays_frozen_inside()
    {
        var layer = new Bidirectional(new LSTM(4));
        layer.Apply(s_x);
        layer.BackwardLayer.Trainable = false;
        Assert.Equal(layer.ForwardLayer.Weights, layer.TrainableWeights);
        layer.Trainable = false;
        Assert.Empty(layer.TrainableWeights);
        var dense = new Dense(2) { Trainable = false };
        var distributed = new TimeDistributed(dense);
        distributed.Apply(s_x);
        Assert.Empty(distributed.TrainableWeights);
        Assert.Equal(2, distributed.Weights.Count);
    }

    [Fact]
    public void Stateful_directions_are_reset_together()
    {
        var layer = new Bidirectional(new GRU(4, stateful: true));
        Tensor first = layer.Apply(s_x), second = layer.Apply(s_x);
        layer.ResetState();
        Assert.NotEqual(first.ToArray(), second.ToArray());
        Assert.Equal(first.ToArray(), ((Tensor)layer.Apply(s_x)).ToArray());
    }
}
