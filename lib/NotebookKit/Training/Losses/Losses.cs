namespace NotebookKit;

/// <summary>The losses that Keras documents for sequence models, with Keras 3's formulas.</summary>
public static class Losses
{
    /// <summary>-Σ t log p over the last axis, for one-hot targets and probabilities such as a softmax gives.</summary>
    public static Loss CategoricalCrossentropy { get; } = new CategoricalCrossentropy(fromLogits: false);

    /// <summary>As <see cref="CategoricalCrossentropy"/> for predictions before a softmax.</summary>
    public static Loss CategoricalCrossentropyFromLogits { get; } = new CategoricalCrossentropy(fromLogits: true);

    /// <summary>-log p of the right class over the last axis, for class numbers and probabilities.</summary>
    public static Loss SparseCategoricalCrossentropy { get; } = new SparseCategoricalCrossentropy(fromLogits: false);

    /// <summary>As <see cref="SparseCategoricalCrossentropy"/> for predictions before a softmax.</summary>
    public static Loss SparseCategoricalCrossentropyFromLogits { get; } = new SparseCategoricalCrossentropy(fromLogits: true);

    /// <summary>
    /// -(t log p + (1 - t) log(1 - p)), the mean over the last axis, for targets 0 or 1 and probabilities such as a sigmoid gives.
    /// </summary>
    public static Loss BinaryCrossentropy { get; } = new BinaryCrossentropy(fromLogits: false);

    /// <summary>As <see cref="BinaryCrossentropy"/> for predictions before a sigmoid.</summary>
    public static Loss BinaryCrossentropyFromLogits { get; } = new BinaryCrossentropy(fromLogits: true);

    /// <summary>(y - t)², the mean over the last axis.</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>|y - t|, the mean over the last axis.</summary>
    public static Loss MeanAbsoluteError { get; } = new MeanAbsoluteError();

    private static readonly Loss[] s_all =
    [
        CategoricalCrossentropy, CategoricalCrossentropyFromLogits, SparseCategoricalCrossentropy, SparseCategoricalCrossentropyFromLogits,
        BinaryCrossentropy, BinaryCrossentropyFromLogits, MeanSquaredError, MeanAbsoluteError,
    ];

    /// <summary>Whether this is one of the losses above, so that its name says all of it.</summary>
    internal static bool Knows(Loss loss) => s_all.Contains(loss);

    /// <summary>Finds a loss by its Keras name; <c>mse</c> and <c>mae</c> are known too.</summary>
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
