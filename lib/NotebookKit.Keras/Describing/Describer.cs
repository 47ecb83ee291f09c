using System.Text.Json;
using NotebookKit.Keras.Configuration;
using NotebookKit.Keras.Containers;
using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Describing;

/// <summary>Looks into a file without making a model: nothing but names, settings and sizes is read.</summary>
internal static class Describer
{
    private const int MostLayers = 10_000;

    /// <summary>Describes a file that was opened.</summary>
    public static KerasDescription Describe(string path, Container container)
    {
        var layers = new List<KerasLayerDescription>();
        string? modelClass = null, modelName = null, version = null, saved = null;
        KerasCompilation? compiled = null;
        if (container.Config is { } text && container.Form != ContainerForm.ShardIndex)
        {
            JsonElement config = JsonDocuments.Read(text, container.Form == ContainerForm.WholeModel ? "model_config"
                : ContainerReader.ConfigName);
            modelClass = config.Text("class_name") ?? throw new RefusedException("The architecture in the file has no class_name, so it "
                + "is not a model of Keras.");
            modelName = config.Find("config")?.Text("name");
            version = FileVersion.Of(container, config).Text;
            Collect(config, 0, layers);
            compiled = CompilationReader.Read(config.Find("compile_config") ?? TrainingConfig(container));
        }
        if (container.Metadata is { } metadata)
        {
            saved = JsonDocuments.Read(metadata, ContainerReader.MetadataName).Text("date_saved");
        }
        long numbers = 0;
        if (container.Weights is { } file)
        {
            version ??= file.Root.Attribute("keras_version")?.Text();
            numbers = CountWeights(container, file, modelClass is null ? layers : null);
        }
        return new KerasDescription(path, container.FormName, container.Size, version, saved, modelClass, modelName, layers, numbers,
            compiled);
    }

    /// <summary>The layers of a model, those inside others beneath them.</summary>
    private static void Collect(JsonElement model, int depth, List<KerasLayerDescription> layers)
    {
        JsonElement? config = model.Find("config");
        JsonElement? list = config is { ValueKind: JsonValueKind.Array } ? config : config?.Find("layers");
        if (list is not { ValueKind: JsonValueKind.Array } items)
        {
            return;
        }
        foreach (JsonElement layer in items.EnumerateArray())
        {
            Add(layer, depth, layers);
        }
    }

    private static void Add(JsonElement layer, int depth, List<KerasLayerDescription> layers)
    {
        if (layers.Count >= MostLayers || layer.Text("class_name") is not { } className)
        {
            return;
        }
        JsonElement settings = layer.Find("config") ?? default;
        string name = settings.ValueKind == JsonValueKind.Object ? settings.Text("name") ?? layer.Text("name") ?? ""
            : layer.Text("name") ?? "";
        string? registered = layer.Text("registered_name");
        bool custom = registered?.Contains('>', StringComparison.Ordinal) == true;
        layers.Add(new KerasLayerDescription(name, custom ? registered! : className, LayerSummary.Of(settings), depth));
        foreach (string key in (string[])["layer", "backward_layer", "cell"])
        {
            if (settings.Find(key) is { ValueKind: JsonValueKind.Object } inner)
            {
                Add(inner, depth + 1, layers);
            }
        }
        if (settings.Find("cells") is { ValueKind: JsonValueKind.Array } cells)
        {
            foreach (JsonElement cell in cells.EnumerateArray())
            {
                Add(cell, depth + 1, layers);
            }
        }
        Collect(layer, depth + 1, layers);
    }

    private static JsonElement? TrainingConfig(Container container) =>
        container.Form == ContainerForm.WholeModel && container.Weights!.Root.Attribute("training_config") is { } training
            ? JsonDocuments.Read(System.Text.Encoding.UTF8.GetBytes(training.Text()), "training_config")
            : null;

    /// <summary>Counts the numbers of the weights, and lists the groups that hold some where there is no architecture.</summary>
    private static long CountWeights(Container container, Hdf5File file, List<KerasLayerDescription>? groups)
    {
        Hdf5Group? root = container.Form switch
        {
            ContainerForm.WholeModel => file.Root.Group("model_weights"),
            ContainerForm.OldWeights => file.Root,
            _ => file.Root.Group("layers") ?? file.Root.Group("_layer_checkpoint_dependencies"),
        };
        long numbers = 0;
        var seen = new HashSet<long>();
        foreach (string name in root?.Names ?? [])
        {
            List<string> shapes = [];
            long own = root!.Find(name) is { } item ? Count(item, seen, shapes) : 0;
            numbers += own;
            if (own > 0)
            {
                groups?.Add(new KerasLayerDescription(name, "weights", string.Join(", ", shapes), 0));
            }
        }
        return numbers;
    }

    private static long Count(Hdf5Object item, HashSet<long> seen, List<string> shapes)
    {
        if (!seen.Add(item.Address))
        {
            return 0;
        }
        if (item is Hdf5Dataset data)
        {
            shapes.Add(data.Space.ToString());
            return data.Space.Count;
        }
        var group = (Hdf5Group)item;
        return group.Names.Sum(name => group.Find(name) is { } inner ? Count(inner, seen, shapes) : 0);
    }
}
