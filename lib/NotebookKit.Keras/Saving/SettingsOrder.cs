namespace NotebookKit.Keras.Saving;

/// <summary>
/// The settings of each class in the order in which Keras 3 writes them. Those that this library has come from the layer;
/// the others, with a value here, are what Keras writes where they were left alone.
/// </summary>
internal static class SettingsOrder
{
    private const string Run = "return_sequences return_state go_backwards stateful unroll=false zero_output_for_mask ";
    private const string Weights = "kernel_initializer recurrent_initializer bias_initializer ";
    private const string Rules = "kernel_regularizer=null recurrent_regularizer=null bias_regularizer=null ";
    private const string Limits = "kernel_constraint=null recurrent_constraint=null bias_constraint=null ";
    private const string Drops = "dropout recurrent_dropout ";
    private const string Pooling = "pool_size[] padding strides[] data_format=\"channels_last\"";
    private const string GlobalPooling = "data_format=\"channels_last\" keepdims";
    private const string Plain = "kernel_initializer bias_initializer kernel_regularizer=null bias_regularizer=null ";
    private const string NormRules = "beta_regularizer=null gamma_regularizer=null beta_constraint=null gamma_constraint=null";

    private static readonly Dictionary<string, string> s_orders = new()
    {
        ["LSTM"] = Run + "units activation recurrent_activation use_bias " + Weights + "unit_forget_bias " + Rules
            + "activity_regularizer=null " + Limits + Drops + "seed",
        ["GRU"] = Run + "units activation recurrent_activation use_bias " + Weights + Rules + "activity_regularizer=null " + Limits + Drops
            + "reset_after seed",
        ["SimpleRNN"] = Run + "units activation use_bias " + Weights + Rules + "activity_regularizer=null " + Limits + Drops,
        ["LSTMCell"] = "units activation recurrent_activation use_bias unit_forget_bias " + Weights + Rules + Limits + Drops + "seed",
        ["GRUCell"] = "units activation recurrent_activation use_bias " + Weights + Rules + Limits + Drops + "reset_after seed",
        ["SimpleRNNCell"] = "units activation use_bias " + Weights + Rules + Limits + Drops + "seed",
        ["RNN"] = Run + "cell",
        ["Dense"] = "units activation use_bias " + Plain + "kernel_constraint=null bias_constraint=null quantization_config=null",
        ["Embedding"] = "input_dim output_dim embeddings_initializer embeddings_regularizer=null activity_regularizer=null "
            + "embeddings_constraint=null "
            + "mask_zero quantization_config=null",
        ["Flatten"] = "data_format=\"channels_last\"",
        ["Dropout"] = "rate seed noise_shape",
        ["LayerNormalization"] = "axis[] epsilon center scale rms_scaling=false beta_initializer gamma_initializer " + NormRules,
        ["BatchNormalization"] = "axis momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer "
            + "moving_variance_initializer " + NormRules + " synchronized=false",
        ["Attention"] = "use_scale score_mode dropout seed",
        ["AdditiveAttention"] = "use_scale dropout seed",
        ["Conv1D"] = "filters kernel_size[] strides[] padding data_format=\"channels_last\" dilation_rate[] groups activation "
            + "use_bias " + Plain
            + "activity_regularizer=null kernel_constraint=null bias_constraint=null",
        ["MaxPooling1D"] = Pooling,
        ["AveragePooling1D"] = Pooling,
        ["GlobalMaxPooling1D"] = GlobalPooling,
        ["GlobalAveragePooling1D"] = GlobalPooling,
        ["PReLU"] = "alpha_initializer alpha_regularizer=null alpha_constraint=null shared_axes",
        ["Normalization"] = "axis invert mean=null variance=null",
    };

    /// <summary>
    /// The settings of a class: its names, with <c>=</c> and a JSON value where the layer here has none, with <c>[]</c> where
    /// one number is a list; null where the constructor's parameters say it.
    /// </summary>
    public static string[]? Of(string className) =>
        s_orders.TryGetValue(className, out string? order) ? order.Split(' ', StringSplitOptions.RemoveEmptyEntries) : null;

    /// <summary>The property that holds a setting, by its name without underscores; Keras calls two otherwise than this library.</summary>
    public static string PropertyName(string className, string key) =>
        className == "Normalization" && key == "axis" ? "axes" : key.Replace("_", "", StringComparison.Ordinal);
}
