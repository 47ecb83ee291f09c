using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>A layer as a file describes it, before it is made: its class, where the class comes from, its settings.</summary>
internal sealed class LayerEntry
{
    private LayerEntry(string className, string? module, Settings settings, JsonElement source) =>
        (ClassName, Module, Settings, Source) = (className, module, settings, source);

    /// <summary>The class's name in Keras 3, for example LSTM.</summary>
    public string ClassName { get; }

    /// <summary>Whether it is one of the layers of Keras 2 that ran on cuDNN alone.</summary>
    public bool IsCuDnn => Source.Text("class_name") is "CuDNNLSTM" or "CuDNNGRU";

    /// <summary>The module it comes from; null where the file does not say.</summary>
    public string? Module { get; }

    /// <summary>Its settings.</summary>
    public Settings Settings { get; }

    /// <summary>The whole entry, with its nodes.</summary>
    public JsonElement Source { get; }

    /// <summary>The layer's name.</summary>
    public string Name => Settings.Name;

    /// <summary>Whether it is an operation between tensors that Keras 3 writes as a node, rather than a layer.</summary>
    public bool IsOperation => Module is null
        ? ClassName is not "InputLayer" && !Settings.Has("trainable") && Operations.Knows(ClassName)
        && Source.Find("inbound_nodes") is not null
        : Module.Contains(".ops", StringComparison.Ordinal);

    /// <summary>Reads an entry, and refuses classes that are not Keras's own.</summary>
    public static LayerEntry Read(JsonElement source)
    {
        if (source.ValueKind != JsonValueKind.Object || source.Text("class_name") is not { } className)
        {
            throw new RefusedException($"A layer in the file has no class_name: {source.Shown()}. The file is damaged; save the model "
                + $"again by Keras.");
        }
        JsonElement config = source.Find("config") ?? throw new RefusedException($"A layer of class {className} has no config. The file "
            + $"is damaged; save the model again by Keras.");
        string name = config.Text("name") ?? source.Text("name") ?? className.ToLowerInvariant();
        Refuse(source, className, name);
        string current = OldNames.Class(className);
        return new LayerEntry(current, source.Text("module"), new Settings(config, current, name), source);
    }

    private static void Refuse(JsonElement source, string className, string name)
    {
        string? module = source.Text("module"), registered = source.Text("registered_name");
        if (className is "Lambda" or "__lambda__" or "TFOpLambda" or "SlicingOpLambda")
        {
            throw new RefusedException($"The layer '{name}' is a {className}, which holds a function of Python; code in a file is never "
                + $"run. In Keras, write the function as layers, or build the model here and load the weights alone by "
                + $"KerasFile.LoadWeights.");
        }
        bool ofKeras = module is not null && (module == "keras" || module.StartsWith("keras.", StringComparison.Ordinal)
            || module.StartsWith("keras_core", StringComparison.Ordinal));
        bool says = source.TryGetProperty("module", out _) || source.TryGetProperty("registered_name", out _);
        bool custom = className.Contains('>', StringComparison.Ordinal) || registered?.Contains('>', StringComparison.Ordinal) == true
            || (says && !ofKeras) || (registered is not null && registered != className);
        if (custom)
        {
            string shown = registered?.Contains('>', StringComparison.Ordinal) == true ? registered : className;
            string from = module is null ? "" : $" from the module {module}";
            string also = shown == className ? "" : $" ({className})";
            throw new RefusedException($"'{name}' is of the class {shown}{also}{from}, which is not one of Keras's own; a file holds "
                + $"its name and not its code, which would not be run. In Keras, build the model of Keras's layers, or build it here "
                + $"and load the weights alone by KerasFile.LoadWeights.");
        }
    }
}
