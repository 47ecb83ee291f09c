using NotebookKit.Layers;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 01, Inside a recurrent cell.</summary>
internal static class Lesson01
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<float>(
            "01.1",
            "Set answer1 to a number between 0 and 1; a number of type float ends in f.",
            answer => answer
                .Expect(v => v != 0.9f, "That is what is left after one step.")
                .Expect(v => v is >= 0 and < 0.9f, v => $"{v} is not possible: every step keeps nine tenths of what is left.")
                .Expect(v => MathF.Abs(v - MathF.Pow(0.9f, 50)) < 5e-4f, v => $"{v} is not the product of 50 factors of 0.9.")
                .Because("0.9 to the power of 50 is 0.005: half a percent.")),

        ExerciseDefinition.Of<Func<Tensor, Tensor, Tensor>, SimpleRNN, Tensor>(
            "01.2",
            "Set answer2 to a function, (x, a) => …, run the cell, and run this one again.",
            (answer, layer, data) =>
            {
                Tensor output = layer.Apply(data);
                return answer
                    .Expect(
                        step => step(data[.., 0], Tensor.Zeros(1, 3)).Shape == new Shape(1, 3),
                        "The next state has another shape than (1, 3).")
                    .Expect(
                        step => step(data[.., 0], Tensor.Zeros(1, 3)).AllClose(output[.., 0], 1e-6f),
                        "The first step, from a state of zeros, differs from the layer's. Are bias and activation there?")
                    .Expect(
                        step => new[] { 10f, -10f }.All(
                            x => step(Tensor.Full(new Shape(1, 1), x), Tensor.Zeros(1, 3)).ToArray().Min() >= 0),
                        "For some inputs the next state has a negative number, and a relu leaves none. Is the activation there?")
                    .Expect(
                        step => step(data[.., 1], output[.., 0]).AllClose(output[.., 1], 1e-6f),
                        "The first step fits, the second does not. What happens to the state a?")
                    .Because("The line is the same for every activation: activation(x K + a R + b).");
            }),

        ExerciseDefinition.Of<float>(
            "01.3",
            "Set answer3 to the bias, with two decimals.",
            answer => answer
                .Expect(
                    v => MathF.Abs(v - MathF.Pow(0.5f, 0.02f)) > 5e-3f,
                    "That is the forget gate itself. Which bias does the sigmoid turn into it?")
                .Expect(v => MathF.Abs(Left(v) - 0.5f) < 0.01f, v => $"With a bias of {v}, {Left(v):0.000} is left after 50 steps.")
                .Because("f must be 0.986, and the sigmoid reaches that at a bias of 4.27; the 4 in this lesson was no accident.")),
    ];

    private static float Left(float bias) => MathF.Pow(1 / (1 + MathF.Exp(-bias)), 50);
}
