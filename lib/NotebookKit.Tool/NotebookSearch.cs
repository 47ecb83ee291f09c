namespace NotebookKit.Tool;

/// <summary>The notebooks that a command's arguments mean, and the folders among them that cannot be read.</summary>
/// <param name="Notebooks">The notebooks, in order.</param>
/// <param name="Problems">A sentence for each folder that cannot be read. The notebooks of the others are done all the same.</param>
internal sealed record NotebookSearch(IReadOnlyList<NotebookPath> Notebooks, IReadOnlyList<string> Problems)
{
    /// <summary>
    /// The exit code that the search alone asks for: a notebook in a folder that cannot be read is one that cannot be read.
    /// </summary>
    public int Code => Problems.Count == 0 ? ExitCodes.Passed : ExitCodes.Unreadable;

    /// <summary>Says what could not be searched. It stands last, where a reader looks.</summary>
    /// <returns><see cref="Code"/>.</returns>
    public int Tell()
    {
        foreach (string problem in Problems)
        {
            CommandLine.Fail(problem, ExitCodes.Unreadable);
        }

        return Code;
    }
}
