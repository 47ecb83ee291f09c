namespace NotebookKit;

/// <summary>
/// What a model's weights are called in a file. As in Keras 3's weight files the names come from the kinds of the layers and
/// their order, <c>lstm/kernel</c>, <c>lstm_1/kernel</c>, and not from the layers' own names, which differ when a model is
/// built a second time. The weights of a model inside a model stand under that model: <c>sequential/dense/kernel</c>.
/// </summary>
internal static class WeightNames
{
    /// <summary>The weights in the model's order; a weight shared by several layers stands once, under the first.</summary>
    public static IReadOnlyList<NamedWeight> Of(Model model)
    {
        var result = new List<NamedWeight>();
        Collect(model, "", result, [], []);
        return result;
    }

    private static void Collect(Model model, string prefix, List<NamedWeight> result, HashSet<Weight> seen, HashSet<string> taken)
    {
        var counts = new Dictionary<string, int>();
        foreach (Layer layer in model.Layers)
        {
            string kind = LayerNames.SnakeCase(layer.Kind);
            int count = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            string place = $"{prefix}{kind}{(count == 1 ? "" : $"_{count - 1}")}/";
            if (layer is Model inner)
            {
                Collect(inner, place, result, seen, taken);
                continue;
            }
            foreach (Weight weight in layer.Weights)
            {
                if (!seen.Add(weight))
                    continue;
                // The two halves of a Bidirectional layer have weights of the same names.
                string name = place + weight.Name;
                for (int i = 1; !taken.Add(name); i++)
                    name = $"{place}{weight.Name}_{i}";
                result.Add(new NamedWeight(name, layer, weight));
            }
        }
    }
}

/// <summary>A weight with its name in a file and the layer it belongs to.</summary>
internal sealed record NamedWeight(string Name, Layer Layer, Weight Weight);
