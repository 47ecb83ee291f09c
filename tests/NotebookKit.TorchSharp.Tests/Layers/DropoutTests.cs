using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Tests.Layers;

/// <summary>Dropout in training: the random numbers are torch's, so what is dropped differs, but not how.</summary>
public class DropoutTests
{
    [Fact]
    public void In_training_values_are_zero_or_scaled_and_in_use_they_pass()
    {
        using TorchModel net = new Sequential(new Input(1000), new Dropout(0.25f)).ToTorch();
        var ones = Tensor.Ones(4, 1000);
        Assert.Equal(ones.ToArray(), net.Predict(ones).Single().ToArray());

        torch.manual_seed(1);
        net.train();
        float[] dropped = net.call(ones.ToTorch()).ToTensor().ToArray();
        Assert.All(dropped, v => Assert.True(v == 0 || MathF.Abs(v - 4f / 3) < 1e-6f, $"{v}"));
        Assert.InRange(dropped.Count(v => v == 0), 850, 1150);
    }

    [Fact]
    public void A_recurrent_layer_drops_the_same_features_at_every_step()
    {
        var rnn = new SimpleRNN(1, "linear", useBias: false, dropout: 0.5f, returnSequences: true);
        var model = new Sequential(new Input(6, 1), rnn);
        model.SetWeights(Tensor.Ones(1, 1), Tensor.Zeros(1, 1));
        using TorchModel net = model.ToTorch();
        net.train();
        torch.manual_seed(3);
        var y = net.call(torch.ones(50, 6, 1)).ToTensor();
        for (int sample = 0; sample < 50; sample++)
        {
            float first = y[sample, 0, 0].Item();
            Assert.True(first is 0 or 2);
            Assert.All(y[sample].ToArray(), v => Assert.Equal(first, v));
        }
        Assert.InRange(Enumerable.Range(0, 50).Count(i => y[i, 0, 0].Item() == 0), 10, 40);
    }

    [Theory]
    [InlineData("lstm", 0f)]
    [InlineData("lstm", 0.3f)]
    [InlineData("gru", 0.3f)]
    [InlineData("gru before", 0.3f)]
    [InlineData("rnn", 0.3f)]
    public void Recurrent_dropout_runs_step_by_step_and_only_in_training(string kind, float dropout)
    {
        Layer layer = kind switch
        {
            "lstm" => new LSTM(8, dropout: dropout, recurrentDropout: 0.5f),
            "gru" => new GRU(8, dropout: dropout, recurrentDropout: 0.5f),
            "gru before" => new GRU(8, dropout: dropout, recurrentDropout: 0.5f, resetAfter: false),
            _ => new SimpleRNN(8, dropout: dropout, recurrentDropout: 0.5f),
        };
        var model = new Sequential(new Input(5, 2), layer);
        var x = Tensor.RandomNormal(new Shape(3, 5, 2), seed: 1);
        Agreement.Of(model, x);
        using TorchModel net = model.ToTorch();
        net.train();
        torch.manual_seed(1);
        string one = net.call(x.ToTorch()).ToTensor().ToString(), two = net.call(x.ToTorch()).ToTensor().ToString();
        Assert.NotEqual(one, two);
        torch.manual_seed(1);
        Assert.Equal(one, net.call(x.ToTorch()).ToTensor().ToString());
    }
}
