namespace NotebookKit.Lessons;

/// <summary>How an answer fared.</summary>
public enum Verdict
{
    /// <summary>There is no answer yet.</summary>
    NotAnswered,

    /// <summary>Something expected of the answer does not hold.</summary>
    Wrong,

    /// <summary>Everything holds.</summary>
    Right,
}

/// <summary>
/// What a check found. Shows itself as a sentence with its sign, and beside it in a form for programs, <see cref="MimeType"/>,
/// from which <c>notebookkit grade</c> reads.
/// </summary>
public abstract class CheckResult
{
    /// <summary>
    /// The MIME type of a result for programs: a JSON object of <c>exercise</c>, <c>verdict</c> (<c>right</c>, <c>wrong</c> or
    /// <c>unanswered</c>) and <c>hint</c>; while a notebook is being graded, of <c>number</c> too.
    /// </summary>
    public const string MimeType = "application/vnd.notebookkit.check+json";

    private protected CheckResult(string exercise, string? title = null) => (Exercise, Title) = (exercise, title ?? exercise);

    /// <summary>What the exercise is called, for example <c>05.1</c>.</summary>
    public string Exercise { get; }

    /// <summary>Whether the answer is right.</summary>
    public Verdict Verdict { get; private protected set; }

    /// <summary>Why, or what to do: the hint that a reader sees.</summary>
    public string Explanation { get; private protected set; } = "";

    /// <summary>The exercise's name in a sentence, for example <c>Exercise 05.1</c>.</summary>
    internal string Title { get; }

    /// <summary>For solution cells, which run as tests: fails the cell unless the answer is right.</summary>
    /// <exception cref="CheckFailedException">The answer is wrong or missing.</exception>
    public CheckResult MustHold() => Verdict == Verdict.Right ? this : throw new CheckFailedException(ToString());

    /// <summary>The verdict in a sentence.</summary>
    public override string ToString() => Verdict switch
    {
        Verdict.Right => $"{Title}: right. {Explanation}".TrimEnd(),
        Verdict.Wrong => $"{Title}: not yet. {Explanation}",
        _ => $"{Title}: no answer so far. {Explanation}",
    };
}

/// <summary>A check that had to hold did not.</summary>
/// <param name="message">What was found.</param>
public sealed class CheckFailedException(string message) : Exception(message);
