namespace NotebookKit.Keras;

/// <summary>
/// A Keras file cannot be read, does not fit the model, or a model cannot be written as one. The message names the file, the
/// layer where there is one, what was expected, what was found and what helps. Nothing was changed and nothing written.
/// </summary>
public sealed class KerasFileException : IOException
{
    internal KerasFileException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner) => FilePath = path;

    /// <summary>The file or folder.</summary>
    public string FilePath { get; }
}
