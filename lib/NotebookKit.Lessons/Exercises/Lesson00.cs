namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 00, Start here.</summary>
internal static class Lesson00
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<Shape>(
            "00.1",
            "Set answer1 in the cell above, for example to new Shape(1, 2, 3), and run both cells again.",
            answer => answer
                .Expect(s => s.Rank == 3, s => $"{s} has {s.Rank} axes; a recurrent layer wants three: batch, time, features.")
                .Expect(s => s[0] == 5, s => $"The first axis is the batch, an entry for every sequence. In {s} it has length {s[0]}.")
                .Expect(s => s[1] == 24, s => $"The second axis is time. In {s} it has length {s[1]}.")
                .Expect(s => s[2] == 2, s => $"The last axis holds what is measured at one moment. In {s} it has length {s[2]}.")
                .Because("Five sequences, 24 steps each, two numbers a step.")),

        ExerciseDefinition.Of<Tensor, Tensor>(
            "00.2",
            "Set answer2 to twoSequences with three indices: which sequence, which steps, which feature.",
            (answer, twoSequences) => answer
                .Expect(
                    t => t.Shape == new Shape(4),
                    t => $"The shape is {t.Shape}; expected (4,). A position removes its axis, .. keeps it.")
                .Expect(t => !t.AllClose(twoSequences[0, .., ^1], 0), "That is the first sequence; positions count from 0.")
                .Expect(t => t.AllClose(twoSequences[1, .., ^1], 0), "The shape fits, but the numbers are of another feature.")
                .Because("Position 1 is the second sequence, .. takes every step, and ^1 is the last feature.")),
    ];
}
