using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>The settings of one layer in a file. Each is asked for by name and type; what was never asked for is told at the end.</summary>
/// <param name="config">The JSON object.</param>
/// <param name="className">The layer's class.</param>
/// <param name="name">The layer's name.</param>
internal sealed class Settings(JsonElement config, string className, string name)
{
    private readonly JsonElement _config = config;
    private readonly HashSet<string> _used = [];

    /// <summary>The layer's class.</summary>
    public string ClassName { get; } = className;

    /// <summary>The layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>What errors call the layer.</summary>
    public string Owner => $"{ClassName} '{Name}'";

    /// <summary>The JSON value itself, which for the oldest models is a list.</summary>
    public JsonElement Json => _config;

    /// <summary>Whether there is a setting of this name, be it null.</summary>
    public bool Has(string key) => _config.ValueKind == JsonValueKind.Object && _config.TryGetProperty(key, out _);

    /// <summary>A setting under its name or one of its earlier names; null where it is missing or null.</summary>
    public JsonElement? Find(string key)
    {
        foreach (string name in (IEnumerable<string>)[key, .. OldNames.Settings(key)])
        {
            if (Has(name))
            {
                _used.Add(name);
                return _config.Find(name);
            }
        }
        return null;
    }

    /// <summary>A setting that must be there.</summary>
    public JsonElement Require(string key) => Find(key) ?? throw Missing(key);

    /// <summary>A whole number.</summary>
    public int Int(string key, JsonElement value)
    {
        // A length along one axis also stands as a list of one.
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1)
        {
            value = value[0];
        }
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt32(out int number))
            {
                return number;
            }
            if (value.TryGetDouble(out double real) && real == Math.Truncate(real) && Math.Abs(real) < int.MaxValue)
            {
                return (int)real;
            }
        }
        throw Wrong(key, "a whole number", value);
    }

    /// <summary>A number.</summary>
    public float Float(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number) ? number
            : throw Wrong(key, "a number", value);

    /// <summary>True or false.</summary>
    public bool Bool(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(key, "true or false", value),
    };

    /// <summary>A flag that is false where it is missing.</summary>
    public bool Flag(string key) => Find(key) is { } value && Bool(key, value);

    /// <summary>A text.</summary>
    public string Text(string key, JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Wrong(key, "a string", value);

    /// <summary>Whole numbers.</summary>
    public int[] Ints(string key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return [Int(key, value)];
        }
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? Shape.Unknown : Int(key, item))]
            : throw Wrong(key, "a list of whole numbers", value);
    }

    /// <summary>The axis lengths of a shape with its batch axis; null in the file is an open axis.</summary>
    public int[] ShapeOf(string key, JsonElement value)
    {
        int[] lengths = value.ValueKind == JsonValueKind.Array ? Ints(key, value) : throw Wrong(key, "a list of axis lengths", value);
        return lengths.Length > 0 && lengths.All(n => n is > 0 or NotebookKit.Shape.Unknown)
            ? lengths
            : throw Wrong(key, "axis lengths of 1 or more, or null where they vary", value);
    }

    /// <summary>Throws where a setting was not asked for that could change what the layer computes.</summary>
    public void RequireAllUsed()
    {
        if (_config.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        foreach (JsonProperty property in _config.EnumerateObject())
        {
            bool off = property.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False
                || (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out double number) && number == 0)
                || (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && property.Value.GetRawText() is "[]" or "{}");
            if (!_used.Contains(property.Name) && !off && !IgnoredSettings.Has(property.Name, property.Value))
            {
                throw new RefusedException($"{Owner} has the setting {property.Name}: {property.Value.Shown()}, which this library does "
                    + $"not have. It would compute other numbers than Keras. Save the model without it.");
            }
        }
    }

    /// <summary>The error for a setting of the wrong kind.</summary>
    public RefusedException Wrong(string key, string expected, JsonElement value) =>
        new($"{Owner} expects {key} to be {expected}; the file has {value.Shown()}. The file is damaged, or not written by Keras.");

    private RefusedException Missing(string key) =>
        new($"{Owner} lacks its setting {key}. The file is damaged, or not written by Keras.");
}
