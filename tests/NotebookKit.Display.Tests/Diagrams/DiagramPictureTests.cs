using NotebookKit.Display.Diagrams;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Diagrams;

public class DiagramPictureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Seq2Seq(bool unrolled)
    {
        var graph = new DiagramGraph();
        DiagramNode x = new() { Title = "input", Steps = 7, EmitsSequence = true, StepText = "x", IsEnd = true };
        DiagramNode encoder = new() { Title = "LSTM(128)", Name = "lstm", Steps = 7, StepText = "LSTM", States = ["h", "c"] };
        DiagramNode repeat = new() { Title = "RepeatVector(4)", Name = "repeat_vector", Steps = 4, StepText = "copy", EmitsSequence = true, Repeats = true };
        DiagramNode decoder = new() { Title = "LSTM(128)", Name = "lstm_1", Settings = "return_sequences", Steps = 4, StepText = "LSTM", States = ["h", "c"], EmitsSequence = true };
        DiagramNode dense = new() { Title = "TimeDistributed(Dense(12))", Name = "time_distributed", Steps = 4, StepText = "Dense", EmitsSequence = true };
        DiagramNode y = new() { Title = "output", Steps = 4, EmitsSequence = true, StepText = "y", IsEnd = true };
        Chain(graph, (x, "(None, 7, 12)"), (encoder, "(None, 128)"), (repeat, "(None, 4, 128)"), (decoder, "(None, 4, 128)"), (dense, "(None, 4, 12)"), (y, ""));
        Match(graph, unrolled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EncoderDecoder(bool unrolled)
    {
        var graph = new DiagramGraph();
        DiagramNode x = new() { Title = "encoder_inputs", Steps = 5, EmitsSequence = true, StepText = "x", IsEnd = true };
        DiagramNode encoder = new() { Title = "LSTM(64)", Name = "encoder", Settings = "return_state", Steps = 5, StepText = "LSTM", States = ["h", "c"] };
        DiagramNode x2 = new() { Title = "decoder_inputs", Steps = 4, EmitsSequence = true, StepText = "x", IsEnd = true };
        DiagramNode decoder = new() { Title = "LSTM(64)", Name = "decoder", Settings = "return_sequences, return_state", Steps = 4, StepText = "LSTM", States = ["h", "c"], EmitsSequence = true };
        DiagramNode dense = new() { Title = "Dense(12)", Name = "dense", Steps = 4, StepText = "Dense", EmitsSequence = true };
        DiagramNode y = new() { Title = "output", Steps = 4, EmitsSequence = true, StepText = "y", IsEnd = true };
        Chain(graph, (x, "(None, 5, 12)"), (encoder, ""));
        Chain(graph, (x2, "(None, 4, 12)"), (decoder, "(None, 4, 64)"), (dense, "(None, 4, 12)"), (y, ""));
        graph.Edges.Add(new(encoder, decoder, "(None, 64)", "h"));
        graph.Edges.Add(new(encoder, decoder, "(None, 64)", "c"));
        Match(graph, unrolled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TwoDirectionsAndMerge(bool unrolled)
    {
        var graph = new DiagramGraph();
        DiagramNode x = new() { Title = "input", Steps = 12, EmitsSequence = true, StepText = "x", IsEnd = true };
        DiagramNode both = new() { Title = "Bidirectional(LSTM(8))", Name = "bidirectional", Steps = 12, StepText = "LSTM", States = ["h", "c"], TwoWay = true };
        DiagramNode other = new() { Title = "GRU(8)", Name = "gru", Settings = "return_state, go_backwards", Steps = 12, StepText = "GRU", States = ["h"], Backwards = true };
        DiagramNode merge = new() { Title = "Concatenate", Name = "concatenate" };
        DiagramNode y = new() { Title = "output", IsEnd = true };
        other.StateOutputs.Add(("h", "output 1: h (None, 8)"));
        Chain(graph, (x, "(None, 12, 3)"), (both, "(None, 16)"), (merge, "(None, 24)"), (y, ""));
        graph.Nodes.Insert(2, other);
        graph.Edges.Add(new(x, other, "(None, 12, 3)", null));
        graph.Edges.Add(new(other, merge, "(None, 8)", null));
        Match(graph, unrolled);
    }

    private static void Chain(DiagramGraph graph, params (DiagramNode Node, string Shape)[] nodes)
    {
        graph.Nodes.AddRange(nodes.Select(n => n.Node));
        for (int i = 1; i < nodes.Length; i++)
            graph.Edges.Add(new(nodes[i - 1].Node, nodes[i].Node, nodes[i - 1].Shape, null));
    }

    private static void Match(DiagramGraph graph, bool unrolled, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Snapshot.Match(DiagramPicture.Draw(graph, unrolled, "a network", "drawn"), "svg", unrolled ? "unrolled" : "layers", test: test);
}
