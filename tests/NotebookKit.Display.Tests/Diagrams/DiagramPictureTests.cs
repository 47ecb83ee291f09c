using NotebookKit.Display.Diagrams;
using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Diagrams;

public class DiagramPictureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_directions_run_apart_and_meet_in_a_merge(bool unrolled)
    {
        var graph = new DiagramGraph();
        DiagramNode x = new() { Title = "input", Steps = 12, EmitsSequence = true, StepText = "x", IsEnd = true };
        DiagramNode both = new()
        {
            Title = "Bidirectional(LSTM(8))",
            Name = "bidirectional",
            Steps = 12,
            StepText = "LSTM",
            States = ["h", "c"],
            TwoWay = true,
        };
        DiagramNode other = new()
        {
            Title = "GRU(8)",
            Name = "gru",
            Settings = "return_state, go_backwards",
            Steps = 12,
            StepText = "GRU",
            States = ["h"],
            Backwards = true,
        };
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
