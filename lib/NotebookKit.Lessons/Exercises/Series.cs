namespace NotebookKit.Lessons;

/// <summary>The exercises of all lessons.</summary>
internal static class Series
{
    /// <summary>All of them, in the order of the lessons.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        .. Lesson00.Exercises, .. Lesson01.Exercises, .. Lesson02.Exercises, .. Lesson03.Exercises, .. Lesson04.Exercises,
        .. Lesson05.Exercises, .. Lesson06.Exercises, .. Lesson07.Exercises, .. Lesson08.Exercises, .. Lesson09.Exercises,
        .. Lesson10.Exercises, .. Lesson11.Exercises, .. Lesson12.Exercises, .. Lesson13.Exercises, .. Lesson14.Exercises,
        .. Lesson15.Exercises, .. Lesson16.Exercises,
    ];
}
