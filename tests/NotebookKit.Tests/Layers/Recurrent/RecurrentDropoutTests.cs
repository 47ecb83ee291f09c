using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

/// <summary>
/// Dropout inside recurrent cells, seen through cells without activations whose kernels pass each unit on to all gates: what
/// remains is the choices themselves, 0 or 2 for a rate of a half.
/// </summary>
public sealed class RecurrentDropoutTests
{
    private const int Units = 200;

    private static Tensor Start => Tensor.Ones(1, Units);

    private static Tensor PassedToAll(int gates) => Tensor.Concat([.. Enumerable.Repeat(Tensor.Eye(Units), gates)]);

    private static (float[] H, float[] C) Lstm(float dropout, float recurrentDropout, Tensor x, bool fromInput)
    {
        var layer = new LSTM(Units, "linear", "linear", useBias: false, dropout: dropout, recurrentDropout: recurrentDropout,
            returnState: true, seed: 1);
        layer.EnsureBuilt(x.Shape);
        layer.SetWeights(PassedToAll(4) * (fromInput ? 1 : 0), PassedToAll(4) * (fromInput ? 0 : 1));
        (Tensor _, Tensor? h, Tensor? c) = layer.Apply(x, initialState: [Start, Start], training: true);
        return (h.ToArray(), c.ToArray());
    }

    [Fact]
    public void Each_gate_of_an_lstm_drops_units_of_its_own()
    {
        // c = f + i·g and h = o·c. With one choice for all gates c were 0 or 6.
        (float[]? h, float[]? c) = Lstm(0, 0.5f, Tensor.Zeros(1, 1, Units), fromInput: false);
        Assert.Equal([0, 2, 4, 6], c.Distinct().Order());
        Assert.Contains(h.Zip(c), pair => pair is (0, 6));
        Assert.Contains(h.Zip(c), pair => pair is (12, 6));
    }

    [Fact]
    public void Beside_recurrent_dropout_each_gate_drops_features_of_its_own()
    {
        // f = 2 or 0 from the input's choice, c = f + i·g.
        (float[] _, float[]? c) = Lstm(0.5f, 0.01f, Tensor.Ones(1, 1, Units), fromInput: true);
        Assert.Equal([0, 2, 4, 6], c.Distinct().Order());
    }

    [Fact]
    public void Without_recurrent_dropout_all_gates_drop_the_same_features()
    {
        (float[] _, float[]? c) = Lstm(0.5f, 0, Tensor.Ones(1, 1, Units), fromInput: true);
        Assert.Equal([0, 6], c.Distinct().Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_gate_of_a_gru_drops_units_of_its_own(bool resetAfter)
    {
        var layer = new GRU(Units, "linear", "linear", useBias: false, recurrentDropout: 0.5f, resetAfter: resetAfter, seed: 2);
        var x = Tensor.Zeros(1, 1, Units);
        layer.EnsureBuilt(x.Shape);
        layer.SetWeights(PassedToAll(3) * 0, PassedToAll(3));
        Tensor h = layer.Apply(x, initialState: [Start], training: true);
        // h = z + (1 - z)·r·candidate. With one choice for all gates it were 0 or -2.
        Assert.Equal([-2, 0, 2, 4], h.ToArray().Distinct().Order());
    }

    [Fact]
    public void A_sequence_keeps_its_choices_to_the_last_step()
    {
        var layer = new SimpleRNN(Units, "linear", useBias: false, recurrentDropout: 0.5f, returnSequences: true, seed: 3);
        var x = Tensor.Zeros(1, 3, Units);
        layer.EnsureBuilt(x.Shape);
        layer.SetWeights(Tensor.Eye(Units), Tensor.Eye(Units));
        Tensor y = layer.Apply(x, initialState: [Start], training: true);
        for (int unit = 0; unit < Units; unit++)
        {
            float first = y[0, 0, unit].Item();
            Assert.Equal(first * 2, y[0, 1, unit].Item());
            Assert.Equal(first * 4, y[0, 2, unit].Item());
        }
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    [InlineData("GRU reset before")]
    public void Gradients_go_through_the_choices_of_every_gate(string kind)
    {
        Tensor x = Support.Gradients.Sample(2, 3, 2);
        Support.Gradients.Check(
            leaves =>
            {
                RNN layer = kind == "LSTM"
                    ? new LSTM(3, dropout: 0.3f, recurrentDropout: 0.3f, kernelInitializer: new GlorotUniform(1),
                        recurrentInitializer: new Orthogonal(seed: 2), seed: 4)
                    : new GRU(3, dropout: 0.3f, recurrentDropout: 0.3f, kernelInitializer: new GlorotUniform(1),
                        recurrentInitializer: new Orthogonal(seed: 2), resetAfter: kind == "GRU", seed: 4);
                return layer.Apply(leaves[0], initialState: kind == "LSTM" ? [leaves[1], leaves[1]] : [leaves[1]], training: true)[0];
            },
            x, Support.Gradients.Sample(2, 3));
    }
}
