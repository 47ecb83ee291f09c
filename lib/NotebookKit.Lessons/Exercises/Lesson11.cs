using System.Globalization;

namespace NotebookKit.Lessons;

/// <summary>The exercises of lesson 11, seq2seq with teacher forcing.</summary>
internal static class Lesson11
{
    private const int Asked = 200;

    /// <summary>Its exercises.</summary>
    public static IReadOnlyList<ExerciseDefinition> Exercises { get; } =
    [
        ExerciseDefinition.Of<string>(
            "11.1",
            "Set answer1 to the three characters that the decoder reads.",
            answer => answer
                .Expect(t => t.Length == 3, t => $"'{t}' has {t.Length} characters. One is read for each one written.")
                .Expect(t => t != "105", "That is what it writes. Reading it at the same time would be copying.")
                .Expect(
                    t => t[0] is ' ' or '␣',
                    t => $"At the first step nothing was written yet, so it reads the start token, not '{t[0]}'.")
                .Expect(t => t[1..] == "10", t => $"After the start token come the characters written so far; '{t}' has others.")
                .Because("The start token, then the answer without its last character.")),

        ExerciseDefinition.Of<Shape>(
            "11.2",
            "Set answer2 to a shape, for example new Shape(1, 2, 3).",
            answer => answer
                .Expect(
                    s => s.Rank == 3,
                    s => $"{s} has {s.Rank} axes; there is a weight for each sample, each character written and each character read.")
                .Expect(s => s[0] == 32, s => $"The first axis of {s} is the batch.")
                .Expect(
                    s => s[1] != 7,
                    "Each row sums to 1, over what is read. So what is written comes before what is read.")
                .Expect(
                    s => s[1] == 4 && s[2] == 7,
                    s => $"{s} does not have a row for each character written and a column for each one read.")
                .Because("(batch, steps of the query, steps of the value).")),

        ExerciseDefinition.Of<Model>(
            "11.3",
            "Build a model with attention, train it on the dates, and set answer3 to it.",
            answer => answer
                .Expect(
                    m => m.Inputs.Count == 2 && m.Inputs[0].Shape[-1] == DateTask.QuestionTable.Count && m.Inputs[1].Shape[-1] == 12,
                    m => $"It reads {string.Join(" and ", m.Inputs.Select(input => input.Shape))}; asked for are the date, "
                        + $"(None, {DateTask.QuestionLength}, {DateTask.QuestionTable.Count}), and the answer one behind, "
                        + $"(None, {DateTask.AnswerLength}, 12).")
                .Expect(
                    m => m.Outputs.Count == 1 && m.Outputs[0].Shape[-1] == 12,
                    m => $"It gives {string.Join(" and ", m.Outputs.Select(output => output.Shape))}; the characters are "
                        + $"(None, {DateTask.AnswerLength}, 12).")
                .Expect(
                    m => m.Layers.Any(layer => layer is Layers.AdditiveAttention or Layers.Attention),
                    "It has neither an Attention nor an AdditiveAttention layer.")
                .Expect(
                    m => Written(m) >= 0.8,
                    m => $"Alone it writes {Percent(Written(m))} of {Asked} dates right; 80 % are asked for. Is it trained, and for long "
                        + "enough? A curve that stays flat for some epochs and then rises is usual here.")
                .Because("The score is a detail; that every step of the encoder can be looked at is not.")),
    ];

    /// <summary>The share of dates, most never seen, that a model writes right when it reads what it wrote itself.</summary>
    private static double Written(Model model)
    {
        var asked = new DateTask(samples: Asked, seed: 1111);
        Tensor questions = asked.Encode([.. asked.Questions]);
        var start = Tensor.OneHot(Tensor.Full(new Shape(Asked, 1), DateTask.AnswerTable.IndexOf(' ')), 12);
        var written = Tensor.Zeros(Asked, DateTask.AnswerLength, 12);
        for (int step = 0; step < DateTask.AnswerLength; step++)
        {
            var behind = Tensor.Concat([start, written[.., 0..^1]], axis: 1);
            written = Tensor.OneHot(((Tensor)model.Predict([questions, behind], batchSize: Asked)).ArgMax(-1), 12);
        }
        return asked.Decode(written).Zip(asked.Answers, (said, right) => said == right ? 1.0 : 0).Average();
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
