namespace NotebookKit.Keras;

/// <summary>
/// A Keras file cannot be read, does not fit the model, or a model cannot be written as one. The message names the file, the
/// layer where there is one, what was expected, what was found and what helps. Nothing was changed and nothing written.
/// </summary>
public sealed class KerasFileException : IOException
{
    internal KerasFileException(string path, string problem, Exception? inner = null)
        : base($"{path}: {Shortened(problem)}", inner) => FilePath = path;

    /// <summary>The file or folder.</summary>
    public string FilePath { get; }

    /// <summary>Names come from the file, which may be damaged: no longer than one reads, and without characters that
    /// steer a terminal.</summary>
    private static string Shortened(string problem)
    {
        const int Most = 2000;
        string text = problem.Length > Most ? problem[..Most] + " …" : problem;
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
    }
}
