namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// A file that should be a notebook cannot be read or written as one. The message names the file, where in it, what was
/// found, and what to do about it.
/// </summary>
/// <param name="file">The file, as the user named it.</param>
/// <param name="where">The place in the file, for example <c>line 12</c> or <c>cell 3 of 7</c>; null for the file as a whole.</param>
/// <param name="problem">What was expected and what was found, as a sentence.</param>
/// <param name="remedy">What to do about it, as a sentence.</param>
/// <param name="inner">The error underneath, if there is one.</param>
public sealed class NotebookFormatException(string file, string? where, string problem, string remedy, Exception? inner = null)
    : Exception($"{file}{(where is null ? "" : $", {where}")}: {problem} {remedy}", inner)
{

    /// <summary>The file, as the user named it.</summary>
    public string File { get; } = file;

    /// <summary>The place in the file, or null when the file as a whole is meant.</summary>
    public string? Where { get; } = where;

    /// <summary>What was expected and what was found.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
