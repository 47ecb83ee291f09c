using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 09, RepeatVector and TimeDistributed.</summary>
internal static class Lesson09
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<int>(
            "09.1",
            "Set answer1 to the number of repetitions.",
            answer => answer
                .Expect(n => n != 9, "9 is the length of what is read. The new time axis belongs to what is written.")
                .Expect(n => n != 32, "32 is the length of the vector; it stays as it is.")
                .Expect(n => n == 5, n => $"The answer would have {n} steps.")
                .Because("One copy for each step of the answer.")),

        ExerciseDefinition.Of<Model>(
            "09.2",
            "Stack Input, LSTM, RepeatVector, LSTM, Dense in a Sequential.",
            answer => answer
                .Expect(
                    m => m.Inputs[0].Shape == new Shape(Shape.Unknown, 9, 6),
                    m => $"The input is {m.Inputs[0].Shape}; expected (None, 9, 6).")
                .Expect(
                    m => m.Outputs[0].Shape.Rank == 3,
                    m => $"The output is {m.Outputs[0].Shape}. Does the decoder return its sequence?")
                .Expect(
                    m => m.Outputs[0].Shape == new Shape(Shape.Unknown, 5, 10),
                    m => $"The output is {m.Outputs[0].Shape}; expected (None, 5, 10).")
                .Expect(
                    m => !m.Layers.Any(layer => layer is TimeDistributed),
                    "The shapes fit. Now without TimeDistributed: Dense stands alone.")
                .Expect(
                    m => m.CountParams() == 13_642,
                    m => $"The shapes fit, but there are {m.CountParams():N0} parameters instead of 13,642: two LSTM(32), then Dense(10).")
                .Because("Dense acts on the last axis, so the time axis passes through it.")),
    ];
}
