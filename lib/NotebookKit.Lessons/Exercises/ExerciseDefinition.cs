namespace NotebookKit.Lessons;

/// <summary>An exercise: what to do, what an answer is, and how it is judged.</summary>
internal sealed class ExerciseDefinition
{
    private readonly Func<object?, object?[], CheckResult> _judge;

    private ExerciseDefinition(string name, string task, Func<object?, object?[], CheckResult> judge)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(task);
        (Name, Task, _judge) = (name, task, judge);
    }

    /// <summary>Its name: the lesson's two digits and a number, <c>05.1</c>.</summary>
    public string Name { get; }

    /// <summary>What to do, shown while there is no answer.</summary>
    public string Task { get; }

    private string Title => $"Exercise {Name}";

    /// <summary>An exercise whose check needs the answer alone.</summary>
    /// <typeparam name="T">The answer's type; of a number its type without the question mark.</typeparam>
    public static ExerciseDefinition Of<T>(string name, string task, Func<Check<T>, CheckResult> judge) =>
        Of<T>(name, task, [], (check, _) => judge(check));

    /// <summary>An exercise about something that the notebook hands over.</summary>
    public static ExerciseDefinition Of<T, TGiven>(string name, string task, Func<Check<T>, TGiven, CheckResult> judge) =>
        Of<T>(name, task, [typeof(TGiven)], (check, given) => judge(check, (TGiven)given[0]));

    /// <summary>An exercise about two things that the notebook hands over.</summary>
    public static ExerciseDefinition Of<T, TFirst, TSecond>(
        string name, string task, Func<Check<T>, TFirst, TSecond, CheckResult> judge) =>
        Of<T>(name, task, [typeof(TFirst), typeof(TSecond)], (check, given) => judge(check, (TFirst)given[0], (TSecond)given[1]));

    /// <summary>Judges an answer.</summary>
    /// <param name="answer">The answer; null while there is none.</param>
    /// <param name="given">What the notebook hands over beside it.</param>
    /// <exception cref="ArgumentException">Something else was handed over than the check needs.</exception>
    public CheckResult Judge(object? answer, object?[] given) => _judge(answer, given);

    private static ExerciseDefinition Of<T>(string name, string task, Type[] wanted, Func<Check<T>, object[], CheckResult> judge)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ExerciseDefinition? exercise = null;
        exercise = new ExerciseDefinition(name, task, (answer, given) =>
        {
            object[] things = exercise!.Fitting(wanted, given);
            return answer is null ? Check<T>.Unanswered(name, exercise.Title, task)
                : AnswerType.TryConvert(answer, out T? value) ? judge(Check<T>.Of(name, exercise.Title, value), things)
                : Check<T>.Wrong(
                    name, exercise.Title, $"The answer is {AnswerType.Name(answer.GetType())}; {AnswerType.Name(typeof(T))} is asked for.");
        });
        return exercise;
    }

    private object[] Fitting(Type[] wanted, object?[] given)
    {
        if (given.Length != wanted.Length)
        {
            throw Mistaken($"{given.Length} {(given.Length == 1 ? "thing was" : "things were")} given beside the answer");
        }

        return [.. wanted.Select((type, i) => AnswerType.TryConvert(given[i], type, out object? thing)
            ? thing!
            : throw Mistaken($"{(given[i] is { } other ? AnswerType.Name(other.GetType()) : "null")} was given"))];

        ArgumentException Mistaken(string received) => new(
            $"Exercise.Check(\"{Name}\", …) wants the answer"
            + (wanted.Length == 0 ? " alone" : $" and {string.Join(" and ", wanted.Select(AnswerType.Name))}")
            + $"; {received}.");
    }
}
