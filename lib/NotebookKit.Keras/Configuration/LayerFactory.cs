using System.Collections;
using System.Reflection;
using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Configuration;

/// <summary>
/// Makes layers from their settings. A setting has the name of the constructor's parameter (return_sequences is
/// returnSequences), so that a layer of this library is known here as soon as it exists.
/// </summary>
internal sealed class LayerFactory(BuildContext context)
{
    private static readonly Dictionary<string, Type> s_classes = typeof(Layer).Assembly.GetTypes()
        .Where(t => t is { IsPublic: true, IsAbstract: false, IsNested: false } && t.IsAssignableTo(typeof(Layer))
            && !t.IsAssignableTo(typeof(Model))
            && t != typeof(Layers.Lambda) && t != typeof(Input) && !Operations.Is(t))
        .ToDictionary(t => t.Name);

    /// <summary>Settings that are sizes of weights: a file that claims more than all its numbers is refused before
    /// anything is made.</summary>
    private static readonly HashSet<string> s_sizes = ["units", "filters", "inputDim", "outputDim"];

    /// <summary>Makes a layer.</summary>
    /// <param name="source">The JSON object.</param>
    /// <param name="flags">Settings that Keras gives when it calls the layer and this library when it makes it.</param>
    public Layer Create(JsonElement source, IReadOnlyDictionary<string, bool>? flags = null) =>
        Create(LayerEntry.Read(source), flags);

    /// <summary>Makes the layer of an entry.</summary>
    public Layer Create(LayerEntry entry, IReadOnlyDictionary<string, bool>? flags = null)
    {
        Settings settings = entry.Settings;
        if (entry.ClassName is "Sequential" or "Functional")
        {
            return new ModelReader(context).Create(entry);
        }
        if (settings.Json.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException(
                $"The config of {settings.Owner} is not a JSON object. The file is damaged, or not written by Keras.");
        }
        Layer layer = entry.ClassName switch
        {
            "InputLayer" => CreateInput(settings),
            "Bidirectional" => CreateBidirectional(settings),
            "RNN" => CreateRnn(settings),
            "TimeDistributedDense" => new TimeDistributed(Create("Dense", settings, null), settings.Name),
            "GRU" when entry.IsCuDnn => Create("GRU", settings, flags, new Dictionary<string, object?> { ["resetAfter"] = true }),
            _ => Create(entry.ClassName, settings, flags),
        };
        if (settings.Find("trainable") is { } trainable)
        {
            layer.Trainable = settings.Bool("trainable", trainable);
        }
        RefuseUnread(settings);
        settings.RequireAllUsed();
        return layer;
    }

    private static void RefuseUnread(Settings settings)
    {
        if (settings.Flag("time_major"))
        {
            throw new RefusedException($"{settings.Owner} has time_major: true, time before samples, which this library does not have. "
                + $"Build the model in Keras with time_major false; its weights are the same.");
        }
        if (settings.Json.Find("dtype") is { ValueKind: JsonValueKind.Object } policy && policy.Text("class_name") is { } name
            && name.StartsWith("Quantized", StringComparison.Ordinal))
        {
            throw new RefusedException($"{settings.Owner} is quantized ({name}): its weights are not the trained numbers. Save the "
                + $"model before it is quantized.");
        }
    }

    private static Input CreateInput(Settings settings)
    {
        string key = settings.Has("batch_shape") ? "batch_shape" : "batch_input_shape";
        int[] shape = settings.ShapeOf(key, settings.Require(key));
        _ = settings.Find("sparse");
        return new Input(shape[1..], settings.Name, shape[0] == Shape.Unknown ? null : shape[0]);
    }

    private Bidirectional CreateBidirectional(Settings settings)
    {
        MergeMode mode = settings.Find("merge_mode") is not { } value
            ? settings.Has("merge_mode") ? MergeMode.None : MergeMode.Concat
            : settings.Text("merge_mode", value) switch
            {
                "concat" => MergeMode.Concat,
                "sum" => MergeMode.Sum,
                "mul" => MergeMode.Mul,
                "ave" => MergeMode.Ave,
                _ => throw settings.Wrong("merge_mode", "concat, sum, mul, ave or null", value),
            };
        JsonElement inner = settings.Require("layer");
        RNN forward = Recurrent(settings, inner, turned: false);
        RNN backward = settings.Find("backward_layer") is { } given ? Recurrent(settings, given, turned: false)
            : Recurrent(settings, inner, turned: true);
        return new Bidirectional(forward, mode, backward, settings.Name);
    }

    /// <summary>One direction of a Bidirectional; the second is a copy that runs the other way where the file has only one.</summary>
    private RNN Recurrent(Settings owner, JsonElement source, bool turned)
    {
        var entry = LayerEntry.Read(source);
        if (!turned)
        {
            return Create(entry) as RNN ?? throw owner.Wrong("layer", "a recurrent layer", source.Find("class_name") ?? source);
        }
        bool backwards = entry.Settings.Flag("go_backwards");
        string name = entry.Name.StartsWith("forward_", StringComparison.Ordinal) ? entry.Name["forward_".Length..] : entry.Name;
        return Create(entry.ClassName == "RNN" ? "RNN" : entry.ClassName, entry.Settings, null, new Dictionary<string, object?>
        {
            ["goBackwards"] = !backwards,
            ["name"] = "backward_" + name,
        }) as RNN ?? throw owner.Wrong("layer", "a recurrent layer", source.Find("class_name") ?? source);
    }

    /// <summary>An RNN of a cell, or of several as a list, as early files have it.</summary>
    private Layer CreateRnn(Settings settings)
    {
        JsonElement cell = settings.Require("cell");
        if (cell.ValueKind != JsonValueKind.Array)
        {
            return Create("RNN", settings, null);
        }
        var cells = (RecurrentCell)Create("StackedRNNCells", new Settings(JsonSerializer.SerializeToElement(new { cells = cell }),
            "StackedRNNCells", "stacked_rnn_cells"), null);
        return Create("RNN", settings, null, new Dictionary<string, object?> { ["cell"] = cells });
    }

    /// <summary>Makes a layer by its constructor.</summary>
    private Layer Create(string className, Settings settings, IReadOnlyDictionary<string, bool>? flags,
        IReadOnlyDictionary<string, object?>? given = null)
    {
        if (!s_classes.TryGetValue(className, out Type? type))
        {
            throw new RefusedException($"'{settings.Name}' is a layer of class {className}, which this library does not have. Build the "
                + $"rest of the model here, or leave the layer out in Keras.");
        }
        ConstructorInfo constructor = LayerConstructors.Of(type);
        object?[] arguments = [.. constructor.GetParameters().Select(p =>
            given is not null && given.TryGetValue(p.Name!, out object? value) ? value : Argument(p, settings, flags))];
        try
        {
            var layer = (Layer)constructor.Invoke(arguments);
            LayerConstructors.SetMaskRule(layer, context.Version);
            return layer;
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentException or OverflowException)
        {
            throw new RefusedException($"The file's settings do not fit: {error.InnerException.Message}", error.InnerException);
        }
    }

    private object? Argument(ParameterInfo parameter, Settings settings, IReadOnlyDictionary<string, bool>? flags)
    {
        string key = KerasNames.Setting(settings.ClassName, parameter.Name!);
        if (parameter.Name == "name")
        {
            return settings.Name;
        }
        if (flags is not null && flags.TryGetValue(key, out bool flag))
        {
            return flag;
        }
        if (settings.Find(key) is not { } value)
        {
            bool isNull = settings.Has(key);
            // Keras added these after files without them were written, with another default.
            return parameter.Name == "resetAfter" && !isNull ? false
                : parameter.ParameterType == typeof(ActivationFunction) && isNull ? Activations.Linear
                : parameter.HasDefaultValue ? parameter.DefaultValue
                : !isNull && parameter.Name == "axes" ? throw new RefusedException($"{settings.Owner} lacks its setting {key}.")
                : settings.Require(key);
        }
        return Value(parameter.ParameterType, parameter.Name!, key, settings, value);
    }

    private object? Value(Type type, string parameter, string key, Settings settings, JsonElement value)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return Type.GetTypeCode(plain) switch
        {
            _ when plain.IsEnum => EnumValue(plain, key, settings, value),
            TypeCode.Int32 when key == "seed" =>
                value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int seed) ? seed : null,
            TypeCode.Int32 => Size(parameter, key, settings, settings.Int(key, value)),
            TypeCode.Single => settings.Float(key, value),
            TypeCode.Boolean => settings.Bool(key, value),
            TypeCode.String => settings.Text(key, value),
            _ when plain == typeof(ActivationFunction) => ActivationReader.Read(settings, key, value, context.Version),
            _ when plain == typeof(Initializer) => InitializerReader.Read(value),
            _ when plain == typeof(ValueTuple<int, int>) => settings.Ints(key, value) switch
            {
                [var both] => (both, both),
                [var left, var right] => (left, right),
                _ => throw settings.Wrong(key, "one or two whole numbers", value),
            },
            _ when plain.IsAssignableFrom(typeof(int[])) => settings.Ints(key, value),
            _ when plain.IsAssignableFrom(typeof(float[])) => value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Select(v => settings.Float(key, v)).ToArray()
                : throw settings.Wrong(key, "a list of numbers", value),
            _ when plain.IsAssignableTo(typeof(Layer)) => Create(value) is var inner && plain.IsInstanceOfType(inner)
                ? inner
                : throw settings.Wrong(key, $"a {plain.Name}", value.Find("class_name") ?? value),
            _ => Layers(plain, key, settings, value),
        };
    }

    private Array Layers(Type type, string key, Settings settings, JsonElement value)
    {
        Type item = type.IsArray ? type.GetElementType()! : type.IsGenericType ? type.GetGenericArguments()[0] : typeof(Layer);
        if (!type.IsAssignableTo(typeof(IEnumerable)) || !item.IsAssignableTo(typeof(Layer)) || value.ValueKind != JsonValueKind.Array)
        {
            throw settings.Wrong(key, $"a {type.Name}", value);
        }
        Layer[] layers = [.. value.EnumerateArray().Select(v => Create(v))];
        var result = Array.CreateInstance(item, layers.Length);
        for (int i = 0; i < layers.Length; i++)
        {
            result.SetValue(item.IsInstanceOfType(layers[i]) ? layers[i] : throw settings.Wrong(key, $"a list of {item.Name}", value), i);
        }
        return result;
    }

    private static object EnumValue(Type type, string key, Settings settings, JsonElement value)
    {
        string text = settings.Text(key, value), name = text.Replace("_", "", StringComparison.Ordinal);
        return Enum.GetNames(type).FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse(type, known)
            : throw settings.Wrong(key, $"one of {string.Join(", ", Enum.GetNames(type).Select(n => KerasNames.SnakeCase(n)))}", value);
    }

    private int Size(string parameter, string key, Settings settings, int size)
    {
        if (s_sizes.Contains(parameter) && size > context.MostNumbers)
        {
            throw new RefusedException($"{settings.Owner} expects weights for {key} of {size}; all weights in the file are "
                + $"{context.MostNumbers} numbers. The file is damaged, or not written by Keras.");
        }
        return size;
    }
}
