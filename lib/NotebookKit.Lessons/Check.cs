namespace NotebookKit.Lessons;

/// <summary>
/// Checks a reader's answer to an exercise of one's own: right or wrong, and why, without giving the answer away. The lessons'
/// exercises are checked by <see cref="Lessons.Exercise.Check"/>.
/// </summary>
public static class Check
{
    /// <summary>Begins a check; conditions are added by <see cref="Check{T}.Expect(Func{T, bool}, string)"/>.</summary>
    /// <param name="exercise">What the exercise is called, for example <c>Exercise 1</c>.</param>
    /// <param name="answer">The reader's answer; null while there is none.</param>
    /// <param name="task">What to do, shown while there is no answer.</param>
    /// <typeparam name="T">The answer's type.</typeparam>
    /// <example><code>
    /// Check.That("Exercise 1", answer1, "Set answer1 to the number of units.")
    ///     .Expect(units => units == 4, "The last axis holds the units.")
    /// </code></example>
    public static Check<T> That<T>(string exercise, T? answer, string task) =>
        answer is null ? Check<T>.Unanswered(exercise, null, task) : Check<T>.Of(exercise, null, answer);
}

/// <summary>An answer and what is expected of it. Shows itself as a verdict; see <see cref="Check.That"/>.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
public sealed class Check<T> : CheckResult
{
    private readonly T? _answer;

    private Check(string exercise, string? title, T? answer, Verdict verdict, string explanation)
        : base(exercise, title)
    {
        _answer = answer;
        Verdict = verdict;
        Explanation = explanation;
    }

    /// <summary>Adds something that must hold. The first that does not decides what the reader is told.</summary>
    /// <param name="condition">What must hold of the answer.</param>
    /// <param name="otherwise">Why the answer is wrong, said so that it helps to find the right one.</param>
    public Check<T> Expect(Func<T, bool> condition, Func<T, string> otherwise)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(otherwise);
        if (Verdict != Verdict.Right)
        {
            return this;
        }

        try
        {
            if (!condition(_answer!))
            {
                (Verdict, Explanation) = (Verdict.Wrong, otherwise(_answer!));
            }
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            (Verdict, Explanation) = (Verdict.Wrong, $"Looking at the answer failed: {error.Message}");
        }

        return this;
    }

    /// <summary>Adds something that must hold, with a fixed explanation.</summary>
    /// <param name="condition">What must hold of the answer.</param>
    /// <param name="otherwise">Why the answer is wrong.</param>
    public Check<T> Expect(Func<T, bool> condition, string otherwise) => Expect(condition, _ => otherwise);

    /// <summary>What is said when everything holds: why the answer is right.</summary>
    /// <param name="explanation">Why.</param>
    public Check<T> Because(string explanation)
    {
        if (Verdict == Verdict.Right)
        {
            Explanation = explanation;
        }

        return this;
    }

    internal static Check<T> Unanswered(string exercise, string? title, string task) =>
        new(exercise, title, default, Verdict.NotAnswered, task);

    internal static Check<T> Of(string exercise, string? title, T answer) => new(exercise, title, answer, Verdict.Right, "");

    internal static Check<T> Wrong(string exercise, string? title, string why) => new(exercise, title, default, Verdict.Wrong, why);
}
