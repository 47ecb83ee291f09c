using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers.Recurrent;

public class RecurrentLayerTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 3, 1), seed: 1);

    public static TheoryData<RecurrentLayer> Stateful =>
    [
        new LSTM(2, stateful: true), new GRU(2, stateful: true), new SimpleRNN(2, stateful: true),
        new Bidirectional(new LSTM(2, stateful: true)),
    ];

    [Theory, MemberData(nameof(Stateful))]
    public void States_that_were_read_and_set_continue_the_sequence(RecurrentLayer layer)
    {
        Assert.Empty(layer.GetStates());
        layer.Apply(s_x);
        TensorList states = layer.GetStates();
        Assert.Equal(layer.StateSizes.Count, states.Count);
        string second = layer.Apply(s_x).ToString();

        layer.SetStates(states);
        Assert.Equal(second, layer.Apply(s_x).ToString());

        layer.SetStates();
        Assert.Empty(layer.GetStates());
    }

    [Theory, MemberData(nameof(Stateful))]
    public void States_of_a_wrong_number_or_shape_change_nothing(RecurrentLayer layer)
    {
        layer.Apply(s_x);
        string before = string.Join("\n", layer.GetStates());
        Assert.Throws<ArgumentException>(() => layer.SetStates([.. layer.GetStates(), Tensor.Zeros(2, 2)]));
        Assert.Throws<ArgumentException>(() => layer.SetStates([.. layer.GetStates().SkipLast(1), Tensor.Zeros(2, 5)]));
        Assert.Equal(before, string.Join("\n", layer.GetStates()));
    }

    [Fact]
    public void A_layer_that_keeps_no_states_says_so() =>
        Assert.Contains("stateful: true",
            Assert.Throws<InvalidOperationException>(() => new LSTM(2).SetStates(Tensor.Zeros(1, 2), Tensor.Zeros(1, 2))).Message);
}
