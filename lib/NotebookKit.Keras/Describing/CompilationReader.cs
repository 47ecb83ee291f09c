using System.Text.Json;
using NotebookKit.Keras.Configuration;

namespace NotebookKit.Keras.Describing;

/// <summary>How a model was compiled, from compile_config (Keras 3) or training_config (a whole model in HDF5). Losses of
/// the author's own are named, not run.</summary>
internal static class CompilationReader
{
    /// <summary>What it says; null where the model was not compiled.</summary>
    public static KerasCompilation? Read(JsonElement? config)
    {
        if (config is not { ValueKind: JsonValueKind.Object } given || !given.EnumerateObject().Any())
        {
            return null;
        }
        JsonElement? optimizer = given.Find("optimizer") ?? given.Find("optimizer_config");
        string? name = optimizer is { ValueKind: JsonValueKind.String } text ? text.GetString() : optimizer?.Text("class_name");
        float? rate = null;
        JsonElement? settings = optimizer is { ValueKind: JsonValueKind.Object } item ? item.Find("config") : null;
        if ((settings?.Find("learning_rate") ?? settings?.Find("lr")) is { ValueKind: JsonValueKind.Number } number
            && number.TryGetSingle(out float value))
        {
            rate = value;
        }
        List<string> losses = [], metrics = [];
        Names(given.Find("loss"), losses, 0);
        Names(given.Find("metrics"), metrics, 0);
        return new KerasCompilation(name, rate, losses.Count == 0 ? null : string.Join(", ", losses), metrics);
    }

    private static void Names(JsonElement? value, List<string> names, int depth)
    {
        switch (value?.ValueKind)
        {
            case JsonValueKind.String:
                names.Add(value.Value.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.Value.EnumerateArray())
                {
                    Names(item, names, depth + 1);
                }
                break;
            case JsonValueKind.Object when value.Value.Text("class_name") is { } className:
                names.Add(value.Value.Text("registered_name") is { } own && own.Contains('>', StringComparison.Ordinal) ? own
                    : className == "function" ? value.Value.Text("config") ?? className : className);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.Value.EnumerateObject())
                {
                    Names(property.Value, names, depth + 1);
                }
                break;
        }
    }
}
