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
        string[] losses = [.. Names(given.Find("loss"))];
        return new KerasCompilation(
            name, rate, losses.Length == 0 ? null : string.Join(", ", losses), [.. Names(given.Find("metrics"))]);
    }

    private static IEnumerable<string> Names(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => [value.Value.GetString()!],
        JsonValueKind.Array => value.Value.EnumerateArray().SelectMany(item => Names(item)),
        JsonValueKind.Object when value.Value.Text("class_name") is { } className =>
            [value.Value.Text("registered_name") is { } own && own.Contains('>', StringComparison.Ordinal) ? own
                : className == "function" ? value.Value.Text("config") ?? className : className],
        JsonValueKind.Object => value.Value.EnumerateObject().SelectMany(property => Names(property.Value)),
        _ => [],
    };
}
