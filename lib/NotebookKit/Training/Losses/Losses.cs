namespace NotebookKit;

/// <summary>
/// The losses that Keras documents for sequence models, with Keras 3's formulas and defaults. Those that take logits instead of
/// probabilities are made with that argument, for example <c>new CategoricalCrossentropy(fromLogits: true)</c>.
/// </summary>
public static class Losses
{
    /// <summary>-Σ t log p over the last axis, for one-hot targets and probabilities such as a softmax gives.</summary>
    public static Loss CategoricalCrossentropy { get; } = new CategoricalCrossentropy();

    /// <summary>-log p of the right class over the last axis, for class numbers and probabilities.</summary>
    public static Loss SparseCategoricalCrossentropy { get; } = new SparseCategoricalCrossentropy();

    /// <summary>
    /// -(t log p + (1 - t) log(1 - p)), the mean over the last axis, for targets 0 or 1 and probabilities such as a sigmoid gives.
    /// </summary>
    public static Loss BinaryCrossentropy { get; } = new BinaryCrossentropy();

    /// <summary>(y - t)², the mean over the last axis.</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>|y - t|, the mean over the last axis.</summary>
    public static Loss MeanAbsoluteError { get; } = new MeanAbsoluteError();

    private static readonly Loss[] s_all =
        [CategoricalCrossentropy, SparseCategoricalCrossentropy, BinaryCrossentropy, MeanSquaredError, MeanAbsoluteError];

    /// <summary>Finds a loss by its Keras name, with the defaults of its arguments; <c>mse</c> and <c>mae</c> are known too.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Loss ByName(string name) => name switch
    {
        "mse" => MeanSquaredError,
        "mae" => MeanAbsoluteError,
        _ => Array.Find(s_all, l => l.Name == name)
            ?? throw new ArgumentException(
                $"There is no loss '{name}'; expected one of {string.Join(", ", s_all.Select(l => l.Name))}. For one of your own: "
                + $"Loss.Of(\"{name}\", (target, prediction) => …).", nameof(name)),
    };
}
