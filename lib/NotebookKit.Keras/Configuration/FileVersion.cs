using System.Text.Json;
using NotebookKit.Keras.Containers;

namespace NotebookKit.Keras.Configuration;

/// <summary>Which Keras wrote a file.</summary>
internal static class FileVersion
{
    /// <summary>What metadata.json or the attribute keras_version says; where neither does, what the layout of the
    /// architecture tells.</summary>
    public static KerasVersion Of(Container container, JsonElement config)
    {
        string? text = config.Text("keras_version");
        if (container.Metadata is { } metadata)
        {
            text ??= JsonDocuments.Read(metadata, ContainerReader.MetadataName).Text("keras_version");
        }
        if (container.Form == ContainerForm.WholeModel)
        {
            text ??= container.Weights!.Root.Attribute("keras_version")?.Text()
                ?? container.Weights.Root.Group("model_weights")?.Attribute("keras_version")?.Text();
        }
        return KerasVersion.Read(text, Guess(config));
    }

    private static int Guess(JsonElement config)
    {
        string text = config.GetRawText();
        return text.Contains("\"batch_shape\"", StringComparison.Ordinal)
            || text.Contains("\"__keras_tensor__\"", StringComparison.Ordinal) ? 3
            : text.Contains("\"output_dim\"", StringComparison.Ordinal)
            && text.Contains("\"inner_activation\"", StringComparison.Ordinal) ? 1
            : text.Contains("\"registered_name\"", StringComparison.Ordinal)
            && !text.Contains("\"batch_input_shape\"", StringComparison.Ordinal) ? 3
            : 2;
    }
}
