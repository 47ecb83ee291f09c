using NotebookKit.Keras.Configuration;
using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Weights;

/// <summary>
/// Reads weights as whole-model HDF5 files have them, and weights files of Keras 1 and 2: <c>layer_names</c> lists the layers,
/// each layer's <c>weight_names</c> its weights. The order counts, the names do not.
/// </summary>
internal sealed class OldWeightsReader(Hdf5Group root, Func<Model, IReadOnlyList<Layer>> order, WeightValues values)
{
    /// <summary>A layer's weight in the file.</summary>
    internal sealed record Stored(string Name, Hdf5Dataset Data);

    /// <summary>Finds the values of all weights.</summary>
    public void Read(Model model)
    {
        var stored = new List<(string Layer, List<Stored> Weights)>();
        foreach (string name in Names(root, "layer_names") ?? throw new RefusedException($"The file has no attribute layer_names at "
            + $"{(root.Path.Length == 0 ? "its root" : $"'{root.Path}'")}, so it does not say which weights belong to which layer. The "
            + $"file is damaged, or not written by Keras."))
        {
            List<Stored> weights = ReadGroup(name);
            if (weights.Count > 0)
            {
                stored.Add((name, weights));
            }
        }
        List<Layer> layers = [.. order(model).Where(l => l.Weights.Count > 0)];
        if (stored.Count != layers.Count)
        {
            throw new RefusedException($"{model.Kind} '{model.Name}' has {layers.Count} layers with weights "
                + $"({Shown(layers.Select(l => l.Name))}); the file has {stored.Count} ({Shown(stored.Select(s => s.Layer))}). The "
                + $"weights belong to a model with other layers.");
        }
        for (int i = 0; i < layers.Count; i++)
        {
            Assign(layers[i], stored[i].Layer, stored[i].Weights);
        }
    }

    private List<Stored> ReadGroup(string layer)
    {
        Hdf5Group group = root.FindPath(layer) as Hdf5Group
            ?? throw new RefusedException($"The file lists a layer '{layer}' in layer_names and has no group of that name for its "
                + $"weights. The file is damaged, or not written by Keras.");
        return [.. (Names(group, "weight_names") ?? []).Select(name => group.FindPath(name) switch
        {
            Hdf5Dataset data => new Stored(name, data),
            null => throw new RefusedException($"The layer '{layer}' lists its weight '{name}', and the file has nothing at "
                + $"'{group.Path}/{name}'. The file is damaged, or not written by Keras."),
            _ => throw new RefusedException($"The layer '{layer}' lists its weight '{name}', and the file has a group at "
                + $"'{group.Path}/{name}' in place of numbers. The file is damaged, or not written by Keras."),
        })];
    }

    /// <summary>Gives a layer's weights their values: those that train first, then the others, each in the order of its
    /// sublayers.</summary>
    private void Assign(Layer layer, string name, List<Stored> stored)
    {
        string owner = $"{KerasNames.Class(layer)} '{layer.Name}'";
        List<WeightPlace> places = WeightPlace.In(layer, order);
        int expected = places.Sum(p => p.Layer.Weights.Count), first = places.Sum(p => Keras1Gates.Count(p.Layer));
        if (stored.Count == first && first != expected)
        {
            int at = 0;
            foreach (WeightPlace place in places)
            {
                int count = Keras1Gates.Count(place.Layer);
                Keras1Gates.Read(owner, place.Layer, stored.GetRange(at, count), values);
                at += count;
            }
            return;
        }
        if (stored.Count != expected)
        {
            throw new RefusedException($"{owner} has {expected} weights "
                + $"({Shown(places.SelectMany(p => p.Layer.Weights).Select(w => w.Name))}); the file has {stored.Count} for '{name}' "
                + $"({Shown(stored.Select(s => s.Name))}). The weights belong to a layer with other settings.");
        }
        var slots = places.SelectMany(p => p.Layer.Weights.Select(w => (Place: p, Weight: w))).ToList();
        var ordered = slots.Where(Trains).Concat(slots.Where(s => !Trains(s))).ToList();
        var found = new Dictionary<Weight, Stored>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < ordered.Count; i++)
        {
            found[ordered[i].Weight] = stored[i];
        }
        foreach (WeightPlace place in places)
        {
            List<Stored> own = [.. place.Layer.Weights.Select(w => found[w])];
            if (CuDnnGates.Are(place.Layer, own))
            {
                CuDnnGates.Read(owner, place.Layer, own, values);
                continue;
            }
            for (int i = 0; i < own.Count; i++)
            {
                values.Set(owner, place.Layer.Weights[i], own[i].Data);
            }
        }

        static bool Trains((WeightPlace Place, Weight Weight) slot) => slot.Place.Trainable && slot.Weight.Trainable;
    }

    /// <summary>A list of names, which is cut into several attributes where it is long; null where there is none.</summary>
    private static string[]? Names(Hdf5Group group, string key)
    {
        if (group.Attribute(key) is { } whole)
        {
            return whole.Texts();
        }
        var names = new List<string>();
        int part = 0;
        for (; group.Attribute($"{key}{part}") is { } attribute; part++)
        {
            names.AddRange(attribute.Texts());
        }
        return part == 0 ? null : [.. names];
    }

    private static string Shown(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(12)) + (all.Length > 12 ? $" and {all.Length - 12} more" : "");
    }
}
