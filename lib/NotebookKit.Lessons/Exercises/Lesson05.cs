using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 05, Sequences and states.</summary>
internal static class Lesson05
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<int>(
            "05.1",
            "Set answer1 to the total number of elements.",
            answer => answer
                .Expect(n => n != 4 * 10 * 16, "That is the sequence alone. The two states come on top.")
                .Expect(n => n != (4 * 10 * 16) + (4 * 16), "One of the states is missing: there are h and c.")
                .Expect(
                    n => n == (4 * 10 * 16) + (2 * 4 * 16),
                    n => $"{n} is not batch · time · units for the sequence and batch · units for each state.")
                .Because("640 for the sequence and 64 for each of h and c.")),

        ExerciseDefinition.Of<Model>(
            "05.2",
            "Make an Input, apply the layer, take the three apart, and give the third to new Model(input, …).",
            answer => answer
                .Expect(m => m.Outputs.Count == 1, m => $"The model returns {m.Outputs.Count} tensors; only c was asked for.")
                .Expect(
                    m => m.Inputs[0].Shape == new Shape(Shape.Unknown, 3, 1),
                    m => $"The input is {m.Inputs[0].Shape}; expected (None, 3, 1), from new Input(3, 1).")
                .Expect(
                    m => m.Outputs[0].Layer is LSTM,
                    m => $"The output comes from {m.Outputs[0].Layer.Kind}, not from an LSTM.")
                .Expect(
                    m => m.Outputs[0].Index == 2,
                    m => $"That is output {m.Outputs[0].Index} of the LSTM: 0 is the output, 1 is h, 2 is c.")
                .Expect(m => m.Outputs[0].Shape[-1] == 2, "The layer should have two units.")
                .Because("A model may return any of a layer's outputs; the others are computed and dropped.")),
    ];
}
