using NotebookKit.Display.Diagrams;

namespace NotebookKit.Display;

/// <summary>Diagrams of models.</summary>
public static class ModelDiagram
{
    /// <summary>
    /// The model as a diagram: layers as boxes, shapes on the arrows between them. Outputs flow down; states flow to the right,
    /// as time does.
    /// </summary>
    /// <param name="model">A model whose input shapes are known.</param>
    /// <param name="unrolled">
    /// Whether every time step is drawn. Of more than eight the first and last are; a time axis of open length is drawn with three.
    /// </param>
    /// <exception cref="InvalidOperationException">The model's shapes are not known yet.</exception>
    public static Picture Diagram(this Model model, bool unrolled = false)
    {
        DiagramGraph graph = GraphReader.Read(model, unrolled);
        string description = Describe(model, graph, unrolled);
        return new Picture(DiagramPicture.Draw(graph, unrolled, $"Diagram of {model.Kind} '{model.Name}'", description), description);
    }

    private static string Describe(Model model, DiagramGraph graph, bool unrolled)
    {
        IEnumerable<string> arrows = graph.Edges.Select(e =>
            $"{Called(e.From)} gives {(e.State is null ? "" : $"its state {e.State} ")}{e.Shape} to {Called(e.To)}");
        IEnumerable<string> states = graph.Nodes.SelectMany(n => n.StateOutputs.Select(o => $"{Called(n)} gives {o.Text}"));
        return $"{model.Kind} '{model.Name}'{(unrolled ? ", every time step drawn" : "")}: {string.Join("; ", arrows.Concat(states))}.";
    }

    private static string Called(DiagramNode node) => node.Name.Length == 0 ? node.Title : $"{node.Title} '{node.Name}'";
}
