using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 06, Stacked LSTMs.</summary>
internal static class Lesson06
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<bool[]>(
            "06.1",
            "Set answer1 to three booleans, first layer first.",
            answer => answer
                .Expect(a => a.Length == 3, a => $"There are three layers; received {a.Length} values.")
                .Expect(a => a[0] && a[1], "A layer with another recurrent layer above it hands up every step.")
                .Expect(a => !a[2], "One vector is wanted in the end, so the last layer drops the time axis.")
                .Because("All but the last.")),

        ExerciseDefinition.Of<int>(
            "06.2",
            "Use 4(u(u + d) + u); what is d for the second layer?",
            answer => answer
                .Expect(
                    n => n != LstmParams(16, 1),
                    "d is not the number of features of the data: this layer reads the outputs of the layer below.")
                .Expect(n => n == LstmParams(16, 8), n => $"{n} is not 4(16(16 + d) + 16) for the d that the layer below hands up.")
                .Because("d = 8, the units of the layer below: 4(16 · 24 + 16) = 1,600.")),

        ExerciseDefinition.Of<Model>(
            "06.3",
            "Both layers need return_state; the lower one also return_sequences. Give the two h to new Model(input, [h1, h2]).",
            answer => answer
                .Expect(m => m.Outputs.Count == 2, m => $"The model returns {m.Outputs.Count} tensors; two were asked for.")
                .Expect(
                    m => m.Outputs.All(o => o.Layer is LSTM && o.Index == 1),
                    "Both outputs should be the second tensor that an LSTM with states returns: output, h, c.")
                .Expect(
                    m => m.Outputs[0].Shape[-1] == 3 && m.Outputs[1].Shape[-1] == 2,
                    m => $"The shapes are {m.Outputs[0].Shape} and {m.Outputs[1].Shape}; the lower layer has 3 units "
                        + "and the upper one 2.")
                .Expect(
                    m => m.CountParams() == LstmParams(3, 1) + LstmParams(2, 3),
                    m => $"The model has {m.CountParams()} parameters; expected {LstmParams(3, 1) + LstmParams(2, 3)}. "
                        + "Does the upper layer read the lower one's sequence, and that one the input (3, 1)?")
                .Because("A model may hand out any tensor of its graph.")),
    ];

    private static int LstmParams(int units, int features) => 4 * ((units * (units + features)) + units);
}
