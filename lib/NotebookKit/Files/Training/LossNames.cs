namespace NotebookKit;

/// <summary>
/// The names under which files keep losses. They are Keras's names, but Keras has one name for a loss of probabilities and of logits;
/// in a file the name says which.
/// </summary>
internal static class LossNames
{
    private const string LogitsEnding = "_from_logits";

    /// <summary>The name of a loss of this library, its argument included; null for one of the reader's own.</summary>
    public static string? Of(Loss loss) => loss switch
    {
        CategoricalCrossentropy { FromLogits: true } or SparseCategoricalCrossentropy { FromLogits: true }
            or BinaryCrossentropy { FromLogits: true } => loss.Name + LogitsEnding,
        CategoricalCrossentropy or SparseCategoricalCrossentropy or BinaryCrossentropy => loss.Name,
        MeanSquaredError or MeanAbsoluteError => loss.Name,
        _ => null,
    };

    /// <summary>The loss of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Loss Find(string name) => !name.EndsWith(LogitsEnding, StringComparison.Ordinal)
        ? Losses.ByName(name)
        : Losses.ByName(name[..^LogitsEnding.Length]) switch
        {
            CategoricalCrossentropy => new CategoricalCrossentropy(fromLogits: true),
            SparseCategoricalCrossentropy => new SparseCategoricalCrossentropy(fromLogits: true),
            BinaryCrossentropy => new BinaryCrossentropy(fromLogits: true),
            Loss other => throw new ArgumentException($"The loss {other.Name} takes no logits; received the name '{name}'.", nameof(name)),
        };
}
