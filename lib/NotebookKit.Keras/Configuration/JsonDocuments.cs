using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>Reads the JSON texts of a file.</summary>
internal static class JsonDocuments
{
    // Names twice would let two readers see two models. The deepest model seen has 16 levels; the limit stops hostile nesting.
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <exception cref="RefusedException">It is not JSON, or not an object.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> text, string what)
    {
        try
        {
            if (text.Span.StartsWith("\u00ef\u00bb\u00bf"u8))
            {
                text = text[3..];
            }
            JsonElement root = JsonDocument.Parse(text, s_options).RootElement;
            return root.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? root
                : throw new RefusedException($"The {what} is {Kind(root)}; expected a JSON object. Save the model again by Keras.");
        }
        catch (JsonException error)
        {
            throw new RefusedException($"The {what} cannot be read as JSON: {error.Message.TrimEnd('.')}. The file is damaged; save the "
                + $"model again by Keras.", error);
        }
    }

    /// <summary>A member, or null where it is missing or null.</summary>
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text member, or null where it is missing or another thing.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A value as errors show it.</summary>
    public static string Shown(this JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length > 80 ? text[..80] + "…" : text;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => $"the value {value}",
    };
}
