using NotebookKit.Layers;

namespace NotebookKit.Display.Tests.Diagrams;

/// <summary>The networks that the lessons draw, under fixed names.</summary>
internal static class Lesson
{
    public static Dictionary<string, Model> Models() => new()
    {
        ["states"] = States(),
        ["stack"] = Stack(),
        ["addition"] = new Sequential(
            [
                new Input([7, 12], "question"), new LSTM(128, name: "encoder"), new RepeatVector(4, "repeat_vector"),
                new LSTM(128, returnSequences: true, name: "decoder"),
                new TimeDistributed(new Dense(12, name: "dense"), "time_distributed"),
                new Activation("softmax", "softmax"),
            ], "addition"),
        ["encoder-decoder"] = EncoderDecoder(),
        ["decoder-step"] = DecoderStep(),
        ["backwards"] = Backwards(),
        ["two-inputs"] = TwoInputs(),
        ["attention"] = Attention(),
        ["words"] = new Sequential([new Input([6], "words"), new Embedding(100, 8, maskZero: true, name: "embedding"),
            new LSTM(4, name: "lstm"), new Dense(1, "sigmoid", name: "dense")], "words"),
        ["five-tensors"] = FiveTensors(),
        ["bidirectional-encoder"] = BidirectionalEncoder(),
        ["bidirectional-answer"] = new Sequential([new Input([4, 3], "letters"), new Bidirectional(new LSTM(8), name: "both_ways"),
            new Dense(10, "softmax", name: "languages")], "which_language"),
        ["many-to-one-gru"] = new Sequential([new Input([20, 8], "words"), new GRU(16, returnSequences: true, name: "gru"),
            new SimpleRNN(4, stateful: false, name: "simple_rnn"), new Dense(1, "sigmoid", name: "dense")], "many_to_one"),
    };

    private static Model States()
    {
        var x = new Input([3, 1], "input");
        return new Model(x, new LSTM(2, returnState: true, name: "lstm").Apply(x), "states");
    }

    private static Model Stack()
    {
        var x = new Input([3, 1], "input");
        (SymbolicTensor? sequence, SymbolicTensor _, SymbolicTensor _) =
            new LSTM(2, returnSequences: true, returnState: true, name: "lower").Apply(x);
        return new Model(x, new LSTM(2, returnSequences: true, returnState: true, name: "upper").Apply(sequence), "stack");
    }

    private static Model EncoderDecoder()
    {
        var question = new Input([Shape.Unknown, 12], "encoder_input");
        var answer = new Input([Shape.Unknown, 12], "decoder_input");
        (SymbolicTensor? low, SymbolicTensor? h1, SymbolicTensor? c1) =
            new LSTM(64, returnSequences: true, returnState: true, name: "encoder_1").Apply(question);
        (SymbolicTensor _, SymbolicTensor? h2, SymbolicTensor? c2) = new LSTM(64, returnState: true, name: "encoder_2").Apply(low);
        SymbolicTensor middle = new LSTM(64, returnSequences: true, name: "decoder_1").Apply(answer, initialState: [h1, c1]);
        SymbolicTensor top = new LSTM(64, returnSequences: true, name: "decoder_2").Apply(middle, initialState: [h2, c2]);
        return new Model([question, answer], new Dense(12, "softmax", name: "letters").Apply(top).Single(), "encoder_decoder");
    }

    private static Model DecoderStep()
    {
        var letter = new Input([1, 12], "letter");
        var h = new Input([64], "h");
        var c = new Input([64], "c");
        (SymbolicTensor? output, SymbolicTensor? newH, SymbolicTensor? newC) =
            new LSTM(64, returnSequences: true, returnState: true, name: "decoder").Apply(letter, initialState: [h, c]);
        return new Model([letter, h, c], [new Dense(12, "softmax", name: "letters").Apply(output).Single(), newH, newC], "decoder_step");
    }

    private static Model Backwards()
    {
        var x = new Input([4, 2], "input");
        return new Model(x, new GRU(3, returnSequences: true, goBackwards: true, name: "gru").Apply(x), "backwards");
    }

    private static Model TwoInputs()
    {
        var x = new Input([12, 3], "input");
        SymbolicTensor forward = new LSTM(8, name: "forward").Apply(x).Single();
        SymbolicTensor backward = new LSTM(8, goBackwards: true, name: "backward").Apply(x).Single();
        SymbolicTensor both = new Concatenate(name: "concatenate").Apply([forward, backward]);
        return new Model(x, new Dense(1, "sigmoid", name: "dense").Apply(both), "two directions by hand");
    }

    private static Model FiveTensors()
    {
        var x = new Input([3, 2], "input");
        return new Model(x, new Bidirectional(new LSTM(4, returnSequences: true, returnState: true), name: "bidirectional").Apply(x),
            "five_tensors");
    }

    private static Model BidirectionalEncoder()
    {
        var question = new Input([5, 12], "question");
        var answer = new Input([4, 12], "answer");
        (SymbolicTensor _, SymbolicTensor? forwardH, SymbolicTensor? forwardC, SymbolicTensor? backwardH, SymbolicTensor? backwardC) =
            new Bidirectional(new LSTM(8, returnState: true), name: "encoder").Apply(question);
        SymbolicTensor h = new Concatenate(name: "h").Apply([forwardH, backwardH]);
        SymbolicTensor c = new Concatenate(name: "c").Apply([forwardC, backwardC]);
        SymbolicTensor output = new LSTM(16, returnSequences: true, name: "decoder").Apply(answer, initialState: [h, c]);
        return new Model([question, answer], new Dense(12, "softmax", name: "letters").Apply(output).Single(), "bidirectional_encoder");
    }

    private static Model Attention()
    {
        var question = new Input([5, 12], "question");
        var answer = new Input([4, 12], "answer");
        (SymbolicTensor? keys, SymbolicTensor? h, SymbolicTensor? c) =
            new LSTM(32, returnSequences: true, returnState: true, name: "encoder").Apply(question);
        SymbolicTensor queries = new LSTM(32, returnSequences: true, name: "decoder").Apply(answer, initialState: [h, c]);
        SymbolicTensor context = new Attention(name: "attention").Apply([queries, keys]);
        SymbolicTensor both = new Concatenate(name: "concatenate").Apply([queries, context]);
        return new Model([question, answer], new Dense(12, "softmax", name: "letters").Apply(both).Single(), "attention");
    }
}
