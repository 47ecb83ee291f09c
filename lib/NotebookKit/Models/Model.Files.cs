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
    public void SaveWeights(string path) => Write(path, FileWeights().Select(w => (w.Name, w.Weight.Value)), []);

    /// <summary>
    /// Reads weights that <see cref="SaveWeights"/> or <see cref="Save"/> of a model of the same architecture wrote. An
    /// optimizer in the file is left there: how this model learns stays as it is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The weights do not exist yet.</exception>
    /// <exception cref="ModelFileException">The file is damaged or does not fit; the model is as before.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public void LoadWeights(string path)
    {
        IReadOnlyList<NamedWeight> weights = FileWeights();
        (StoredTensors? tensors, IReadOnlyDictionary<string, string>? metadata) = Safetensors.Read(path);
        SetFrom(path, tensors, Split(tensors, metadata).Weights, weights);
    }

    /// <summary>
    /// Writes the model to a file: its weights as <see cref="SaveWeights"/> does, its architecture as JSON in the file's
    /// metadata, and if it is compiled how it learns: losses, metrics and the optimizer with its settings, the number of
    /// updates made and what it remembers of each weight. Training the loaded model on the same batches in the same order
    /// then gives the weights, bit for bit, that training on without the break would have given.
    /// </summary>
    /// <param name="path">The file, usually <c>.safetensors</c>.</param>
    /// <param name="includeOptimizer">Whether to keep how the model learns, which for Adam makes the file three times as large.</param>
    /// <remarks>
    /// Not in the file: the states of stateful layers, and where random numbers stand that shuffle samples or drop units; set
    /// those by the seed of Fit and of the layers. A loss or metric of your own is kept by its name alone, as a file cannot
    /// hold code: compile the loaded model with it, <c>Compile(model.Optimizer, loss)</c>.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The weights do not exist yet, or a layer or the learning rate's schedule holds code of
    /// your own, which a file cannot.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as before.</exception>
    public void Save(string path, bool includeOptimizer = true)
    {
        string architecture = ArchitectureWriter.Write(this);
        IReadOnlyList<NamedWeight> weights = FileWeights();
        IEnumerable<(string, Tensor)> tensors = weights.Select(w => (w.Name, w.Weight.Value));
        if (!includeOptimizer || _setup is null)
        {
            Write(path, tensors, [new(ArchitectureKey, architecture)]);
        }
        else
        {
            Write(path, tensors.Concat(TrainingWriter.Tensors(_setup.Optimizer, weights)),
                [new(ArchitectureKey, architecture), new(TrainingWriter.MetadataKey, TrainingWriter.Write(this, _setup, weights))]);
        }
    }

    /// <summary>
    /// Makes the model that <see cref="Save"/> wrote, with its weights. If the file says how it learns, it comes back
    /// compiled, and training resumes where it stopped. Files of earlier versions, and those saved without the optimizer, do
    /// not say it: Compile the model, and the optimizer starts afresh.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="compile">Whether to compile the model as it was; without it the optimizer in the file is not looked at.</param>
    /// <returns>A <see cref="Sequential"/> where one was saved.</returns>
    /// <exception cref="ModelFileException">The file is damaged, holds weights only, or what its optimizer remembers does not fit the
    /// weights.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static Model Load(string path, bool compile = true)
    {
        (StoredTensors? tensors, IReadOnlyDictionary<string, string>? metadata) = Safetensors.Read(path);
        if (!metadata.TryGetValue(ArchitectureKey, out string? architecture))
        {
            throw new ModelFileException(path,
                "The file holds weights without an architecture. Build the model in code and call LoadWeights, or write the file by Save "
                + "instead of SaveWeights.");
        }

        Model model;
        // What the architecture claims must fit what the file holds before memory is taken for it; the exact shapes are compared below.
        const long Spare = 100_000;
        using (Initializer.Skip(Spare + 4 * tensors.Values.Sum(t => (long)t.Size)))
            model = ArchitectureReader.Read(path, architecture);
        IReadOnlyList<NamedWeight> weights = WeightNames.Of(model);
        (Dictionary<string, Tensor>? values, Dictionary<string, Tensor>? memory) = Split(tensors, metadata);
        SetFrom(path, tensors, values, weights);
        if (compile && metadata.TryGetValue(TrainingWriter.MetadataKey, out string? training))
            model._setup = TrainingReader.Read(path, training, memory, weights);
        return model;
    }

    private static void Write(string path, IEnumerable<(string Name, Tensor Values)> tensors, KeyValuePair<string, string>[] more) =>
        Safetensors.Save(path, tensors.ToDictionary(t => t.Name, t => t.Values),
            new Dictionary<string, string>([new(FormatKey, FormatName), .. more]));

    /// <summary>A file's weights, and beside them what the optimizer remembers of them where the file says that it has one.</summary>
    private static (Dictionary<string, Tensor> Weights, Dictionary<string, Tensor> Memory) Split(
        IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ILookup<bool, KeyValuePair<string, Tensor>> parts = tensors.ToLookup(t =>
            metadata.ContainsKey(TrainingWriter.MetadataKey) && t.Key.StartsWith(TrainingWriter.TensorPrefix, StringComparison.Ordinal));
        return (new(parts[false]), new(parts[true]));
    }

    private IReadOnlyList<NamedWeight> FileWeights() => HasGraph
        ? WeightNames.Of(this)
        : throw new InvalidOperationException(
            $"{Kind} '{Name}' has no weights yet: they are made when the number of input features is known. Begin it with an Input, for "
            + "example new Input(3, 1), or give it data first.");

    /// <summary>Sets all weights, once everything has been found to fit.</summary>
    private static void SetFrom(string path, StoredTensors stored, IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyList<NamedWeight> weights)
    {
        const string Unchanged = "The model is as it was.";
        foreach (NamedWeight weight in weights)
        {
            string owner = $"{weight.Weight.Name} of {weight.Layer.Kind} '{weight.Layer.Name}'";
            if (!tensors.TryGetValue(weight.Name, out Tensor? tensor) && !stored.TryGetValue(weight.Name, out tensor))
            {
                throw new ModelFileException(path,
                    $"The file does not have it; the model expects it as {owner}, shape {weight.Weight.Shape}. The file has "
                    + $"{List(tensors.Keys)}. {Unchanged}", weight.Name);
            }

            if (tensor.Shape != weight.Weight.Shape)
            {
                throw new ModelFileException(path,
                    $"Its shape is {tensor.Shape}; the model expects {weight.Weight.Shape} as {owner}. {Unchanged}", weight.Name);
            }
        }
        // What is of another type than weights are saved in, such as a count of steps, may stand beside them.
        if (tensors.Keys.Where(stored.IsWeight).Except(weights.Select(w => w.Name)).FirstOrDefault() is { } extra)
        {
            throw new ModelFileException(path, $"The model has no place for it; it has {List(weights.Select(w => w.Name))}. {Unchanged}",
                extra);
        }

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
