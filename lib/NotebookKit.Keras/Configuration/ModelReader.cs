using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Configuration;

/// <summary>Makes models of their descriptions: stacks here, graphs by <see cref="GraphReader"/>.</summary>
internal sealed class ModelReader(BuildContext context)
{
    /// <summary>Makes the model that a file describes.</summary>
    /// <exception cref="RefusedException">The description is damaged, or asks for what this library does not have.</exception>
    public Model Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.Text("class_name") is null)
        {
            throw new RefusedException("The architecture in the file has no class_name, so it is not a model of Keras. Save the model "
                + "again by Keras.");
        }
        RefuseSubclass(root);
        var entry = LayerEntry.Read(root);
        return entry.ClassName is "Sequential" or "Functional"
            ? Create(entry)
            : throw new RefusedException($"The file holds a {entry.ClassName} where a model is expected, Sequential or Functional. A "
                + $"class of the author's own (a subclassed model) is Python code, which a file does not hold: build the model here and "
                + $"load the weights alone by KerasFile.LoadWeights.");
    }

    /// <summary>Makes a model, which may stand inside another.</summary>
    public Model Create(LayerEntry entry)
    {
        Settings settings = entry.Settings;
        try
        {
            Model model = entry.ClassName == "Sequential" ? Stack(settings) : new GraphReader(context, settings).Read();
            if (settings.Find("trainable") is { } trainable)
            {
                model.Trainable = settings.Bool("trainable", trainable);
            }
            return model;
        }
        catch (ArgumentException error)
        {
            throw new RefusedException($"The layers of {settings.Owner} do not fit together: {error.Message}", error);
        }
    }

    private Sequential Stack(Settings settings)
    {
        JsonElement list = settings.Json.ValueKind == JsonValueKind.Array ? settings.Json : settings.Require("layers");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new RefusedException($"{settings.Owner} has no layers. The file is damaged, or the model was never built.");
        }
        var factory = new LayerFactory(context);
        List<LayerEntry> entries = [.. list.EnumerateArray().Select(item => LayerEntry.Read(item))];
        RequireUniqueNames(settings, entries);
        List<Layer> layers = [.. entries.Select(e => factory.Create(e))];
        IReadOnlyList<Layer> order = [.. layers];
        if (layers[0] is not Input)
        {
            layers.Insert(0, FirstInput(settings, entries[0], layers[0]));
        }
        var model = new Sequential(layers, settings.Name);
        context.Order[model] = order;
        return model;
    }

    /// <summary>The input of a stack that does not begin with one: as its first layer or its last build says.</summary>
    private static Input FirstInput(Settings settings, LayerEntry first, Layer layer)
    {
        Settings inner = first.Settings;
        int[]? shape =
            inner.Find("batch_input_shape") is { } whole ? inner.ShapeOf("batch_input_shape", whole)
            : layer is Bidirectional && inner.Find("layer")?.Find("config")?.Find("batch_input_shape") is { } within
                ? inner.ShapeOf("batch_input_shape", within)
            : layer is Model { Inputs: [var input] } ? input.Shape.ToArray()
            : first.ClassName == "Embedding"
                ? [Shape.Unknown, inner.Find("input_length") is { ValueKind: JsonValueKind.Number } ? Length() : Shape.Unknown]
            : inner.Find("input_dim") is { } features
                ? [Shape.Unknown, .. layer is RecurrentLayer ? new[] { Length() } : [], inner.Int("input_dim", features)]
            : settings.Find("build_input_shape") is { } built ? settings.ShapeOf("build_input_shape", built)
            : null;
        return shape is null
            ? throw new RefusedException($"The file does not say the shape of the input of {settings.Owner}: the model was never built. "
                + $"In Keras, give it an Input or call it once, and save it again.")
            : new Input(shape[1..], first.Name + "_input", shape[0] == Shape.Unknown ? null : shape[0]);

        int Length() => inner.Find("input_length") is { } steps ? inner.Int("input_length", steps) : Shape.Unknown;
    }

    /// <summary>Throws where two layers of a model have one name.</summary>
    public static void RequireUniqueNames(Settings settings, IEnumerable<LayerEntry> entries)
    {
        if (entries.GroupBy(e => e.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new RefusedException($"{settings.Owner} has {twice.Count()} layers named '{twice.Key}'; expected names that occur "
                + $"once. The file is damaged, or not written by Keras.");
        }
    }

    private static void RefuseSubclass(JsonElement root)
    {
        string? className = root.Text("class_name"), registered = root.Text("registered_name");
        bool known = className is "Sequential" or "Functional" or "Model";
        if (className is not null && !known && root.Find("config")?.Find("layers") is null)
        {
            throw new RefusedException($"The file holds a model of the author's own class {registered ?? className} ({className}), a "
                + $"subclassed model: its layers are Python code, which a file does not hold. Build the model here and load the weights "
                + $"alone by KerasFile.LoadWeights.");
        }
    }
}
