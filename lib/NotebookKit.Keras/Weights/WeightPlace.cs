using NotebookKit.Keras.Configuration;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Weights;

/// <summary>A layer that holds weights of its own, and where Keras 3's files have them.</summary>
/// <param name="Path">The group's path, for example <c>layers/lstm/cell</c>.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Trainable">Whether it and all layers around it train.</param>
internal sealed record WeightPlace(string Path, Layer Layer, bool Trainable)
{
    /// <summary>The places in one layer, paths counted from it, in the order of its layers; a layer that is used twice stands
    /// once.</summary>
    /// <param name="layer">The layer, or a model.</param>
    /// <param name="order">The layers of a model in the order that numbers their groups.</param>
    public static List<WeightPlace> In(Layer layer, Func<Model, IReadOnlyList<Layer>> order)
    {
        var places = new List<WeightPlace>();
        Collect(layer, "", layer.Trainable, order, places);
        return places;
    }

    /// <summary>The names of the layers' groups, by class and number: lstm, lstm_1, dense.</summary>
    public static IEnumerable<(string Name, Layer Layer)> Numbered(IEnumerable<Layer> layers)
    {
        var counts = new Dictionary<string, int>();
        foreach (Layer layer in layers)
        {
            string name = KerasNames.ClassPath(KerasNames.Class(layer));
            int count = counts[name] = counts.GetValueOrDefault(name) + 1;
            yield return (count == 1 ? name : $"{name}_{count - 1}", layer);
        }
    }

    /// <summary>The layers directly inside a layer with the names of their groups; those of a model stand under <c>layers</c>.</summary>
    public static IEnumerable<(string Name, Layer Layer)> Inside(Layer layer, Func<Model, IReadOnlyList<Layer>> order) => layer switch
    {
        Model model => Numbered(order(model).Where(l => !Operations.Is(l.GetType()))).Select(n => ($"layers/{n.Name}", n.Layer)),
        Bidirectional both => [("forward_layer", both.ForwardLayer), ("backward_layer", both.BackwardLayer)],
        TimeDistributed distributed => [("layer", distributed.Layer)],
        RNN rnn => [("cell", rnn.Cell)],
        StackedRNNCells stacked => Numbered(stacked.Cells).Select(n => ($"cells/{n.Name}", n.Layer)),
        _ => [],
    };

    private static void Collect(Layer layer, string path, bool trainable, Func<Model, IReadOnlyList<Layer>> order, List<WeightPlace> places)
    {
        var inside = Inside(layer, order).ToList();
        if (inside.Count == 0)
        {
            if (layer.Weights.Count > 0)
            {
                places.Add(new WeightPlace(path, layer, trainable));
            }
            return;
        }
        foreach ((string name, Layer part) in inside)
        {
            Collect(part, path.Length == 0 ? name : $"{path}/{name}", trainable && part.Trainable, order, places);
        }
    }
}
