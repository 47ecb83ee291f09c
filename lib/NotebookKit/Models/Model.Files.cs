namespace NotebookKit;

/// <content>Weights and models in files.</content>
public partial class Model
{
    /// <summary>The metadata that says whose file it is, and the one that holds the architecture.</summary>
    private const string FormatKey = "format", FormatName = "notebookkit", ArchitectureKey = "architecture";

    /// <summary>Writes the weights to a safetensors file, replacing it as a whole or not at all.</summary>
    /// <param name="path">The file, usually <c>.safetensors</c>.</param>
    /// <exception cref="InvalidOperationException">The weights do not exist yet.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as before.</exception>
    public void SaveWeights(string path) => Write(path, []);

    /// <summary>Reads weights that <see cref="SaveWeights"/> or <see cref="Save"/> of a model of the same architecture wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The weights do not exist yet.</exception>
    /// <exception cref="ModelFileException">The file is damaged or does not fit; the model is as before.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public void LoadWeights(string path)
    {
        IReadOnlyList<NamedWeight> weights = FileWeights();
        SetFrom(path, Safetensors.Load(path).Tensors, weights);
    }

    /// <summary>
    /// Writes the model to a file: its weights as <see cref="SaveWeights"/> does, and its architecture as JSON in the file's
    /// metadata. How it learns, by Compile, is not kept.
    /// </summary>
    /// <param name="path">The file, usually <c>.safetensors</c>.</param>
    /// <exception cref="InvalidOperationException">The weights do not exist yet, or a layer holds code of your own, which a file cannot.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as before.</exception>
    public void Save(string path) => Write(path, [new(ArchitectureKey, ArchitectureWriter.Write(this))]);

    /// <summary>Makes the model that <see cref="Save"/> wrote, with its weights.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A <see cref="Sequential"/> where one was saved.</returns>
    /// <exception cref="ModelFileException">The file is damaged, or holds weights only.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static Model Load(string path)
    {
        var (tensors, metadata) = Safetensors.Load(path);
        if (!metadata.TryGetValue(ArchitectureKey, out string? architecture))
            throw new ModelFileException(path, "The file holds weights without an architecture. Build the model in code and call LoadWeights, or write the file by Save instead of SaveWeights.");
        Model model;
        using (Initializer.Skip())
            model = ArchitectureReader.Read(path, architecture);
        SetFrom(path, tensors, WeightNames.Of(model));
        return model;
    }

    private void Write(string path, KeyValuePair<string, string>[] more)
    {
        var tensors = FileWeights().ToDictionary(w => w.Name, w => w.Weight.Value);
        Safetensors.Save(path, tensors, new Dictionary<string, string>([new(FormatKey, FormatName), .. more]));
    }

    private IReadOnlyList<NamedWeight> FileWeights() => HasPlan
        ? WeightNames.Of(this)
        : throw new InvalidOperationException($"{Kind} '{Name}' has no weights yet: they are made when the number of input features is known. Begin it with an Input, for example new Input(3, 1), or give it data first.");

    /// <summary>Sets all weights, once everything has been found to fit.</summary>
    private static void SetFrom(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyList<NamedWeight> weights)
    {
        const string Unchanged = "The model is as it was.";
        foreach (NamedWeight weight in weights)
        {
            string owner = $"{weight.Weight.Name} of {weight.Layer.Kind} '{weight.Layer.Name}'";
            if (!tensors.TryGetValue(weight.Name, out Tensor? tensor))
                throw new ModelFileException(path, $"The file does not have it; the model expects it as {owner}, shape {weight.Weight.Shape}. The file has {List(tensors.Keys)}. {Unchanged}", weight.Name);
            if (tensor.Shape != weight.Weight.Shape)
                throw new ModelFileException(path, $"Its shape is {tensor.Shape}; the model expects {weight.Weight.Shape} as {owner}. {Unchanged}", weight.Name);
        }
        if (tensors.Keys.Except(weights.Select(w => w.Name)).FirstOrDefault() is { } extra)
            throw new ModelFileException(path, $"The model has no place for it; it has {List(weights.Select(w => w.Name))}. {Unchanged}", extra);
        foreach (NamedWeight weight in weights)
            tensors[weight.Name].Values.CopyTo(weight.Weight.Value.Data);
    }

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length switch
        {
            0 => "no tensors",
            > 12 => string.Join(", ", all[..12]) + $" and {all.Length - 12} more",
            _ => string.Join(", ", all),
        };
    }
}
