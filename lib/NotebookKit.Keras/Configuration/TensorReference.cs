using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>A tensor in a graph: the output of a layer at one of its applications.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Node">Which of its applications, as the file counts them.</param>
/// <param name="Index">Which of its outputs.</param>
internal sealed record TensorReference(string Layer, int Node, int Index)
{
    /// <summary>A tensor as Keras 3 writes it; null where the value is none.</summary>
    public static TensorReference? FromKeras3(JsonElement value) =>
        value.Text("class_name") == "__keras_tensor__" && value.Find("config")?.Find("keras_history") is { } history ? FromList(history)
            : null;

    /// <summary>A tensor as a list of name, node and output; null where the value is none.</summary>
    public static TensorReference? FromList(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is 3 or 4
            && value[0].ValueKind == JsonValueKind.String && IsIndex(value[1], out int node) && IsIndex(value[2], out int index)
            ? new TensorReference(value[0].GetString()!, node, index)
            : null;

    private static bool IsIndex(JsonElement value, out int index)
    {
        index = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out index) && index >= 0;
    }
}
