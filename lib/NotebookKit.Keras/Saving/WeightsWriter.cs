using NotebookKit.Keras.Configuration;
using NotebookKit.Keras.Hdf5.Writing;
using NotebookKit.Keras.Weights;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Saving;

/// <summary>Lays a model's weights out as Keras 3 does, in groups by class and order, each with its layer's name beside it.</summary>
internal static class WeightsWriter
{
    /// <summary>The bytes of a .weights.h5 file.</summary>
    public static byte[] Write(Model model)
    {
        var root = new NewGroup();
        Add(root, model, model.Name);
        return Hdf5Writer.Write(root);
    }

    private static void Add(NewGroup group, Layer layer, string name)
    {
        bool leaf = true;
        foreach ((string path, Layer part) in WeightPlace.Inside(layer, OwnLayers))
        {
            leaf = false;
            Add(group.At(path), part, NameOf(layer, part));
        }
        NewGroup vars = group.At("vars");
        vars.NameAttribute = name;
        for (int i = 0; leaf && i < layer.Weights.Count; i++)
        {
            vars.Data[i.ToString(System.Globalization.CultureInfo.InvariantCulture)] = layer.Weights[i].Value;
        }
    }

    /// <summary>The layers that have groups: a stack's input has none.</summary>
    private static IReadOnlyList<Layer> OwnLayers(Model model) =>
        model is Sequential ? [.. model.Layers.Where(l => l is not Input)] : KerasOrder.Of(model);

    /// <summary>A cell inside LSTM, GRU or SimpleRNN is called after its class there; here it has the layer's name.</summary>
    private static string NameOf(Layer outer, Layer part) =>
        outer is BuiltInRNN && part is RecurrentCell ? KerasNames.ClassPath(part.Kind) : part.Name;
}
