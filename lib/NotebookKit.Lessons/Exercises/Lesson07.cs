namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 07, GRU.</summary>
internal static class Lesson07
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<int>(
            "07.1",
            "Set answer1 to the number of parameters: three blocks, each with a kernel, a recurrent kernel and its biases.",
            answer => answer
                .Expect(n => n != 4 * ((64 * (64 + 10)) + 64), "That is the LSTM's number: a GRU has three blocks.")
                .Expect(
                    n => n != 3 * ((64 * (64 + 10)) + 64),
                    "That is the number without reset_after. Today's default has a second bias.")
                .Expect(n => n != 3 * ((64 * (64 + 20)) + (2 * 64)), "d is the number of features, not the number of steps.")
                .Expect(n => n == 3 * ((64 * (64 + 10)) + (2 * 64)), n => $"{n} is not 3(u(u + d) + 2u) for u = 64 units and d features.")
                .Because("3(64 · 74 + 128) = 14,592; the 20 steps share them all.")),

        ExerciseDefinition.Of<Tensor>(
            "07.2",
            "Set answer2 to a tensor of two rows and three columns.",
            answer => answer
                .Expect(
                    k => k.Shape == new Shape(2, 3),
                    k => $"The shape is {k.Shape}; the kernel has a row for each feature and a column for each block: (2, 3).")
                .Expect(
                    k => !k.AllClose(Tensor.Of(new[,] { { 1f, 3f, 5f }, { 2f, 4f, 6f } }), 0),
                    "That is the transpose, with the blocks still in PyTorch's order r, z, n.")
                .Expect(
                    k => k.AllClose(Tensor.Of(new[,] { { 3f, 1f, 5f }, { 4f, 2f, 6f } }), 0),
                    "Each row of PyTorch's array becomes a column; then the columns stand in the order z, r, h.")
                .Because("Rows become columns, and the first two blocks change places.")),

        ExerciseDefinition.Of<Tensor>(
            "07.3",
            "Build GRU(1, returnSequences: true), apply it to wave once so that it has weights, change the bias, apply it again "
                + "from the initial state.",
            answer => answer
                .Expect(t => t.Shape == new Shape(1, 10, 1), t => $"The shape is {t.Shape}; ten steps of one unit are (1, 10, 1).")
                .Expect(
                    t => !t.AllClose(Tensor.Zeros(1, 10, 1), 1e-3f),
                    "It keeps 0, so the gate is right and the initial state was not handed over.")
                .Expect(
                    t => t.AllClose(Tensor.Full(new Shape(1, 10, 1), 0.5f), 1e-6f),
                    "It does not keep 0.5. Which gate says how much of the old state stays, and where does its block stand in the "
                        + "order z, r, h?")
                .Because("With z = 1, h = 1 ∗ h' + 0 ∗ candidate: the state passes through untouched, and so would a gradient on its "
                    + "way back.")),
    ];
}
