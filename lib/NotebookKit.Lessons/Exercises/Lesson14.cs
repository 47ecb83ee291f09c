using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 14, A Keras model, opened.</summary>
internal static class Lesson14
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<string>(
            "14.1",
            "Set answer1 to the version. Which method looks into a file?",
            answer => answer
                .Expect(v => v.Trim() != "3.15.1", "That is the version of the adder's file. Describe the other one.")
                .Expect(v => v.Trim() == "2.2.4", v => $"Not {v}. Describe the file and look at its second line.")
                .Because("The file says it in an attribute, and the kit reads it with the rules of that version.")),

        ExerciseDefinition.Of<Model, Model>(
            "14.2",
            "Set answer2 to a Model or a Sequential with its own Input of (5, 12).",
            (answer, adder) => answer
                .Expect(
                    m => m.Outputs.Count == 1 && m.Outputs[0].Shape[-1] == 1,
                    m => "It should give one number a question; its outputs are "
                        + $"{string.Join(", ", m.Outputs.Select(o => o.Shape))}.")
                .Expect(
                    m => m.Layers.Contains(adder.Layers[1]),
                    "It has another LSTM than the trained one. Use the very layer, adder.Layers[1].")
                .Expect(
                    m => m.Outputs[0].Layer is Dense { Activation.Name: "sigmoid" },
                    "The last layer should be Dense(1, \"sigmoid\"), so that the number is between 0 and 1.")
                .Because("A layer that stands in two models is one layer: training either trains both.")),
    ];
}
