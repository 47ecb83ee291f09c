using System.Text.Json;
using NotebookKit.Keras.Configuration;

namespace NotebookKit.Keras.Describing;

/// <summary>The settings of a layer that tell most about it, in one line.</summary>
internal static class LayerSummary
{
    private static readonly string[] s_numbers =
    [
        "units", "output_dim", "filters", "kernel_size", "strides", "pool_size", "input_dim", "n", "target_shape", "dims", "rate",
        "axis", "mask_value", "merge_mode",
        "activation", "recurrent_activation", "padding", "batch_shape", "batch_input_shape",
    ];

    private static readonly string[] s_flags =
        ["return_sequences", "return_state", "go_backwards", "stateful", "mask_zero", "reset_after", "zero_output_for_mask", "time_major"];

    /// <summary>For example <c>units 128, tanh, sigmoid, return_sequences</c>.</summary>
    public static string Of(JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object)
        {
            return "";
        }
        return string.Join(", ",
            [
                .. s_numbers.Select(key => Setting(config, key)).OfType<string>(),
                .. s_flags.Where(f => config.Find(f) is { ValueKind: JsonValueKind.True }),
                .. config.Find("use_bias") is { ValueKind: JsonValueKind.False } ? new[] { "no bias" } : [],
                .. config.Find("trainable") is { ValueKind: JsonValueKind.False } ? new[] { "frozen" } : [],
            ]);
    }

    private static string? Setting(JsonElement config, string key) => config.Find(key) is not { } value || Text(value) is not { } text
        ? null
        : !key.EndsWith("activation", StringComparison.Ordinal) ? $"{key} {text}"
        : text is "linear" ? null : text;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array =>
            $"({string.Join(", ", value.EnumerateArray().Take(8).Select(Length))})",
        JsonValueKind.Object => value.Text("config") ?? value.Text("class_name"),
        _ => null,
    };

    private static string Length(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "None" : value.GetRawText();
}
