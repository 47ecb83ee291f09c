namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 11, seq2seq with teacher forcing.</summary>
internal static class Lesson11
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<string>(
            "11.1",
            "Set answer1 to the three characters that the decoder reads.",
            answer => answer
                .Expect(t => t.Length == 3, t => $"'{t}' has {t.Length} characters. One is read for each one written.")
                .Expect(t => t != "105", "That is what it writes. Reading it at the same time would be copying.")
                .Expect(
                    t => t[0] is ' ' or '␣',
                    t => $"At the first step nothing was written yet, so it reads the start token, not '{t[0]}'.")
                .Expect(t => t[1..] == "10", t => $"After the start token come the characters written so far; '{t}' has others.")
                .Because("The start token, then the answer without its last character.")),

        ExerciseDefinition.Of<Shape>(
            "11.2",
            "Set answer2 to a shape, for example new Shape(1, 2, 3).",
            answer => answer
                .Expect(
                    s => s.Rank == 3,
                    s => $"{s} has {s.Rank} axes; there is a weight for each sample, each character written and each character read.")
                .Expect(s => s[0] == 32, s => $"The first axis of {s} is the batch.")
                .Expect(
                    s => s[1] != 7,
                    "Each row sums to 1, over what is read. So what is written comes before what is read.")
                .Expect(
                    s => s[1] == 4 && s[2] == 7,
                    s => $"{s} does not have a row for each character written and a column for each one read.")
                .Because("(batch, steps of the query, steps of the value).")),

        ExerciseDefinition.Of<double>(
            "11.3",
            "Set answer3 to a share between 0 and 1.",
            answer => answer
                .Expect(p => p is >= 0 and <= 1, "A share lies between 0 and 1.")
                .Expect(p => Math.Abs(p - 0.98) > 1e-6, "That is the share of characters.")
                .Expect(
                    p => Math.Abs(p - 0.93) < 1e-6,
                    "Does the loop make its first mistake elsewhere than the model with the teacher?")
                .Because("Up to the first mistake both read the same characters, so both have it, or do not have it, in the same "
                    + "answers.")),
    ];
}
