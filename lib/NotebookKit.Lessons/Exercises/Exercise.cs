namespace NotebookKit.Lessons;

/// <summary>
/// The lessons' exercises, whose checks live here and not in the notebook, so that no answer stands beside its question. A
/// notebook says <c>Exercise.Check("05.1", answer1)</c>.
/// </summary>
public static class Exercise
{
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<string, ExerciseDefinition> s_all =
        Series.Exercises.ToDictionary(exercise => exercise.Name, StringComparer.Ordinal);

    /// <summary>Checks an answer.</summary>
    /// <param name="exercise">The exercise's name: the lesson's two digits and its number, for example <c>05.1</c>.</param>
    /// <param name="answer">The reader's answer; null while there is none.</param>
    /// <param name="given">What the exercise is about, in the order in which its check wants it: tensors and layers of the lesson.</param>
    /// <returns>The verdict, which shows itself.</returns>
    /// <exception cref="ArgumentException">There is no such exercise, or its check wants other things.</exception>
    /// <example><code>Exercise.Check("03.2", answer2, everyStep)</code></example>
    public static CheckResult Check(string exercise, object? answer, params object?[] given)
    {
        ArgumentNullException.ThrowIfNull(exercise);
        ArgumentNullException.ThrowIfNull(given);
        ExerciseDefinition? definition;
        lock (s_gate)
        {
            if (!s_all.TryGetValue(exercise, out definition))
            {
                throw new ArgumentException($"There is no exercise '{exercise}'; {Known(exercise)}", nameof(exercise));
            }
        }

        // An array of tensors is one thing that was given, although the compiler spreads it over the parameters.
        object?[] all = given.GetType() == typeof(object[]) ? given : [given];
        return definition.Judge(answer, all);
    }

    /// <summary>Defines an exercise of one's own, or another check for one that there is.</summary>
    /// <typeparam name="T">The answer's type, without the question mark.</typeparam>
    /// <param name="exercise">Its name, for example <c>algebra.1</c>.</param>
    /// <param name="task">What to do, shown while there is no answer.</param>
    /// <param name="judge">Adds what is expected of an answer; the first thing that does not hold is the hint.</param>
    /// <example><code>
    /// Exercise.Define&lt;int&gt;("algebra.1", "Set answer1 to 6 times 7.", answer => answer
    ///     .Expect(n => n != 13, "That is the sum.")
    ///     .Expect(n => n == 42, n => $"{n} is not 6 times 7."));
    /// </code></example>
    public static void Define<T>(string exercise, string task, Func<Check<T>, CheckResult> judge) =>
        Add(ExerciseDefinition.Of(exercise, task, judge));

    /// <summary>Defines an exercise about something that the notebook gives to <see cref="Check"/>.</summary>
    /// <typeparam name="T">The answer's type, without the question mark.</typeparam>
    /// <typeparam name="TGiven">The type of what is given.</typeparam>
    /// <param name="exercise">Its name.</param>
    /// <param name="task">What to do, shown while there is no answer.</param>
    /// <param name="judge">Adds what is expected of an answer, given that thing.</param>
    public static void Define<T, TGiven>(string exercise, string task, Func<Check<T>, TGiven, CheckResult> judge) =>
        Add(ExerciseDefinition.Of(exercise, task, judge));

    private static void Add(ExerciseDefinition definition)
    {
        lock (s_gate)
        {
            s_all[definition.Name] = definition;
        }
    }

    private static string Known(string exercise)
    {
        string lesson = exercise.Split('.')[0] + ".";
        string[] near = [.. s_all.Keys.Where(name => name.StartsWith(lesson, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return near.Length > 0
            ? $"lesson {lesson[..^1]} has {string.Join(", ", near)}."
            : "a name is the lesson's two digits, a point and a number, for example 05.1, or what Exercise.Define was given.";
    }
}
