using NotebookKit.Layers;

namespace NotebookKit.Tests.Graph;

public class OutputListTests
{
    private static readonly Tensor s_a = Tensor.Of(1, 2), s_b = Tensor.Scalar(3);

    [Fact]
    public void One_output_converts_and_several_come_apart()
    {
        Tensor single = Make(1);
        Assert.Same(s_a, single);
        (Tensor? a, Tensor? b) = Make(2);
        Assert.Equal((s_a, s_b), (a, b));
        (Tensor _, Tensor _, Tensor? third) = Make(3);
        (Tensor _, Tensor _, Tensor _, Tensor? fourth) = Make(4);
        (Tensor _, Tensor _, Tensor _, Tensor _, Tensor? fifth) = Make(5);
        Assert.Equal((s_a, s_b, s_a), (third, fourth, fifth));
        Assert.Equal([s_a, s_b], Make(2).ToArray());
        Assert.Equal([s_a, s_b], Make(2).ToList());
    }

    [Fact]
    public void Wrong_use_says_how_many_there_are_and_what_made_them()
    {
        Check(
            "One tensor was expected here, but there are 3: LSTM 'l' returns 3 outputs. Take them apart, for example var (output, state1, "
            + "state2) = …, or index [0].", () => { Tensor _ = Make(3); });
        Check("2 tensors were expected here, but there are 3: LSTM 'l' returns 3 outputs. Take 3 apart, using _ for those you do not need.",
            () => { (Tensor _, Tensor _) = Make(3); });
        Check("3 tensors were expected here, but there are 2: LSTM 'l' returns 2 outputs. Take 2 apart.", () =>
            { (Tensor _, Tensor _, Tensor _) = Make(2); });
        Check("4 tensors were expected here, but there is 1: LSTM 'l' returns 1 output. Assign it to one variable.", () =>
            { (Tensor _, Tensor _, Tensor _, Tensor _) = Make(1); });
        Check("5 tensors were expected here, but there is 1: LSTM 'l' returns 1 output. Assign it to one variable.", () =>
            { (Tensor _, Tensor _, Tensor _, Tensor _, Tensor _) = Make(1); });
        Assert.StartsWith(
            "There are 2: LSTM 'l' returns 2 outputs. Received index 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Make(2)[2]).Message);

        static void Check(string message, Action act) => Assert.Equal(message, Assert.Throws<InvalidOperationException>(act).Message);
    }

    [Fact]
    public void One_prints_as_an_array_and_several_as_Python_s_list()
    {
        Assert.Equal("[1. 2.]", Make(1).ToString());
        Assert.Equal("[array([1., 2.], dtype=float32), array(3., dtype=float32)]", Make(2).ToString());
    }

    [Fact]
    public void Symbolic_outputs_print_their_layer_and_shapes()
    {
        SymbolicOutputs outputs = new LSTM(2, returnState: true, name: "l").Apply(new Input(3, 1));
        Assert.Equal("l[0] (None, 2), l[1] (None, 2), l[2] (None, 2)", outputs.ToString());
        Assert.Throws<InvalidOperationException>(() => { SymbolicTensor _ = outputs; });
        Assert.Equal("d (None, 3, 4)", new Dense(4, name: "d").Apply(new Input(3, 1)).Single().ToString());
    }

    private static Outputs Make(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? s_a : s_b)],
            $"LSTM 'l' returns {count} output{(count == 1 ? "" : "s")}");
}
