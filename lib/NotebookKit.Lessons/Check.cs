namespace NotebookKit.Lessons;

/// <summary>Checks a reader's answer to an exercise: right or wrong, and why, without giving the answer away.</summary>
public static class Check
{
    /// <summary>Begins a check; conditions are added by <see cref="Check{T}.Expect(Func{T, bool}, string)"/>.</summary>
    /// <param name="exercise">What the exercise is called, for example <c>Exercise 1</c>.</param>
    /// <param name="answer">The reader's answer; null while there is none.</param>
    /// <param name="task">What to do, shown while there is no answer.</param>
    /// <typeparam name="T">The answer's type.</typeparam>
    public static Check<T> That<T>(string exercise, T? answer, string task) => new(exercise, answer, task);
}

/// <summary>An answer and what is expected of it. Shows itself as a verdict; see <see cref="Check.That"/>.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
public sealed class Check<T> : CheckResult
{
    private readonly T? answer;

    internal Check(string exercise, T? answer, string task)
        : base(exercise)
    {
        this.answer = answer;
        (Verdict, Explanation) = answer is null ? (Verdict.NotAnswered, task) : (Verdict.Right, "");
    }

    /// <summary>Adds something that must hold. The first that does not decides what the reader is told.</summary>
    /// <param name="condition">What must hold of the answer.</param>
    /// <param name="otherwise">Why the answer is wrong, said so that it helps to find the right one.</param>
    public Check<T> Expect(Func<T, bool> condition, Func<T, string> otherwise)
    {
        if (Verdict != Verdict.Right)
            return this;
        try
        {
            if (!condition(answer!))
                (Verdict, Explanation) = (Verdict.Wrong, otherwise(answer!));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            (Verdict, Explanation) = (Verdict.Wrong, $"Looking at the answer failed: {error.Message}");
        }
        return this;
    }

    /// <summary>Adds something that must hold, with a fixed explanation.</summary>
    public Check<T> Expect(Func<T, bool> condition, string otherwise) => Expect(condition, _ => otherwise);

    /// <summary>What is said when everything holds: why the answer is right.</summary>
    public Check<T> Because(string explanation)
    {
        if (Verdict == Verdict.Right)
            Explanation = explanation;
        return this;
    }
}

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

/// <summary>What a check found.</summary>
public abstract class CheckResult
{
    private protected CheckResult(string exercise) => Exercise = exercise;

    /// <summary>What the exercise is called.</summary>
    public string Exercise { get; }

    /// <summary>Whether the answer is right.</summary>
    public Verdict Verdict { get; private protected set; }

    /// <summary>Why, or what to do.</summary>
    public string Explanation { get; private protected set; } = "";

    /// <summary>For solution cells, which run as tests: fails the cell unless the answer is right.</summary>
    /// <exception cref="CheckFailedException">The answer is wrong or missing.</exception>
    public CheckResult MustHold() => Verdict == Verdict.Right ? this : throw new CheckFailedException(ToString());

    /// <summary>The verdict in a sentence.</summary>
    public override string ToString() => Verdict switch
    {
        Verdict.Right => $"{Exercise}: right. {Explanation}".TrimEnd(),
        Verdict.Wrong => $"{Exercise}: not yet. {Explanation}",
        _ => $"{Exercise}: no answer so far. {Explanation}",
    };
}

/// <summary>A check that had to hold did not.</summary>
/// <param name="message">What was found.</param>
public sealed class CheckFailedException(string message) : Exception(message);
