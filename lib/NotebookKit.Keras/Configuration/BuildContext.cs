namespace NotebookKit.Keras.Configuration;

/// <summary>What is known of a file while its layers are made.</summary>
/// <param name="Version">The Keras that wrote it.</param>
/// <param name="MostNumbers">How many numbers its weights have, so that no layer can be larger; null where there are none.</param>
internal sealed record BuildContext(KerasVersion Version, long? MostNumbers)
{
    /// <summary>The layers of each model in the order of the file, by which weights are found.</summary>
    public Dictionary<Model, IReadOnlyList<Layer>> Order { get; } = new(ReferenceEqualityComparer.Instance);
}
