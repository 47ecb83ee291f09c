using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class DropoutTests
{
    private static readonly Tensor s_x = Tensor.Ones(40, 50);

    [Fact]
    public void Outside_training_the_input_passes() => Assert.Equal(s_x.ToArray(), ((Tensor)new Dropout(0.5f).Apply(s_x)).ToArray());

    [Fact]
    public void In_training_a_part_is_dropped_and_the_rest_scaled()
    {
        float[] y = ((Tensor)new Dropout(0.25f, seed: 1).Apply(s_x, training: true)).ToArray();
        Assert.All(y, v => Assert.True(v is 0 or 1 / 0.75f));
        Assert.InRange(y.Count(v => v == 0) / (double)y.Length, 0.2, 0.3);
    }

    [Fact]
    public void A_seed_repeats_the_choices_and_every_call_makes_new_ones()
    {
        var one = new Dropout(0.5f, seed: 1);
        var two = new Dropout(0.5f, seed: 1);
        Tensor first = one.Apply(s_x, training: true), second = one.Apply(s_x, training: true);
        Assert.Equal(first.ToArray(), ((Tensor)two.Apply(s_x, training: true)).ToArray());
        Assert.NotEqual(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void A_noise_shape_shares_the_choice()
    {
        Tensor y = new Dropout(0.5f, noiseShape: [-1, 1, 4], seed: 1).Apply(Tensor.Ones(3, 5, 4), training: true);
        for (int t = 1; t < 5; t++)
            Assert.Equal(y[.., 0].ToArray(), y[.., t].ToArray());
    }

    [Fact]
    public void Recurrent_layers_drop_the_same_features_at_every_step()
    {
        var layer = new SimpleRNN(6, "linear", useBias: false, dropout: 0.5f, returnSequences: true, seed: 4);
        var x = Tensor.Ones(1, 4, 6);
        layer.EnsureBuilt(x.Shape);
        layer.SetWeights(Tensor.Eye(6), Tensor.Zeros(6, 6));
        Tensor y = layer.Apply(x, training: true);
        Assert.All(y.ToArray(), v => Assert.True(v is 0 or 2));
        Assert.Contains(0, y.ToArray());
        Assert.Contains(2, y.ToArray());
        for (int t = 1; t < 4; t++)
            Assert.Equal(y[0, 0].ToArray(), y[0, t].ToArray());
        Assert.Equal(x.ToArray(), ((Tensor)layer.Apply(x)).ToArray());
    }

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    [InlineData("GRU reset before")]
    public void Recurrent_dropout_acts_on_the_state_in_training_only(string kind)
    {
        RNN Make(float rate) => kind switch
        {
            "SimpleRNN" =>
                new SimpleRNN(8, recurrentDropout: rate, kernelInitializer: new GlorotUniform(1),
                recurrentInitializer: new Orthogonal(seed: 2), seed: 3),
            "LSTM" =>
                new LSTM(8, recurrentDropout: rate, kernelInitializer: new GlorotUniform(1), recurrentInitializer: new Orthogonal(seed: 2),
                seed: 3),
            _ =>
                new GRU(8, recurrentDropout: rate, kernelInitializer: new GlorotUniform(1), recurrentInitializer: new Orthogonal(seed: 2),
                resetAfter: kind == "GRU", seed: 3),
        };
        var x = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1);
        RNN dropping = Make(0.5f);
        Tensor plain = Make(0).Apply(x), calm = dropping.Apply(x), training = dropping.Apply(x, training: true),
            again = Make(0.5f).Apply(x, training: true);
        Assert.True(plain.AllClose(calm));
        Assert.False(plain.AllClose(training, 1e-3f));
        Assert.True(again.AllClose(training));
        // The first step has no state to drop, so it is the same.
        Assert.True(((Tensor)Make(0).Apply(x[.., ..1])).AllClose(Make(0.5f).Apply(x[.., ..1], training: true)));
    }
}
