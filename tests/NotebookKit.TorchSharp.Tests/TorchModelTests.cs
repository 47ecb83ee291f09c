using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Tests;

public class TorchModelTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(5, 3, 2), seed: 1);

    private static Sequential Network() => new(new Input(3, 2), new LSTM(4, name: "lstm"), new Dense(2, name: "dense"));

    [Fact]
    public void Layers_and_parameters_have_the_models_names_and_torchs()
    {
        using TorchModel net = Network().ToTorch();
        Assert.Equal(
            ["lstm.lstm.weight_ih_l0", "lstm.lstm.weight_hh_l0", "lstm.lstm.bias_ih_l0", "lstm.lstm.bias_hh_l0", "dense.weight",
                "dense.bias"],
            net.named_parameters().Select(p => p.name));
        Assert.False(net.get_parameter("lstm.lstm.bias_hh_l0")!.requires_grad);
        Assert.Equal([16, 2], net.get_parameter("lstm.lstm.weight_ih_l0")!.shape);
    }

    [Fact]
    public void Predict_takes_the_kits_tensors_in_batches_and_returns_them()
    {
        Sequential model = Network();
        using TorchModel net = model.ToTorch();
        Agreement.Same(model.Predict(s_x), net.Predict(s_x, batchSize: 2));
        Tensor one = net.Predict(s_x);
        Assert.Equal(new Shape(5, 2), one.Shape);
    }

    [Fact]
    public void Torchs_tensors_go_in_and_can_be_differentiated()
    {
        using TorchModel net = Network().ToTorch();
        using torch.Tensor x = s_x.ToTorch();
        x.requires_grad = true;
        using torch.Tensor y = net.call(x);
        y.sum().backward();
        Assert.Equal([5, 3, 2], x.grad!.shape);
        Assert.All(net.GetGradients(), Assert.NotNull);
    }

    [Fact]
    public void Wrong_shapes_are_named_by_the_kit_before_torch_sees_them()
    {
        using TorchModel net = Network().ToTorch();
        Assert.Contains("(5, 4, 2)", Assert.Throws<ArgumentException>(() => net.Predict(Tensor.Ones(5, 4, 2))).Message);
        Assert.Contains("(3, 2)", Assert.Throws<ArgumentException>(() => net.call(torch.ones(3, 2))).Message);
        Assert.Throws<ArgumentException>(() => net.Predict([s_x, Tensor.Ones(5, 1)]));
        Assert.Throws<ArgumentException>(() => net.call([]));

        // An open time axis hides a misfit until data is there: within a layer torch would end the process.
        var a = new Input(Shape.Unknown, 2);
        var b = new Input(Shape.Unknown, 2);
        using TorchModel two = new Model([a, b], new Add().Apply([new Dense(2).Apply(a), b])).ToTorch();
        Assert.Contains("Add", Assert.Throws<ArgumentException>(() => two.Predict([Tensor.Ones(1, 2, 2), Tensor.Ones(1, 3, 2)])).Message);
    }

    [Fact]
    public void Weights_of_another_architecture_change_nothing()
    {
        using TorchModel net = Network().ToTorch();
        string before = string.Join("\n", net.GetWeights());
        var other = new Sequential(new Input(3, 2), new LSTM(3), new Dense(2));
        Assert.Throws<ArgumentException>(() => net.CopyWeightsFrom(other));
        string otherBefore = string.Join("\n", other.GetWeights());
        Assert.Throws<ArgumentException>(() => net.CopyWeightsTo(other));
        Assert.Equal(before, string.Join("\n", net.GetWeights()));
        Assert.Equal(otherBefore, string.Join("\n", other.GetWeights()));
    }

    [Fact]
    public void A_module_is_saved_and_loaded_by_torch()
    {
        string file = Path.GetTempFileName();
        try
        {
            Sequential model = Network();
            using TorchModel net = model.ToTorch();
            net.save(file);
            using TorchModel fresh = new Sequential(new Input(3, 2), new LSTM(4, name: "lstm"), new Dense(2, name: "dense")).ToTorch();
            fresh.load(file);
            Agreement.Same(model.Predict(s_x), fresh.Predict(s_x));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void States_of_stateful_layers_go_over_and_come_back()
    {
        var model = new Sequential(new Input([3, 2], null, batchSize: 5),
            new Bidirectional(new GRU(2, stateful: true, returnSequences: true)), new LSTM(3, stateful: true));
        model.Predict(s_x);
        using TorchModel net = model.ToTorch();
        Agreement.Same(model.Predict(s_x), net.Predict(s_x));
        Agreement.Same(model.Predict(s_x), net.Predict(s_x));

        model.Layers.OfType<IStateful>().ToList().ForEach(l => l.ResetState());
        net.CopyStatesTo(model);
        Agreement.Same(model.Predict(s_x), net.Predict(s_x));

        net.ResetState();
        model.Layers.OfType<IStateful>().ToList().ForEach(l => l.ResetState());
        Agreement.Same(model.Predict(s_x), net.Predict(s_x));
        Assert.Throws<ArgumentException>(() => net.CopyStatesTo(Network()));
    }

    [Fact]
    public void The_model_and_the_module_go_their_own_ways()
    {
        Sequential model = Network();
        Tensor before = model.Predict(s_x);
        using TorchModel net = model.ToTorch();
        model.SetWeights([.. model.GetWeights().Select(w => w * 2)]);
        Agreement.Same([before], net.Predict(s_x));
    }
}
