using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Tests.Layers;

public class RefusalTests
{
    [Fact]
    public void A_Lambda_is_refused_by_name_with_the_reason() =>
        Refused(new Sequential(new Input(3), new Lambda(x => x * 2, name: "twice")), "Lambda 'twice'", "function of your own");

    [Fact]
    public void A_cell_of_ones_own_is_refused_by_name() =>
        Refused(new Sequential(new Input(3, 2), new RNN(new OwnCell(), name: "steps")), "RNN 'steps'", "OwnCell");

    [Fact]
    public void An_activation_of_ones_own_is_refused_even_under_a_known_name()
    {
        var tanh = new ActivationFunction("tanh", x => x.Tanh());
        Refused(new Sequential(new Input(3, 2), new LSTM(2, activation: tanh, name: "lstm")), "'lstm'", "'tanh' is a function of your own");
        Refused(new Sequential(new Input(3, 2), new Bidirectional(new GRU(2, recurrentActivation: tanh, name: "gru"))), "gru", "'tanh'");
        Refused(new Sequential(new Input(3), new Dense(2, activation: tanh, name: "last")), "Dense 'last'", "'tanh'");
    }

    [Fact]
    public void A_layer_of_ones_own_is_refused_inside_a_model_too()
    {
        var inner = new Sequential(new Input(3), new OwnLayer("mine"));
        Refused(new Sequential(new Input(3), inner), "OwnLayer 'mine'", "class of your own");
    }

    [Fact]
    public void A_model_without_a_known_input_says_what_is_missing() =>
        Assert.Contains("Begin it with an Input",
            Assert.Throws<InvalidOperationException>(() => new Sequential(new Dense(2)).ToTorch()).Message);

    private static void Refused(Model model, params string[] parts)
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => model.ToTorch());
        Assert.All(parts, part => Assert.Contains(part, error.Message));
        Assert.Contains("cannot go over to TorchSharp", error.Message);
    }

    private sealed class OwnLayer(string name) : Layer(name)
    {
        public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => inputShapes;

        protected override TensorList Call(TensorList inputs, CallContext context) => [inputs[0]];
    }

    private sealed class OwnCell() : RecurrentCell(null)
    {
        public override IReadOnlyList<int> StateSizes => [2];

        public override CellStep Step(Tensor x, TensorList states) => new(x, [x]);
    }
}
