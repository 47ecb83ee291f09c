using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 03, return_sequences.</summary>
internal static class Lesson03
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<Shape>(
            "03.1",
            "Set answer1 in the cell above, for example new Shape(1, 2, 3), and run both cells again.",
            answer => answer
                .Expect(s => s.Rank == 3, s => $"{s} has {s.Rank} axes. Does the time axis stay or go with return_sequences?")
                .Expect(s => s[0] == 8, s => $"The first axis of {s} is the batch; how many sequences are there?")
                .Expect(s => s[1] == 20, s => $"The second axis of {s} is time; the layer hands out one output a time step.")
                .Expect(s => s[2] == 32, s => $"The last axis of {s} has one number for every unit, whatever the number of features.")
                .Because("Batch and time pass unchanged, and the features are replaced by the units.")),

        ExerciseDefinition.Of<Tensor, Tensor>(
            "03.2",
            "Set answer2 to a part of everyStep: a position removes its axis, and .. takes an axis whole.",
            (answer, everyStep) => answer
                .Expect(t => t.Shape == new Shape(1, 2), t => $"The shape is {t.Shape}; (1, 2) was asked for: the batch, then the units.")
                .Expect(t => !t.AllClose(everyStep[.., 3], 0), "That is the fourth step. Positions count from 0.")
                .Expect(t => t.AllClose(everyStep[.., 2], 0), "The shape fits, but these are the numbers of another step.")
                .Because("Positions count from 0, so the third step is 2, and .. keeps the batch axis.")),

        ExerciseDefinition.Of<Tensor, LSTM, Tensor>(
            "03.3",
            "Set answer3 to lastLayer applied to the first three steps of longer; a range such as 0..3 keeps an axis.",
            (answer, lastLayer, longer) => answer
                .Expect(t => t.Shape == new Shape(1, 2), t => $"The shape is {t.Shape}; expected (1, 2), one output of two units.")
                .Expect(
                    t => !t.AllClose(lastLayer.Apply(longer), 0),
                    "That is the output after all five steps. Cut the input's time axis first.")
                .Expect(
                    t => t.AllClose(lastLayer.Apply(longer[.., 0..3]), 1e-7f),
                    "Those are not the numbers after three steps. Is it the same layer, with the same weights?")
                .Because("The output at a step depends on that step and the ones before it only, so it equals everyStep at step 2.")),
    ];
}
