using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>Settings in files that say nothing about what a trained layer computes.</summary>
internal static class IgnoredSettings
{
    private static readonly HashSet<string> s_names =
    [
        "name", "trainable", "dtype", "seed", "unroll", "implementation", "use_cudnn", "autocast", "consume_less", "quantization_config",
        "build_config",
        "batch_input_shape", "batch_shape", "batch_size", "input_shape", "input_dim", "input_length", "input_dtype", "shared_object_id",
        "activity_regularizer", "init", "inner_init", "forget_bias_init", "gamma_init", "beta_init", "weights", "cache_enabled", "fused",
        "mode",
        "synchronized", "lora_rank", "lora_alpha", "supports_masking", "module", "registered_name", "unit_forget_bias", "flash_attention",
        "zero_output_for_mask", "noise_shape", "supports_jit", "momentum", "renorm_momentum", "sparse", "ragged", "use_legacy_config",
    ];

    /// <summary>Whether a setting can be passed over.</summary>
    public static bool Has(string name, JsonElement value) =>
        s_names.Contains(name)
        || name.EndsWith("_regularizer", StringComparison.Ordinal) || name.EndsWith("_constraint", StringComparison.Ordinal)
        || name.EndsWith("_initializer", StringComparison.Ordinal)
        || (name is "data_format" or "dim_ordering" && value.ValueKind == JsonValueKind.String
        && value.GetString() is "channels_last" or "tf" or "default")
        || (name is "groups" or "dilation_rate" && value.GetRawText() is "1" or "[1]")
        || (name == "padding" && value.ValueKind == JsonValueKind.String && value.GetString() == "valid");
}
