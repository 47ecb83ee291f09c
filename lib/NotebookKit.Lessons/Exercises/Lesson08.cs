using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 08, Handing states over.</summary>
internal static class Lesson08
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<int>(
            "08.1",
            "Set answer1 to the number of units of the decoder.",
            answer => answer
                .Expect(u => u != 128, "h and c are two states of 64 each, not one of 128.")
                .Expect(u => u == 64, u => $"A state of 64 numbers does not fit a layer of {u} units.")
                .Because("A layer's states have one number for every unit.")),

        ExerciseDefinition.Of<Tensor, LSTM, Tensor>(
            "08.2",
            "Three layers: the first two with state: true, the second and third with initialState.",
            (answer, same, whole) => answer
                .Expect(t => t.Shape == new Shape(1, 3), t => $"The shape is {t.Shape}; expected (1, 3).")
                .Expect(
                    t => !t.AllClose(same.Apply(whole[.., 5..8]), 1e-6f),
                    "The last piece started from zeros. Did both states arrive?")
                .Expect(
                    t => t.AllClose(same.Apply(whole), 1e-6f),
                    "The output differs from the run in one piece. Both states belong to each hand-over, and the end of a range is "
                        + "not part of it.")
                .Because("Three pieces, one memory.")),
    ];
}
