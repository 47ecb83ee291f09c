using NotebookKit.Keras.Configuration;
using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Weights;

/// <summary>
/// Reads weights as Keras 3 lays them out, and Keras 2.13 to 2.15: groups named by class and number in the order of the
/// layers, <c>layers/lstm_1/cell/vars/0</c>. What the layers are called plays no part.
/// </summary>
internal sealed class NewWeightsReader
{
    private const string Layers = "layers", OldLayers = "_layer_checkpoint_dependencies";

    private readonly Func<Model, IReadOnlyList<Layer>> _order;
    private readonly WeightValues _values;

    private NewWeightsReader(Func<Model, IReadOnlyList<Layer>> order, WeightValues values) => (_order, _values) = (order, values);

    /// <summary>Finds the values of all weights.</summary>
    /// <param name="roots">The root of the file, or of each shard.</param>
    /// <param name="model">The model.</param>
    /// <param name="order">The layers of a model in the order of the file.</param>
    /// <param name="values">Gets the values.</param>
    public static void Read(IReadOnlyList<Hdf5Group> roots, Model model, Func<Model, IReadOnlyList<Layer>> order, WeightValues values) =>
        new NewWeightsReader(order, values).ReadModel(new GroupUnion(roots), model);

    private void ReadModel(GroupUnion group, Model model)
    {
        GroupUnion? layers = group.Group(Layers) ?? group.Group(OldLayers);
        if (layers is null)
        {
            if (model.Weights.Count > 0)
            {
                throw new RefusedException($"{model.Kind} '{model.Name}' has weights, and the file has no group "
                    + $"'{Join(group.Path, Layers)}' for them. Is it the weights of another model, or saved in another form?");
            }
            return;
        }
        // Numbers may have gaps (Keras 2.13): of each class the groups in the order of their numbers are taken.
        Dictionary<string, Queue<string>> groups = ByClass(layers);
        foreach (Layer layer in _order(model).Where(l => !Operations.Is(l.GetType())))
        {
            string className = KerasNames.ClassPath(KerasNames.Class(layer));
            if (groups.GetValueOrDefault(className)?.TryDequeue(out string? name) == true)
            {
                ReadLayer(layers.Group(name!), Join(layers.Path, name!), layer);
            }
            else if (layer.Weights.Count > 0)
            {
                throw Missing(layer, Join(layers.Path, className));
            }
        }
        foreach (string name in groups.Values.SelectMany(q => q))
        {
            if (layers.Group(name) is { } left && HoldsWeights(left, []) is { } path)
            {
                throw new RefusedException($"{model.Kind} '{model.Name}' has no layer for '{path}'; it has {Shown(_order(model))}. The "
                    + $"weights belong to a model with other layers.");
            }
        }
    }

    private void ReadLayer(GroupUnion? group, string path, Layer layer)
    {
        if (group is null)
        {
            if (layer.Weights.Count > 0)
            {
                throw Missing(layer, path);
            }
            return;
        }
        if (layer is Model model)
        {
            ReadModel(group, model);
            return;
        }
        var inside = WeightPlace.Inside(layer, _order).ToList();
        if (inside.Count == 0)
        {
            ReadOwn(group, layer);
            return;
        }
        foreach ((string name, Layer part) in inside)
        {
            ReadLayer(group.Group(name), Join(group.Path, name), part);
        }
        RequireNoMore(group.Group("vars"), 0, layer);
    }

    private void ReadOwn(GroupUnion group, Layer layer)
    {
        GroupUnion? vars = group.Group("vars");
        IReadOnlyList<Weight> weights = layer.Weights;
        for (int i = 0; i < weights.Count; i++)
        {
            string path = $"{group.Path}/vars/{i}";
            Hdf5Object? found = vars?.Find(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _values.Set(Owner(layer), weights[i], found as Hdf5Dataset ?? throw new RefusedException(found is null
                ? $"{Owner(layer)} expects its weight {weights[i].Name} of shape {weights[i].Shape} at '{path}', and the file has "
                    + $"nothing there. The weights belong to a layer with other settings, or the file is damaged."
                : $"{Owner(layer)} expects its weight {weights[i].Name} at '{path}', and the file has a group there. The file is "
                    + $"damaged, or not written by Keras."));
        }
        RequireNoMore(vars, weights.Count, layer);
    }

    private static void RequireNoMore(GroupUnion? vars, int count, Layer layer)
    {
        foreach (string name in vars?.Names ?? [])
        {
            if (!int.TryParse(name, out int number) || number >= count)
            {
                throw new RefusedException($"{Owner(layer)} has "
                    + $"{(count == 0 ? "no weights" : $"{count} weights ({string.Join(", ", layer.Weights.Select(w => w.Name))})")}, "
                    + $"and the file has a further one, '{vars!.Path}/{name}'. The weights belong to a layer with other settings.");
            }
        }
    }

    private static Dictionary<string, Queue<string>> ByClass(GroupUnion layers)
    {
        return layers.Names.Select(Split).OrderBy(group => group.Number).GroupBy(group => group.Class)
            .ToDictionary(ofClass => ofClass.Key, ofClass => new Queue<string>(ofClass.Select(group => group.Name)));

        static (string Name, string Class, int Number) Split(string name)
        {
            int at = name.LastIndexOf('_');
            return at > 0 && int.TryParse(name[(at + 1)..], out int number) ? (name, name[..at], number) : (name, name, 0);
        }
    }

    /// <summary>The first weight somewhere in a group that no layer claims; null where it holds none.</summary>
    private static string? HoldsWeights(GroupUnion group, HashSet<long> seen)
    {
        // A group may stand inside itself in a file that means harm.
        if (!seen.Add(group.Address))
        {
            return null;
        }
        // Seeds of random numbers are no weights of the model.
        foreach (string name in group.Names.Where(name => !name.StartsWith("seed_generator", StringComparison.Ordinal)))
        {
            if (group.Find(name) is Hdf5Dataset item)
            {
                return item.Path;
            }
            if (group.Group(name) is { } inner && HoldsWeights(inner, seen) is { } path)
            {
                return path;
            }
        }
        return null;
    }

    private static RefusedException Missing(Layer layer, string path) => new(
        $"{Owner(layer)} expects its weights ({string.Join(", ", layer.Weights.Select(w => $"{w.Name} {w.Shape}"))}) at '{path}', and "
            + $"the file has nothing there. The weights belong to a model with other layers, or the file is damaged.");

    private static string Owner(Layer layer) => $"{KerasNames.Class(layer)} '{layer.Name}'";

    private static string Shown(IReadOnlyList<Layer> layers) =>
        string.Join(", ", layers.Take(12).Select(l => l.Name)) + (layers.Count > 12 ? $" and {layers.Count - 12} more" : "");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
