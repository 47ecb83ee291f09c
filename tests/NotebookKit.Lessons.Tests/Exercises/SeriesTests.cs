using System.Text.RegularExpressions;
using NotebookKit.Layers;

namespace NotebookKit.Lessons.Tests.Exercises;

public partial class SeriesTests
{
    public static TheoryData<string> Names => [.. Series.Exercises.Select(exercise => exercise.Name)];

    [Fact]
    public void Every_lesson_with_a_file_of_exercises_is_in_the_series()
    {
        string[] files =
            [.. typeof(Exercise).Assembly.GetTypes().Select(type => type.Name).Where(name => LessonName().IsMatch(name)).Order()];
        string[] listed = [.. Series.Exercises.Select(exercise => "Lesson" + exercise.Name[..2]).Distinct().Order()];
        Assert.Equal(files, listed);
    }

    [Fact]
    public void Exercises_are_numbered_from_1_within_each_lesson() => Assert.All(
        Series.Exercises.GroupBy(exercise => exercise.Name[..2]),
        lesson =>
            Assert.Equal(Enumerable.Range(1, lesson.Count()).Select(n => $"{lesson.Key}.{n}"), lesson.Select(exercise => exercise.Name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_of_no_kind_is_never_right_and_never_an_exception_of_the_check(string name)
    {
        ExerciseDefinition exercise = Series.Exercises.Single(e => e.Name == name);
        object?[] given = [.. Given(name)];
        Assert.Equal(Verdict.NotAnswered, exercise.Judge(null, given).Verdict);
        Assert.Matches(@"^\S+ \S+", exercise.Judge(null, given).Explanation);
        foreach (object odd in new object[] { -1, 0, int.MaxValue, long.MinValue, 0.123, "", "?", true, Array.Empty<bool>(), new object(),
            new Shape(), new Shape(7), Tensor.Zeros(3, 2), Tensor.Of(1f), new Sequential(new Input(2, 3), new Dense(1)), (0, 0) })
        {
            CheckResult result = exercise.Judge(odd, given);
            Assert.True(result.Verdict == Verdict.Wrong, $"{name}: {odd} is {result}");
            Assert.NotEqual("", result.Explanation);
        }
    }

    private static IEnumerable<object> Given(string name) => name switch
    {
        "00.2" => [Tensor.RandomUniform(new Shape(2, 4, 3), seed: 1)],
        "01.2" => [new SimpleRNN(3, returnSequences: true), Tensor.RandomUniform(new Shape(1, 5, 1), seed: 1)],
        "03.2" => [Tensor.RandomUniform(new Shape(1, 5, 2), seed: 1)],
        "03.3" => [new LSTM(2), Tensor.RandomUniform(new Shape(1, 5, 1), seed: 1)],
        "08.2" => [new LSTM(3), Tensor.RandomUniform(new Shape(1, 8, 2), seed: 1)],
        "12.2" => [new Masking(0).Apply(Tensor.RandomUniform(new Shape(4, 4, 1), seed: 1))[0]],
        "12.3" => [new Bidirectional(new LSTM(2, returnSequences: true)), Tensor.RandomUniform(new Shape(1, 4, 1), seed: 1)],
        "15.2" => [Tensor.RandomUniform(new Shape(600), seed: 1)],
        "15.3" => [Tensor.RandomUniform(new Shape(20, 36, 1), seed: 1), Tensor.RandomUniform(new Shape(20, 1), seed: 2)],
        "16.3" => [Tensor.Ones(20, 16), Tensor.Zeros(20)],
        "14.2" => [new Sequential(new Input(5, 12), new LSTM(4), new Dense(2))],
        _ => [],
    };

    [GeneratedRegex(@"^Lesson\d\d$")]
    private static partial Regex LessonName();
}
