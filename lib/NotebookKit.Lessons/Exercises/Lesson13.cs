namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 13, From here to TorchSharp.</summary>
internal static class Lesson13
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<Shape>(
            "13.1",
            "Set answer1 to a Shape of two lengths.",
            answer => answer
                .Expect(s => s != new Shape(5, 12), "That is Keras's kernel. Which way round does torch keep it?")
                .Expect(s => s != new Shape(3, 5), "That is one block's share. How many blocks has an LSTM?")
                .Expect(s => s == new Shape(12, 5), s => $"{s} does not fit: four blocks of 3 units, 5 features.")
                .Because("Three gates and a candidate of 3 units each make 12 rows, and the kernel stands transposed.")),

        ExerciseDefinition.Of<Tensor>(
            "13.2",
            "Set answer2 to the columns in another order, transposed. kernel[.., 2..4] are those of r.",
            answer => answer
                .Expect(t => t.Shape != new Shape(1, 6), "The order comes first; then transpose it.")
                .Expect(t => t.Shape == new Shape(6, 1), t => $"The shape is {t.Shape}; expected (6, 1).")
                .Expect(
                    t => !t.Reshape(6).AllClose(Tensor.Of(1f, 2f, 3f, 4f, 5f, 6f), 0),
                    "These are still z, r, h. Torch's order is r, z, n.")
                .Expect(t => t.Reshape(6).AllClose(Tensor.Of(3f, 4f, 1f, 2f, 5f, 6f), 0), t => $"{t.Reshape(6)} is not r, z, n.")
                .Because("r and z change places; h, which torch calls n, stays last.")),
    ];
}
