namespace NotebookKit.Notebooks.Running;

/// <summary>
/// The form in which a check says its result, which is all that grading reads: whoever writes checks in whatever library can
/// have them graded.
/// </summary>
/// <remarks>
/// A result is an output of the type <see cref="Type"/>, a JSON object with the texts <c>exercise</c>, <c>verdict</c>
/// (<c>right</c>, <c>wrong</c> or <c>unanswered</c>), <c>hint</c>, and <c>number</c>: the value of the environment variable
/// <see cref="NumberVariable"/>, where there is one.
/// </remarks>
internal static class CheckMime
{
    /// <summary>The MIME type.</summary>
    public const string Type = "application/vnd.notebookkit.check+json";

    /// <summary>
    /// The environment variable with the number that was drawn for the check that runs. It is set only while one of the
    /// teacher's checks runs, and is another one each time.
    /// </summary>
    public const string NumberVariable = "NOTEBOOKKIT_CHECK_NUMBER";
}
