using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace NotebookKit;

/// <summary>
/// A model's architecture as JSON: a table of all layers, those inside others before them, each with the settings of its
/// constructor; and for a graph the applications of its layers in order. A layer that occurs several times stands once in
/// the table, so that it is one layer again when read.
/// </summary>
internal sealed class ArchitectureWriter
{
    /// <summary>The version of this description, for files of times to come.</summary>
    public const int Version = 1;

    private readonly Model _root;
    private readonly JsonArray _table = [];
    private readonly Dictionary<Layer, int> _places = new(ReferenceEqualityComparer.Instance);

    private ArchitectureWriter(Model root) => _root = root;

    /// <exception cref="InvalidOperationException">A layer holds code of the reader's own, which a file cannot.</exception>
    public static string Write(Model model)
    {
        var writer = new ArchitectureWriter(model);
        int place = writer.Place(model);
        return new JsonObject { ["version"] = Version, ["layers"] = writer._table, ["model"] = place }.ToJsonString();
    }

    /// <summary>Where a layer stands in the table; it is added if it does not yet.</summary>
    private int Place(Layer layer)
    {
        if (_places.TryGetValue(layer, out int known))
            return known;
        JsonObject entry = layer switch
        {
            Sequential sequential => Stack(sequential),
            Model model => Graph(model),
            Layers.Input input =>
                new JsonObject { ["class"] = nameof(Layers.Input), ["name"] = input.Name, ["shape"] = Numbers(input.Shape) },
            _ => Settings(layer),
        };
        if (!layer.Trainable)
            entry["trainable"] = false;
        if (layer.MaskRule != MaskRule.Keras3)
            entry["maskRule"] = layer.MaskRule.ToString();
        _table.Add(entry);
        return _places[layer] = _table.Count - 1;
    }

    private JsonObject Stack(Sequential model)
    {
        if (!model.HasGraph)
        {
            throw new InvalidOperationException(
                $"{model.Kind} '{model.Name}' cannot be saved before its input's shape is known. Begin it with an Input, for example new "
                + "Input(3, 1), or give it data first.");
        }

        return new JsonObject
        {
            ["class"] = nameof(Sequential),
            ["name"] = model.Name,
            ["stack"] = new JsonArray([.. model.Layers.Select(l => (JsonNode)Place(l))])
        };
    }

    private JsonObject Graph(Model model)
    {
        if (model.GetType() != typeof(Model))
            throw Unsaveable(model, "is a class of your own");
        var order = new Dictionary<LayerCall, int>(ReferenceEqualityComparer.Instance);
        var calls = new JsonArray();
        foreach (LayerCall call in model.Plan.Calls)
        {
            var entry = new JsonObject { ["layer"] = Place(call.Layer), ["inputs"] = References(call.Inputs) };
            if (call.Masks is [{ } first])
                entry["mask"] = References([first])[0]!.DeepClone();
            else if (call.Masks.Count > 0)
                entry["masks"] = new JsonArray([.. call.Masks.Select(m => m is null ? null : References([m])[0]!.DeepClone())]);
            order[call] = calls.Count;
            calls.Add(entry);
        }
        return new JsonObject
        {
            ["class"] = nameof(Model),
            ["name"] = model.Name,
            ["calls"] = calls,
            ["inputs"] = References(model.Inputs),
            ["outputs"] = References(model.Outputs),
        };

        JsonArray References(IEnumerable<SymbolicTensor> tensors) =>
            new([.. tensors.Select(t => (JsonNode)new JsonArray(order[t.Call], t.Index))]);
    }

    /// <summary>A layer's or initializer's class with the settings of its constructor.</summary>
    private JsonObject Settings(object item)
    {
        Type type = item.GetType();
        bool known = item is Initializer ? LayerSettings.InitializerClasses.ContainsValue(type)
            : LayerSettings.LayerClasses.ContainsValue(type);
        if (!known)
            throw Unsaveable(item, "is a class of your own");
        var config = new JsonObject();
        foreach (ParameterInfo parameter in LayerSettings.Constructor(type).GetParameters())
        {
            if (typeof(Delegate).IsAssignableFrom(parameter.ParameterType))
                throw Unsaveable(item, "computes a function of your own");
            PropertyInfo property = LayerSettings.Property(type, parameter)
                ?? throw Unsaveable(item, $"does not show its setting '{parameter.Name}'");
            config[parameter.Name!] = Value(item, property.GetValue(item));
        }
        return new JsonObject { ["class"] = type.Name, ["config"] = config };
    }

    private JsonNode? Value(object owner, object? value) => value switch
    {
        null => null,
        int number => number,
        // JSON has no numbers for NaN and the infinities.
        float number => float.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag,
        string text => text,
        Enum choice => choice.ToString(),
        ActivationFunction activation => Named(owner, activation),
        Initializer initializer => Settings(initializer),
        Layer layer => Place(layer),
        ValueTuple<int, int> pair => Numbers([pair.Item1, pair.Item2]),
        IEnumerable<int> numbers => Numbers(numbers),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => Value(owner, item))]),
        _ => throw Unsaveable(owner, $"has a setting of type {value.GetType().Name}"),
    };

    private JsonNode Named(object owner, ActivationFunction activation) => Activations.Knows(activation)
        ? activation.Name
        : throw Unsaveable(owner, $"uses the activation '{activation.Name}' of your own");

    private static JsonArray Numbers(IEnumerable<int> numbers) => new([.. numbers.Select(n => (JsonNode)n)]);

    private InvalidOperationException Unsaveable(object item, string why)
    {
        string name = item is Layer layer ? $"{layer.Kind} '{layer.Name}'" : item.GetType().Name;
        return new InvalidOperationException(
            $"{_root.Kind} '{_root.Name}' cannot be saved: {name} {why}, and a file cannot hold code. Save the weights alone by "
            + "SaveWeights, and build the model in code before LoadWeights.");
    }
}
