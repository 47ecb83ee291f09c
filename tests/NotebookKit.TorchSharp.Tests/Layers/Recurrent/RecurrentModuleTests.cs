using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Tests.Layers.Recurrent;

public class RecurrentModuleTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 4, 3), seed: 7);

    private static readonly Dictionary<string, Func<RecurrentLayer>> s_layers = new()
    {
        ["LSTM"] = () => new LSTM(5, returnSequences: true, returnState: true),
        ["LSTM backwards"] = () => new LSTM(5, returnSequences: true, goBackwards: true),
        ["GRU with reset after"] = () => new GRU(5, returnState: true),
        ["GRU with reset before"] = () => new GRU(5, resetAfter: false, returnSequences: true),
        ["SimpleRNN of relu"] = () => new SimpleRNN(5, "relu"),
        ["both directions"] = () => new Bidirectional(new LSTM(5, returnSequences: true, returnState: true)),
        ["cells in a stack"] = () => new RNN(new StackedRNNCells([new LSTMCell(4), new GRUCell(3)]), returnState: true),
    };

    public static TheoryData<string> Layers => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void It_computes_what_the_layer_does(string name)
    {
        var input = new Input(4, 3);
        Agreement.Of(new Model(input, s_layers[name]().Apply(input)), s_x);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Masked_steps_leave_its_states_as_they_were(string name)
    {
        var input = new Input(4, 3);
        float[] values = s_x.ToArray();
        // The first sample begins with a step of padding, the second ends with two.
        values.AsSpan(0, 3).Clear();
        values.AsSpan(18, 6).Clear();
        SymbolicTensor masked = new Masking().Apply(input);
        Agreement.Of(new Model(input, s_layers[name]().Apply(masked)), Tensor.Of(values, s_x.Shape));
    }
}
