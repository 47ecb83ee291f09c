using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using NotebookKit.Keras.Configuration;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Saving;

/// <summary>Writes layers as Keras 3's config.json has them: module, class and settings.</summary>
internal sealed class LayerWriter
{
    /// <summary>A layer's entry.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name in the file.</param>
    /// <exception cref="RefusedException">Keras 3 does not have it.</exception>
    public JsonObject Write(Layer layer, string name)
    {
        Expressible.Require(layer);
        if (layer is Model model)
        {
            return new ModelWriter(this).Write(model);
        }
        return new JsonObject
        {
            ["module"] = "keras.layers",
            ["class_name"] = KerasNames.Class(layer),
            ["config"] = Config(layer, name),
            ["registered_name"] = null,
        };
    }

    /// <summary>How a layer's numbers are stored: as 32-bit floats.</summary>
    public static JsonObject FloatPolicy() => new()
    {
        ["module"] = "keras",
        ["class_name"] = "DTypePolicy",
        ["config"] = new JsonObject { ["name"] = "float32" },
        ["registered_name"] = null,
    };

    /// <summary>An input's entry.</summary>
    public static JsonObject WriteInput(Input input, string dtype) => new()
    {
        ["module"] = "keras.layers",
        ["class_name"] = "InputLayer",
        ["config"] = new JsonObject
        {
            ["batch_shape"] = ShapeOf(input.Shape),
            ["dtype"] = dtype,
            ["sparse"] = false,
            ["ragged"] = false,
            ["name"] = input.Name,
            ["optional"] = false,
        },
        ["registered_name"] = null,
    };

    /// <summary>A shape as JSON, null for open axes.</summary>
    public static JsonArray ShapeOf(Shape shape) => new([.. shape.Select(n => n == Shape.Unknown ? null : (JsonNode)n)]);

    /// <summary>A float by its own digits: 0.2 rather than the double nearest to the float.</summary>
    public static JsonNode Real(string owner, float number)
    {
        if (!float.IsFinite(number))
        {
            throw new RefusedException($"{owner} has the setting {number}, which JSON cannot say.");
        }
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.All(c => char.IsDigit(c) || c == '-') ? text + ".0" : text)!;
    }

    private JsonObject Config(Layer layer, string name)
    {
        var config = new JsonObject { ["name"] = name, ["trainable"] = layer.Trainable, ["dtype"] = FloatPolicy() };
        string className = KerasNames.Class(layer);
        switch (layer)
        {
            case SpatialDropout1D spatial:
                // Alone among Keras's layers its constructor does not take trainable.
                return new JsonObject
                {
                    ["rate"] = Real(spatial.Name, spatial.Rate),
                    ["seed"] = spatial.Seed,
                    ["name"] = name,
                    ["dtype"] = "float32"
                };
            case Bidirectional both:
                config["merge_mode"] = both.MergeMode == MergeMode.None ? null : both.MergeMode.ToString().ToLowerInvariant();
                config["layer"] = Write(both.ForwardLayer, both.ForwardLayer.Name);
                config["backward_layer"] = Write(both.BackwardLayer, both.BackwardLayer.Name);
                return config;
            case TimeDistributed distributed:
                config["layer"] = Write(distributed.Layer, distributed.Layer.Name);
                return config;
        }
        if (SettingsOrder.Of(className) is { } order)
        {
            foreach (string item in order)
            {
                Add(config, layer, className, item);
            }
            return config;
        }
        foreach (ParameterInfo parameter in LayerConstructors.Of(layer.GetType()).GetParameters().Where(p => p.Name != "name"))
        {
            config[KerasNames.Setting(className, parameter.Name!)] = Value(layer, LayerConstructors.Property(layer.GetType(),
                parameter)?.GetValue(layer));
        }
        return config;
    }

    private void Add(JsonObject config, Layer layer, string className, string item)
    {
        if (item.Split('=', 2) is [var fixedKey, var json])
        {
            config[fixedKey] = JsonNode.Parse(json);
            return;
        }
        bool isList = item.EndsWith("[]", StringComparison.Ordinal);
        string key = isList ? item[..^2] : item;
        PropertyInfo property = layer.GetType().GetProperty(
            SettingsOrder.PropertyName(className, key), BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
            ?? throw new RefusedException($"{className} '{layer.Name}' does not show its setting {key}.");
        JsonNode? value = Value(layer, property.GetValue(layer));
        config[key] = isList && value is JsonValue ? new JsonArray(value) : value;
    }

    private JsonNode? Value(Layer owner, object? value) => value switch
    {
        null => null,
        int number => number,
        float number => Real($"{owner.Kind} '{owner.Name}'", number),
        bool flag => flag,
        string text => text,
        Enum choice => KerasNames.SnakeCase(choice.ToString()),
        ActivationFunction activation => Expressible.ActivationName(owner, activation),
        Initializer initializer => InitializerWriter.Write(owner, initializer),
        Layer inner => Write(inner, inner.Name),
        ValueTuple<int, int> pair => pair.Item1 == pair.Item2 && owner is Dot ? pair.Item1 : new JsonArray(pair.Item1, pair.Item2),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(i => i is -1 && owner is Dropout ? null : Value(owner, i))]),
        _ => throw new RefusedException($"{owner.Kind} '{owner.Name}' has a setting of type {value.GetType().Name}, which Keras does "
            + $"not have."),
    };
}
