namespace NotebookKit;

/// <summary>
/// A file of weights or of a model cannot be read, or does not fit the model. The message names the file, the tensor where
/// there is one, and what was expected. Whatever was to be loaded is as it was before.
/// </summary>
public sealed class ModelFileException : IOException
{
    internal ModelFileException(string path, string problem, string? tensor = null, Exception? inner = null)
        : base($"{path}: {(tensor is null ? "" : $"tensor '{tensor}': ")}{problem}", inner)
    {
        FilePath = path;
        TensorName = tensor;
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The tensor in question; null where it is the file as a whole.</summary>
    public string? TensorName { get; }
}
