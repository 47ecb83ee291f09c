using System.Globalization;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 15, Forecasting.</summary>
internal static class Lesson15
{
    private const int FirstLag = 100, LastLag = 160, FirstTarget = 12 * (1765 - 1749), Window = 36;

    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<int>(
            "15.1",
            "Set answer1 to the number of windows.",
            answer => answer
                .Expect(n => n != 2820 - 144, "Every window needs the 60 months after it too, and a first window is a window.")
                .Expect(n => n != 2820 - 204, "Nearly. A series of 204 months gives one window, not none.")
                .Expect(n => n != 2820 - 144 + 1, "That many windows there are, but the last ones have no 60 months after them.")
                .Expect(n => n == 2617, n => $"{n} is not the number of places at which 144 + 60 months can begin in 2,820.")
                .Because("2,820 - (144 + 60) + 1: one for every month at which 204 months can begin.")),

        ExerciseDefinition.Of<int, Tensor>(
            "15.2",
            "Set answer2 to a number of months from 100 to 160.",
            (answer, training) => answer
                .Expect(lag => lag is >= FirstLag and <= LastLag, lag => $"{lag} is not from {FirstLag} to {LastLag}.")
                .Expect(
                    lag => lag == Best(training),
                    lag => $"A cycle of {lag} months is off by {Text(SeasonalError(training, lag))} in the training part; "
                        + $"another is off by {Text(SeasonalError(training, Best(training)))}. Try them all in a loop.")
                .Because("The sun keeps no calendar: the best cycle of the training part need not be the best of the test part.")),

        ExerciseDefinition.Of<Model, Tensor, Tensor>(
            "15.3",
            "Build a network with a GRU, train it on x and y, and set answer3 to it.",
            (answer, x, y) => answer
                .Expect(
                    m => m.Inputs.Count == 1 && m.Inputs[0].Shape == new Shape(Shape.Unknown, Window, 1),
                    m => $"It reads {string.Join(" and ", m.Inputs.Select(input => input.Shape))}; a window is (None, {Window}, 1).")
                .Expect(
                    m => m.Outputs.Count == 1 && m.Outputs[0].Shape == new Shape(Shape.Unknown, 1),
                    m => $"It gives {string.Join(" and ", m.Outputs.Select(output => output.Shape))}; "
                        + "one number a window is (None, 1).")
                .Expect(m => m.Layers.Any(layer => layer is Layers.GRU), "It has no GRU.")
                .Expect(
                    m => Error(m, x, y) < NaiveError(x, y),
                    m => $"It is off by {Text(Error(m, x, y))}, the naive forecast by {Text(NaiveError(x, y))} (both in the scaled "
                        + "numbers). Is it trained?")
                .Expect(
                    m => Error(m, x, y) <= 0.97 * NaiveError(x, y),
                    m => $"It is {Text(100 * (1 - (Error(m, x, y) / NaiveError(x, y))))} % below the naive forecast; 3 % are asked "
                        + "for. More epochs, or a rate that falls?")
                .Because("A GRU of a few units is enough for what there is to know a month ahead.")),
    ];

    private static double SeasonalError(Tensor series, int lag)
    {
        float[] values = series.ToArray();
        return Enumerable.Range(FirstTarget, values.Length - FirstTarget)
            .Average(month => Math.Abs((double)values[month] - values[month - lag]));
    }

    private static int Best(Tensor series) => Enumerable.Range(FirstLag, LastLag - FirstLag + 1).MinBy(lag => SeasonalError(series, lag));

    private static double Error(Model model, Tensor x, Tensor y) => ((Tensor)model.Predict(x, batchSize: 500) - y).Abs().Mean().Item();

    private static double NaiveError(Tensor x, Tensor y) => (x[.., Window - 1] - y).Abs().Mean().Item();

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
