using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Tests;

public class LayerExtensionsTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 3, 2), seed: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weights_go_into_modules_of_torchs_own(bool bias)
    {
        var lstm = new LSTM(3, useBias: bias, biasInitializer: new RandomUniform(seed: 1));
        var gru = new GRU(3, useBias: bias, biasInitializer: new RandomUniform(seed: 2));
        var rnn = new SimpleRNN(3, useBias: bias, biasInitializer: new RandomUniform(seed: 3));
        Tensor ofLstm = lstm.Apply(s_x), ofGru = gru.Apply(s_x), ofRnn = rnn.Apply(s_x);
        // A module with biases takes a layer without: they become zeros.
        using global::TorchSharp.Modules.LSTM lstmThere = torch.nn.LSTM(2, 3, batchFirst: true);
        using global::TorchSharp.Modules.GRU gruThere = torch.nn.GRU(2, 3, batchFirst: true);
        using global::TorchSharp.Modules.RNN rnnThere = torch.nn.RNN(2, 3, batchFirst: true);
        lstm.CopyWeightsTo(lstmThere);
        gru.CopyWeightsTo(gruThere);
        rnn.CopyWeightsTo(rnnThere);
        Agreement.Same([ofLstm, ofGru, ofRnn],
        [
            lstmThere.call(s_x.ToTorch()).Item2.squeeze(0).ToTensor(), gruThere.call(s_x.ToTorch()).Item2.squeeze(0).ToTensor(),
            rnnThere.call(s_x.ToTorch()).Item2.squeeze(0).ToTensor(),
        ]);
    }

    [Fact]
    public void A_stack_takes_its_layers_one_by_one()
    {
        var first = new LSTM(3, returnSequences: true);
        var second = new LSTM(3);
        Tensor expected = second.Apply(first.Apply(s_x));
        using global::TorchSharp.Modules.LSTM stack = torch.nn.LSTM(2, 3, numLayers: 2, batchFirst: true);
        first.CopyWeightsTo(stack);
        second.CopyWeightsTo(stack, level: 1);
        (torch.Tensor? output, torch.Tensor? h, torch.Tensor _) = stack.call(s_x.ToTorch());
        Agreement.Same([expected, expected], [output.select(1, 2).ToTensor(), h[1].ToTensor()]);
    }

    [Fact]
    public void What_does_not_fit_is_named_and_changes_nothing()
    {
        var lstm = new LSTM(3);
        using global::TorchSharp.Modules.LSTM there = torch.nn.LSTM(2, 4, batchFirst: true);
        Assert.Contains("no weights yet", Assert.Throws<InvalidOperationException>(() => lstm.CopyWeightsTo(there)).Message);
        lstm.Apply(s_x);
        string before = there.get_parameter("weight_ih_l0")!.ToTensor().ToString();
        Assert.Contains("(12, 2)", Assert.Throws<ArgumentException>(() => lstm.CopyWeightsTo(there)).Message);
        Assert.Contains("no such parameter", Assert.Throws<ArgumentException>(() => lstm.CopyWeightsTo(there, level: 1)).Message);
        using global::TorchSharp.Modules.LSTM plain = torch.nn.LSTM(2, 3, bias: false);
        Assert.Contains("bias_ih_l0", Assert.Throws<ArgumentException>(() => lstm.CopyWeightsTo(plain)).Message);
        Assert.Equal(before, there.get_parameter("weight_ih_l0")!.ToTensor().ToString());
    }
}
