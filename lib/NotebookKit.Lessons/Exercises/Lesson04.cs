using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 04, return_state.</summary>
internal static class Lesson04
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<Shape>(
            "04.1",
            "Set answer1 to a shape and run both cells again.",
            answer => answer
                .Expect(s => s.Rank == 2, s => $"{s} is not (batch, units): a state belongs to one moment, so it has no time axis.")
                .Expect(s => s[0] == 10, "Every sequence of the batch has a state of its own.")
                .Expect(s => s[1] == 64, "A state holds one number for every unit.")
                .Because("c is (batch, units), like h, whatever the length of the sequences.")),

        ExerciseDefinition.Of<float>(
            "04.2",
            "Set answer2 to the cell state as a float.",
            answer => answer
                .Expect(v => MathF.Abs(v - 0.5f) > 1e-3f, "That is h / o, which is tanh(c). One step is left.")
                .Expect(
                    v => MathF.Abs(v - MathF.Atanh(0.5f)) < 1e-3f,
                    v => $"o · tanh({v}) = {0.6f * MathF.Tanh(v):0.0000}, and h is 0.3.")
                .Because("0.6 · tanh(0.5493) = 0.3.")),

        ExerciseDefinition.Of<Outputs>(
            "04.3",
            "Build LSTM(1, returnState: true), apply it to data, change its bias by SetWeights, apply it again, and set answer3 "
                + "to the result.",
            answer => answer
                .Expect(o => o.Count == 3, o => $"Received {o.Count} of 3 tensors. Was returnState set?")
                .Expect(o => o[2].Shape == new Shape(1, 1), o => $"c has shape {o[2].Shape}; one unit on data gives (1, 1).")
                .Expect(o => o[1].Item() == 0, o => $"h is {o[1].Item()}; a closed output gate makes it 0.")
                .Expect(o => o[2].Item() != 0, "c is 0 as well. Only the output gate's bias should change, the fourth number of the bias.")
                .Because("The memory is there, and nothing shows: c changes from step to step behind a closed gate.")),
    ];
}
