using NotebookKit.Keras.Containers;
using NotebookKit.Keras.Describing;

namespace NotebookKit.Keras;

/// <content>Looking into a file.</content>
public static partial class KerasFile
{
    /// <summary>Says what is inside a file without making a model of it: layers, versions, sizes, how it was compiled. It
    /// also shows what <see cref="Load"/> would refuse.</summary>
    /// <param name="path">A .keras archive or folder, an .h5, a .weights.h5 or the JSON text of an architecture.</param>
    /// <returns>A description that prints as a table.</returns>
    /// <exception cref="KerasFileException">The file is damaged, or not of Keras.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static KerasDescription Describe(string path) => Guarded(path, () => Describer.Describe(path, ContainerReader.Open(path)));
}
