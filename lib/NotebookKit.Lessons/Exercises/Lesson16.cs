using System.Globalization;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 16, Which language?</summary>
internal static class Lesson16
{
    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<int>(
            "16.1",
            "Set answer1 to the number of weights.",
            answer => answer
                .Expect(n => n != 68 * 24, "Number 0 has a row too, although the mask keeps it out.")
                .Expect(n => n == 69 * 24, n => $"{n} is not a vector of 24 for each of 69 numbers. There is no bias.")
                .Because("69 · 24: a row for each number from 0 to 68.")),

        ExerciseDefinition.Of<int>(
            "16.2",
            "Set answer2 to the number of steps that the mask hides.",
            answer => answer
                .Expect(n => n != 12, "That many steps hold letters. Hidden are the others.")
                .Expect(n => n == 36, n => $"Three words have 48 steps, and 3 + 4 + 5 of them hold letters; {n} does not fit.")
                .Because("48 steps, 12 of them letters.")),

        ExerciseDefinition.Of<Model, Tensor, Tensor>(
            "16.3",
            "Build a network that reads words in one direction, train it on x and y, and set answer3 to it.",
            (answer, x, y) => answer
                .Expect(
                    m => m.Inputs.Count == 1 && m.Inputs[0].Shape.Count() == 2,
                    m => $"It reads {string.Join(" and ", m.Inputs.Select(input => input.Shape))}; letters are (None, {x.Shape[1]}).")
                .Expect(
                    m => m.Outputs.Count == 1 && m.Outputs[0].Shape == new Shape(Shape.Unknown, 10),
                    m => $"It gives {string.Join(" and ", m.Outputs.Select(output => output.Shape))}; "
                        + "one probability for each of ten languages is (None, 10).")
                .Expect(m => !m.Layers.Any(layer => layer is Layers.Bidirectional), "One direction was asked for.")
                .Expect(
                    m => m.Layers.Any(layer => layer is Layers.Embedding { MaskZero: true }),
                    "Its zeros count as letters. Which parameter of Embedding makes a mask?")
                .Expect(
                    m => Right(m, x, y) >= 0.2,
                    m => $"It is right about {Percent(Right(m, x, y))} of the words, hardly more than chance. Is it trained?")
                .Expect(
                    m => Right(m, x, y) >= 0.55,
                    m => $"It is right about {Percent(Right(m, x, y))} of the words; 55 % are asked for. More epochs, more units?")
                .Because("One direction is nearly as good here: with the mask, what it reads last is the ending of the word.")),
    ];

    private static double Right(Model model, Tensor x, Tensor y)
    {
        float[] said = ((Tensor)model.Predict(x, batchSize: 500)).ArgMax(-1).ToArray();
        return said.Zip(y.ToArray(), (s, truth) => s == truth ? 1.0 : 0).Average();
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
