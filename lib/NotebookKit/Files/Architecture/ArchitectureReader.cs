using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NotebookKit;

/// <summary>Builds a model from the description that <see cref="ArchitectureWriter"/> wrote.</summary>
internal sealed class ArchitectureReader
{
    /// <summary>Numbers that JSON does not have stand in the file by their names.</summary>
    private static readonly JsonSerializerOptions s_named = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>
    /// How deep layers may lie in one another, and how many of them one run may pass through: far more than any network has.
    /// </summary>
    private const int Deepest = 64, MostCalls = 50_000;

    private readonly List<Layer> _table = [];
    private readonly Dictionary<Layer, (int Depth, long Calls)> _extents = new(ReferenceEqualityComparer.Instance);
    private (int Depth, long Calls) _extent;

    private ArchitectureReader()
    {
    }

    /// <param name="path">The file it stands in, for errors.</param>
    /// <param name="json">The description.</param>
    /// <exception cref="ModelFileException">The description is damaged, or names layers that this library does not have.</exception>
    public static Model Read(string path, string json)
    {
        try
        {
            JsonNode root = JsonNode.Parse(json) ?? throw new FormatException("it is empty");
            int version = (int)Member(root, "version");
            if (version != ArchitectureWriter.Version)
            {
                throw new FormatException(
                    $"it is written in version {version}, and this library reads version {ArchitectureWriter.Version}");
            }

            var reader = new ArchitectureReader();
            foreach (JsonNode? entry in Member(root, "layers").AsArray())
                reader._table.Add(reader.Build(entry ?? throw new FormatException("a layer is null")));
            return reader.At(Member(root, "model")) as Model ?? throw new FormatException("what it calls the model is a layer");
        }
        catch (Exception error) when (error is not ModelFileException)
        {
            Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            throw new ModelFileException(path, $"The architecture in the file cannot be built: {cause.Message.TrimEnd('.')}.",
                inner: cause);
        }
    }

    private Layer Build(JsonNode entry)
    {
        string kind = (string)Member(entry, "class")!;
        _extent = (1, 1);
        Layer layer = kind switch
        {
            nameof(Layers.Input) => Input(entry),
            nameof(Sequential) => new Sequential([.. Member(entry, "stack").AsArray().Select(At)], (string?)Member(entry, "name")),
            nameof(Model) => Graph(entry),
            _ => (Layer)Create(kind, LayerSettings.LayerClasses, entry),
        };
        if (entry["trainable"] is { } trainable)
            layer.Trainable = (bool)trainable;
        if (entry["maskRule"] is { } rule)
            layer.MaskRule = Enum.Parse<MaskRule>((string)rule!);
        _extents[layer] = _extent;
        return layer;
    }

    private static Layers.Input Input(JsonNode entry)
    {
        int[] shape = [.. Member(entry, "shape").AsArray().Select(n => (int)n!)];
        return new Layers.Input(shape[1..], (string?)Member(entry, "name"), shape[0] == Shape.Unknown ? null : shape[0]);
    }

    private Model Graph(JsonNode entry)
    {
        var calls = new List<SymbolicTensor[]>();
        foreach (JsonNode? call in Member(entry, "calls").AsArray())
        {
            Layer layer = At(Member(call!, "layer"));
            if (layer is Layers.Input input)
            {
                calls.Add([input.Output]);
                continue;
            }
            SymbolicTensor[] arguments = References(Member(call!, "inputs"));
            SymbolicOutputs outputs = call!["masks"] is { } masks
                ? layer.Apply(arguments, mask: [.. masks.AsArray().Select(m => m is null ? null : Find(m))])
                : layer.Apply(arguments, call["mask"] is { } given ? Find(given) : null);
            calls.Add(outputs.ToArray());
        }
        return new Model(References(Member(entry, "inputs")), References(Member(entry, "outputs")), (string?)Member(entry, "name"));

        SymbolicTensor Find(JsonNode? reference) => calls[(int)reference![0]!][(int)reference[1]!];
        SymbolicTensor[] References(JsonNode list) => [.. list.AsArray().Select(Find)];
    }

    private object Create(string kind, Dictionary<string, Type> known, JsonNode entry)
    {
        if (!known.TryGetValue(kind, out Type? type))
            throw new FormatException($"this library has no '{kind}'");
        JsonNode config = Member(entry, "config");
        ConstructorInfo constructor = LayerSettings.Constructor(type);
        object?[] arguments = [.. constructor.GetParameters().Select(p =>
            config.AsObject().TryGetPropertyValue(p.Name!, out JsonNode? value)
                ? Value(p.ParameterType, value)
                : p.HasDefaultValue ? p.DefaultValue : throw new FormatException($"{kind} lacks its setting '{p.Name}'"))];
        return constructor.Invoke(arguments);
    }

    private object? Value(Type type, JsonNode? value)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when value is null => null,
            _ when plain == typeof(ActivationFunction) => Activations.ByName((string)value!),
            _ when plain == typeof(Initializer) => Create((string)Member(value, "class")!, LayerSettings.InitializerClasses, value),
            _ when plain.IsAssignableTo(typeof(Layer)) => At(value),
            _ when plain.IsEnum => Enum.Parse(plain, (string)value!),
            _ when plain == typeof(ValueTuple<int, int>) => ((int)value[0]!, (int)value[1]!),
            _ when plain.IsAssignableTo(typeof(IEnumerable<Layer>)) => LayerList(plain, value),
            _ => value.Deserialize(plain, s_named),
        };
    }

    private Array LayerList(Type type, JsonNode places)
    {
        Layer[] layers = [.. places.AsArray().Select(At)];
        var list = Array.CreateInstance(type.GetGenericArguments()[0], layers.Length);
        Array.Copy(layers, list, layers.Length);
        return list;
    }

    /// <summary>A layer that the one being built refers to, counted for it: a layer inside it, or a call.</summary>
    private Layer At(JsonNode? place)
    {
        Layer layer = place is not null && (int)place is >= 0 and var index && index < _table.Count
            ? _table[index]
            : throw new FormatException($"it refers to a layer {place} before that layer");
        (int depth, long calls) = _extents[layer];
        _extent = (Math.Max(_extent.Depth, depth + 1), _extent.Calls + calls);
        if (_extent.Depth > Deepest)
            throw new FormatException($"its layers lie in one another more than {Deepest} deep");
        if (_extent.Calls > MostCalls)
            throw new FormatException($"a run through its models inside models would pass more than {MostCalls} layers");
        return layer;
    }

    private static JsonNode Member(JsonNode node, string name) => node is JsonObject item && item[name] is { } value
        ? value
        : throw new FormatException($"'{name}' is missing");
}
