namespace NotebookKit.Notebooks.Documents;

/// <summary>What is said of a file that something went wrong with. One file's failure is its own: the others go on.</summary>
internal static class FileFailure
{
    /// <summary>One sentence or two that name the file, what went wrong and the remedy.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="error">What was thrown.</param>
    /// <param name="what">What could not be done, such as <c>the file cannot be read</c>.</param>
    public static string Describe(string path, Exception error, string what) => error switch
    {
        NotebookFormatException => error.Message,
        IOException or UnauthorizedAccessException => $"{path}: {what}: {error.Message}",
        _ => $"{path}: {what}: {error.GetType().Name}: {error.Message} This is a fault of NotebookKit; please report it with the file.",
    };
}
