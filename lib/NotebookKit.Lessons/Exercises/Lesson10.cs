using System.Globalization;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 10, The addition task.</summary>
internal static class Lesson10
{
    private const int Asked = 1_000;

    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<double>(
            "10.1",
            "Set answer1 to a share between 0 and 1.",
            answer => answer
                .Expect(p => p is >= 0 and <= 1, "A share lies between 0 and 1.")
                .Expect(p => Math.Abs(p - 0.95) > 1e-6, "That is the share of characters. Four of them must be right at once.")
                .Expect(p => Math.Abs(p - Math.Pow(0.95, 4)) < 5e-3, p => $"{p} is not the chance that four characters are all right.")
                .Because("0.95 to the fourth power is 0.8145.")),

        ExerciseDefinition.Of<(int Question, int Answer)>(
            "10.2",
            "Set answer2 to (question length, answer length).",
            answer => answer
                .Expect(a => a.Question != 10, "The plus sign is a character too.")
                .Expect(a => a.Question == 11, a => $"A question is five digits, a plus and five digits; {a.Question} is not that.")
                .Expect(
                    a => a.Answer == 6,
                    a => $"99999 + 99999 = 199998; the answer must hold that, and {a.Answer} characters do not fit it exactly.")
                .Because("digits + 1 + digits, and digits + 1.")),

        ExerciseDefinition.Of<Model>(
            "10.3",
            "Build a network that reads (5, 12) and ends in Dense(1, \"sigmoid\"), compile it with Losses.BinaryCrossentropy, train "
                + "it on sums of two digits, and set answer3 to it.",
            answer => answer
                .Expect(
                    m => m.Inputs.Count == 1 && m.Inputs[0].Shape == new Shape(Shape.Unknown, 5, 12),
                    m => $"It reads {string.Join(" and ", m.Inputs.Select(input => input.Shape))}; "
                        + "a question of two digits is (None, 5, 12).")
                .Expect(
                    m => m.Outputs.Count == 1 && m.Outputs[0].Shape == new Shape(Shape.Unknown, 1),
                    m => $"It gives {string.Join(" and ", m.Outputs.Select(output => output.Shape))}; "
                        + "one number a question is (None, 1).")
                .Expect(
                    m => ToldRight(m) >= 0.7,
                    m => $"It tells {Percent(ToldRight(m))} of {Asked:N0} questions right, and always saying the more frequent "
                        + "thing tells more than half. Is it trained, and does it read the questions as the task encodes them?")
                .Expect(
                    m => ToldRight(m) >= 0.95,
                    m => $"It tells {Percent(ToldRight(m))} of {Asked:N0} questions right; 95 % are asked for. "
                        + "More epochs, more samples or a larger learning rate?")
                .Because("One number at the end of the question is enough: this network needs no decoder.")),
    ];

    /// <summary>The share of questions, most never seen, for which the network is right about whether the sum is above 99.</summary>
    private static double ToldRight(Model model)
    {
        var asked = new AdditionTask(digits: 2, samples: Asked, seed: 1010);
        Tensor said = model.Predict(asked.Encode([.. asked.Questions]), batchSize: 250);
        int right = asked.Answers
            .Where((sum, i) => (said[i, 0].Item() > 0.5f) == (int.Parse(sum, CultureInfo.InvariantCulture) > 99)).Count();
        return (double)right / Asked;
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
