using System.Text;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

/// <summary>What every layer says to input that does not fit, kept as a text to be read: Snapshots/LayerErrorTests.*.txt.</summary>
public sealed class LayerErrorTests
{
    [Fact]
    public void Recurrent_layers_name_what_does_not_fit() => Snapshot.Match(Read(
        ("a series without batch and feature axes goes into an LSTM", () => new LSTM(1, name: "lstm").Apply(Tensor.Of(0.1f, 0.2f, 0.3f))),
        ("a sample without its batch axis goes into an LSTM", () => new LSTM(1, name: "lstm_1").Apply(Tensor.Zeros(3, 1))),
        ("an image goes into a GRU", () => new GRU(1, name: "gru").Apply(Tensor.Zeros(2, 8, 8, 3))),
        ("the Input of a SimpleRNN names its time steps only", () => new SimpleRNN(4, name: "simple_rnn").Apply(new Input(5))),
        ("the Input leaves the number of features open", () => new LSTM(4, name: "lstm").Apply(new Input(5, Shape.Unknown))),
        ("the sequence is empty", () => new LSTM(4, name: "lstm").Apply(Tensor.Zeros(2, 0, 3))),
        ("an LSTM is stacked on one that gives its last output only", () =>
            new Sequential(new Input(5, 3), new LSTM(4, name: "below"), new LSTM(4, name: "above"))),
        ("the second batch has other features", () => Twice(new GRU(4, name: "gru"), Tensor.Zeros(2, 5, 3), Tensor.Zeros(2, 5, 1))),
        ("units are 0", () => new LSTM(0, name: "lstm")),
        ("dropout is a percentage", () => new GRU(4, dropout: 20, name: "gru")),
        ("an LSTM starts from h alone", () =>
            new LSTM(4, name: "decoder").Apply(Tensor.Zeros(2, 5, 3), initialState: [Tensor.Zeros(2, 4)])),
        ("a GRU starts from h and c", () =>
            new GRU(4, name: "gru").Apply(Tensor.Zeros(2, 5, 3), initialState: [Tensor.Zeros(2, 4), Tensor.Zeros(2, 4)])),
        ("the encoder has other units", () =>
            new LSTM(4, name: "decoder").Apply(Tensor.Zeros(2, 5, 3), initialState: [Tensor.Zeros(2, 8), Tensor.Zeros(2, 8)])),
        ("the states are of another batch", () =>
            new LSTM(4, name: "decoder").Apply(Tensor.Zeros(2, 5, 3), initialState: [Tensor.Zeros(1, 4), Tensor.Zeros(1, 4)])),
        ("the mask has a row too few", () => new LSTM(4, name: "lstm").Apply(Tensor.Zeros(2, 5, 3), mask: Tensor.Ones(1, 5))),
        ("a stateful layer does not know its batch size", () => new LSTM(4, stateful: true, name: "lstm").Apply(new Input(5, 3))),
        ("a stateful layer's batch changes", () =>
            Twice(new LSTM(4, stateful: true, name: "lstm"), Tensor.Zeros(2, 5, 3), Tensor.Zeros(1, 5, 3))),
        ("a number is missing", () => new LSTM(4, name: "lstm").Apply(With(Tensor.Zeros(2, 5, 3), float.NaN))),
        ("a number is infinite", () =>
            new Bidirectional(new LSTM(4), name: "bi").Apply(With(Tensor.Zeros(2, 5, 3), float.NegativeInfinity))),
        ("both outputs are taken as one", () => { Tensor one = new LSTM(4, returnState: true, name: "lstm").Apply(Tensor.Zeros(2, 5, 3)); }
    ),
        ("one output is taken as two", () =>
            { (Tensor? a, Tensor? b) = new LSTM(4, returnSequences: true, name: "lstm").Apply(Tensor.Zeros(2, 5, 3)); }
    ),
        ("a GRU's states are taken as an LSTM's", () =>
            { (Tensor? y, Tensor? h, Tensor? c) = new GRU(4, returnState: true, name: "gru").Apply(Tensor.Zeros(2, 5, 3)); }
    ),
        ("five outputs are taken as three", () =>
        {
            (Tensor? y, Tensor? h, Tensor? c) =
                new Bidirectional(new LSTM(4, returnState: true), name: "bi").Apply(Tensor.Zeros(2, 5, 3));
        }
    ),
        ("a cell gets a whole sequence", () =>
            new LSTMCell(4, name: "cell").Call(Tensor.Zeros(2, 5, 3), Tensor.Zeros(2, 4), Tensor.Zeros(2, 4))),
        ("a cell gets one state too few", () => new LSTMCell(4, name: "cell").Call(Tensor.Zeros(2, 3), Tensor.Zeros(2, 4))),
        ("a trace is asked for the reset gate of an LSTM", () => _ = new LSTM(4, name: "lstm").Trace(Tensor.Zeros(2, 5, 3))["r"])), "txt");

    [Fact]
    public void Bidirectional_layers_name_what_does_not_fit() => Snapshot.Match(Read(
        ("the input has two axes", () => new Bidirectional(new LSTM(4), name: "bi").Apply(Tensor.Zeros(5, 3))),
        ("the states of one direction are given", () =>
            new Bidirectional(new LSTM(4), name: "bi")
            .Apply(Tensor.Zeros(2, 5, 3), initialState: [Tensor.Zeros(2, 4), Tensor.Zeros(2, 4)])),
        ("a decoder with too few units starts from both directions", () =>
            new LSTM(4, name: "decoder").Apply(Tensor.Zeros(2, 5, 3), initialState: [Tensor.Zeros(2, 8), Tensor.Zeros(2, 8)])),
        ("both directions run forward", () => new Bidirectional(new LSTM(4), backwardLayer: new LSTM(4, name: "second"), name: "bi")),
        ("one direction returns sequences", () =>
            new Bidirectional(new LSTM(4, returnSequences: true), backwardLayer: new LSTM(4, goBackwards: true), name: "bi")),
        ("directions of different units are added", () =>
            new Bidirectional(new LSTM(4), MergeMode.Sum, new LSTM(5, goBackwards: true), name: "bi")),
        ("the cell is the reader's own", () => new Bidirectional(new RNN(new OwnCell(), name: "rnn"), name: "bi"))), "txt");

    [Fact]
    public void Layers_of_sequences_name_what_does_not_fit() => Snapshot.Match(Read(
        ("RepeatVector follows a layer that returns sequences", () => new RepeatVector(4, "repeat").Apply(Tensor.Zeros(2, 5, 3))),
        ("RepeatVector gets a vector without its batch axis", () => new RepeatVector(4, "repeat").Apply(Tensor.Zeros(3))),
        ("RepeatVector repeats 0 times", () => new RepeatVector(0, "repeat")),
        ("TimeDistributed follows a layer that returns its last output", () =>
            new TimeDistributed(new Dense(3), "td").Apply(Tensor.Zeros(2, 5))),
        ("TimeDistributed gets a layer with states", () =>
            new TimeDistributed(new LSTM(2, returnState: true, name: "lstm"), "td").Apply(Tensor.Zeros(2, 5, 4, 3))),
        ("TimeDistributed gets a stateful layer", () => new TimeDistributed(new LSTM(2, stateful: true, name: "lstm"), "td")),
        ("Masking gets a row of numbers", () => new Masking(0, "masking").Apply(Tensor.Zeros(5))),
        ("Embedding gets a token beyond the last", () =>
            new Embedding(10, 4, name: "embedding").Apply(Tensor.Of(new float[,] { { 1, 2 }, { 10, 0 } }))),
        ("Embedding gets half a token", () => new Embedding(10, 4, name: "embedding").Apply(Tensor.Of(new float[,] { { 1.5f } }))),
        ("Embedding has no tokens", () => new Embedding(0, 4, name: "embedding")),
        ("attention has a query of other units than the key", () =>
            new Attention(name: "attention").Apply([Tensor.Zeros(2, 4, 8), Tensor.Zeros(2, 7, 16)])),
        ("attention gets last outputs rather than sequences", () =>
            new Attention(name: "attention").Apply([Tensor.Zeros(2, 8), Tensor.Zeros(2, 8)])),
        ("attention gets one input", () => new AdditiveAttention(name: "attention").Apply(Tensor.Zeros(2, 4, 8))),
        ("attention has more keys than values", () =>
            new Attention(name: "attention").Apply([Tensor.Zeros(2, 4, 8), Tensor.Zeros(2, 7, 8), Tensor.Zeros(2, 6, 8)])),
        ("attention gets the value's mask alone", () =>
            new Attention(name: "attention").Apply([Tensor.Zeros(2, 4, 8), Tensor.Zeros(2, 7, 8)], mask: [Tensor.Ones(2, 7)])),
        ("attention gets the masks in the wrong order", () =>
            new Attention(name: "attention")
            .Apply([Tensor.Zeros(2, 4, 8), Tensor.Zeros(2, 7, 8)], mask: [Tensor.Ones(2, 7), Tensor.Ones(2, 4)])),
        ("the value's mask in a graph is too short", () =>
            new Attention(name: "attention").Apply(new SymbolicTensor[] { new Input(4, 8), new Input(7, 8) }, mask: [null, new Input(6)])),
        ("a sum gets one mask for two inputs", () =>
            new Add(name: "add").Apply([Tensor.Zeros(2, 4, 8), Tensor.Zeros(2, 4, 8)], mask: [Tensor.Ones(2, 4)])),
        ("attention has values of another batch", () =>
            new Attention(name: "attention").Apply([Tensor.Zeros(2, 4, 8), Tensor.Zeros(1, 7, 8)]))), "txt");

    [Fact]
    public void Other_layers_name_what_does_not_fit() => Snapshot.Match(Read(
        ("Dense gets a vector without its batch axis", () => new Dense(3, name: "dense").Apply(Tensor.Zeros(4))),
        ("Dense gets other features than at first", () => Twice(new Dense(3, name: "dense"), Tensor.Zeros(2, 4), Tensor.Zeros(2, 5))),
        ("Dense has 0 units", () => new Dense(0, name: "dense")),
        ("Reshape is to another number of values", () => new Reshape([2, 4], "reshape").Apply(Tensor.Zeros(2, 6))),
        ("Reshape leaves two lengths open", () => new Reshape([-1, -1], "reshape")),
        ("Permute names three axes of two", () => new Permute([2, 1, 3], "permute").Apply(Tensor.Zeros(2, 5, 3))),
        ("Permute counts from 0", () => new Permute([0, 1], "permute")),
        ("Concatenate gets sequences of different lengths", () =>
            new Concatenate(name: "concatenate").Apply([Tensor.Zeros(2, 5, 3), Tensor.Zeros(2, 4, 3)])),
        ("Concatenate gets one tensor", () => new Concatenate(name: "concatenate").Apply(Tensor.Zeros(2, 5))),
        ("Concatenate joins along an axis that is not there", () =>
            new Concatenate(3, "concatenate").Apply([Tensor.Zeros(2, 5), Tensor.Zeros(2, 5)])),
        ("Add gets different units", () => new Add("add").Apply([Tensor.Zeros(2, 5), Tensor.Zeros(2, 4)])),
        ("Multiply gets one tensor", () => new Multiply("multiply").Apply(Tensor.Zeros(2, 5))),
        ("Dot gets different lengths", () => new Dot((2, 2), name: "dot").Apply([Tensor.Zeros(2, 5, 3), Tensor.Zeros(2, 4, 8)])),
        ("Dot is along the batch", () => new Dot(0, name: "dot")),
        ("Dot is along an axis that is not there", () => new Dot(3, name: "dot").Apply([Tensor.Zeros(2, 5, 3), Tensor.Zeros(2, 5, 3)])),
        ("Softmax is along an axis that is not there", () => new Softmax(2, "softmax").Apply(Tensor.Zeros(2, 5))),
        ("LayerNormalization gets other features than at first", () =>
            Twice(new LayerNormalization(name: "norm"), Tensor.Zeros(2, 4), Tensor.Zeros(2, 5))),
        ("LayerNormalization is along the batch", () => new LayerNormalization(0, name: "norm")),
        ("Dropout is a percentage", () => new Dropout(50, name: "dropout")),
        ("Dropout's noise has another shape", () => new Dropout(0.5f, [2, 3], name: "dropout").Apply(Tensor.Zeros(2, 5), training: true)),
        ("a Lambda of two tensors gets one", () => new Lambda((a, b) => a * b, "lambda").Apply(Tensor.Zeros(2, 5)))), "txt");

    private static string Read(params (string Case, Action Act)[] table)
    {
        var text = new StringBuilder();
        foreach ((string? what, Action? act) in table)
        {
            Exception error = Assert.ThrowsAny<Exception>(act);
            Assert.True(error is ArgumentException or InvalidOperationException, $"{what}: {error.GetType()}");
            text.Append("When ").Append(what).Append(":\n    ").Append(error.Message.Split(" (Parameter ")[0]).Append("\n\n");
        }
        return text.ToString();
    }

    [Fact]
    public void A_list_is_refused_by_layers_of_one_input()
    {
        Tensor two = Tensor.Ones(1, 2), three = Tensor.Ones(1, 2, 2);
        Layer[] layers =
        [
            new Activation("tanh"), new Dense(1), new Dropout(0.5f), new Embedding(2, 1), new Flatten(), new LayerNormalization(),
            new Permute(1),
            new RepeatVector(2), new Reshape(2), new Softmax(), new Masking(), new TimeDistributed(new Dense(1)),
        ];
        foreach (Layer layer in layers)
        {
            Tensor x = layer is Masking or TimeDistributed ? three : two;
            Assert.Equal(
                $"{layer.Kind} '{layer.Name}' expects one input; received 2: {x.Shape} and {x.Shape}. Apply the layer to each, or join "
                + "them first, for example by Concatenate.",
                Assert.Throws<ArgumentException>(() => layer.Apply([x, x])).Message);
        }
    }

    [Fact]
    public void A_state_of_null_is_named()
    {
        var layer = new LSTM(2, name: "lstm");
        Assert.Equal(
            "LSTM 'lstm' expects the initial state c, (batch, units); received null. Give zeros of that shape, or no initialState at all "
            + "to start from zeros.",
            Assert.Throws<ArgumentException>(() => layer.Apply(Tensor.Zeros(1, 3, 1), [Tensor.Zeros(1, 2), null!])).Message);
    }

    private static void Twice(Layer layer, Tensor first, Tensor second)
    {
        layer.Apply(first);
        layer.Apply(second);
    }

    private static Tensor With(Tensor x, float value)
    {
        x.Data[(1 * 5 + 3) * 3 + 2] = value;
        return x;
    }

    private sealed class OwnCell() : RecurrentCell("own")
    {
        public override IReadOnlyList<int> StateSizes => [2];

        public override CellStep Step(Tensor x, TensorList states) => new(states[0], states);
    }
}
