using NotebookKit.Keras.Saving;
using NotebookKit.Shared;

namespace NotebookKit.Keras;

/// <content>Writing for Keras 3.</content>
public static partial class KerasFile
{
    /// <summary>
    /// Writes a model for Keras 3: <c>keras.saving.load_model("model.keras")</c> opens it, with the same numbers. A path that
    /// ends in <c>.weights.h5</c> gets the weights alone, for <c>model.load_weights</c>. The file is replaced as a whole or not at all.
    /// </summary>
    /// <param name="model">A model whose weights exist.</param>
    /// <param name="path">A name that ends in .keras or .weights.h5.</param>
    /// <remarks>How the model learns is not written: compile it in Keras. Nor are the states of stateful layers, which
    /// Keras does not keep either.</remarks>
    /// <exception cref="ArgumentException">The path ends in something else.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    /// <exception cref="KerasFileException">Keras 3 has no such layer, activation or mask rule; the message names it, and
    /// nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as before.</exception>
    public static void Save(Model model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool weightsAlone = path.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase);
        if (!weightsAlone && !path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"A model is saved for Keras to a file that ends in .keras, its weights alone to one that ends "
                + $"in .weights.h5; received '{path}'.", nameof(path));
        }
        RequireBuilt(model, "be saved");
        Action<Stream> write = Guarded(path, () => weightsAlone ? WeightsAlone(model) : Whole(model));
        AtomicFile.Write(path, write);
    }

    private static Action<Stream> WeightsAlone(Model model)
    {
        byte[] bytes = WeightsWriter.Write(model);
        return stream => stream.Write(bytes);
    }

    private static Action<Stream> Whole(Model model)
    {
        System.Text.Json.Nodes.JsonObject config = ModelWriter.WriteFile(model);
        byte[] weights = WeightsWriter.Write(model);
        DateTime saved = DateTime.Now;
        return stream => ArchiveWriter.Write(stream, config, weights, saved);
    }
}
