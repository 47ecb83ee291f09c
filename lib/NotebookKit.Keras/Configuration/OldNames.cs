namespace NotebookKit.Keras.Configuration;

/// <summary>What Keras 1 and 2 called what Keras 3 calls otherwise.</summary>
internal static class OldNames
{
    private static readonly Dictionary<string, string> s_classes = new()
    {
        ["Convolution1D"] = "Conv1D",
        ["Model"] = "Functional",
        ["BatchNormalizationV1"] = "BatchNormalization",
        ["BatchNormalizationV2"] = "BatchNormalization",
        ["LSTMV2"] = "LSTM",
        ["GRUV2"] = "GRU",
        ["CuDNNLSTM"] = "LSTM",
        ["CuDNNGRU"] = "GRU",
        ["UnifiedLSTM"] = "LSTM",
        ["UnifiedGRU"] = "GRU",
    };

    private static readonly Dictionary<string, string[]> s_settings = new()
    {
        ["units"] = ["output_dim"],
        ["recurrent_activation"] = ["inner_activation"],
        ["use_bias"] = ["bias"],
        ["rate"] = ["p"],
        ["dropout"] = ["dropout_W"],
        ["recurrent_dropout"] = ["dropout_U"],
        ["filters"] = ["nb_filter"],
        ["kernel_size"] = ["filter_length"],
        ["strides"] = ["subsample_length", "stride"],
        ["pool_size"] = ["pool_length"],
        ["padding"] = ["border_mode"],
        ["size"] = ["length"],
        ["negative_slope"] = ["alpha"],
        ["stddev"] = ["sigma"],
        ["axes"] = ["dot_axes"],
        ["dilation_rate"] = ["atrous_rate"],
        ["kernel_initializer"] = ["init"],
        ["recurrent_initializer"] = ["inner_init"],
        ["embeddings_initializer"] = ["init"],
    };

    /// <summary>The class's name in Keras 3.</summary>
    public static string Class(string name) => s_classes.GetValueOrDefault(name, name);

    /// <summary>What a setting was called before, newest first.</summary>
    public static IReadOnlyList<string> Settings(string name) => s_settings.GetValueOrDefault(name, []);
}
