using NotebookKit.Shared;

namespace NotebookKit.Notebooks.Session;

/// <summary>How a <see cref="CSharpSession"/> runs its cells.</summary>
public sealed record SessionOptions
{
    /// <summary>The folder that relative paths in cells and directives refer to; the notebook's own folder.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>
    /// Where the sets of packages that cells asked for are kept, so that the next session finds them without a restore;
    /// by default a folder under the user's local application data.
    /// </summary>
    public string PackageCache { get; init; } = Path.Combine(UserFolders.LocalData, "NotebookKit", "packages");

    /// <summary>
    /// Answers <c>GetInputAsync</c> and <c>GetPasswordAsync</c>. Without one, a cell that asks for input fails with an
    /// error that says so.
    /// </summary>
    public Func<InputRequest, CancellationToken, Task<string>>? Input { get; init; }

    /// <summary>
    /// Told of what fails when no cell runs: an async void method that an earlier cell has started. Without it, the next cell
    /// fails of it.
    /// </summary>
    public Action<ErrorEvent>? FailedBetweenCells { get; init; }
}

/// <summary>A cell asks the person at the front end for a line of text.</summary>
/// <param name="Prompt">What to show beside the input field.</param>
/// <param name="IsPassword">Whether what is typed must stay hidden.</param>
public sealed record InputRequest(string Prompt, bool IsPassword);
