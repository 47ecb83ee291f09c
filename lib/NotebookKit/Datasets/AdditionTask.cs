using System.Globalization;
using System.Text;

namespace NotebookKit;

/// <summary>
/// Sums written as text, "123+456" → "579 ": the data set of Keras's addition_rnn example, by the same recipe. Each number
/// has one to <c>digits</c> random digits (leading zeros fall away), no pair of numbers occurs twice in either order,
/// questions and answers are filled with spaces at their end, questions optionally reversed after that. The samples are
/// shuffled and the last tenth is kept for validation.
/// </summary>
public sealed class AdditionTask
{
    private readonly Lazy<Tensor> _x, _y;

    /// <summary>Draws the questions and answers.</summary>
    /// <param name="digits">The largest number of digits of a summand, 1 to 9.</param>
    /// <param name="samples">How many questions there are, both parts together.</param>
    /// <param name="seed">Makes the same samples every time; without one they come from <see cref="RandomSeed"/>.</param>
    /// <param name="reverse">Whether questions are reversed, "123+456" → "654+321", which brings first digits nearer to their
    /// answer.</param>
    /// <exception cref="ArgumentException">digits is out of range, or there are not so many different pairs.</exception>
    public AdditionTask(int digits = 3, int samples = 50_000, int? seed = null, bool reverse = true)
    {
        if (digits is < 1 or > 9)
            throw new ArgumentException($"AdditionTask expects 1 to 9 digits; received {digits}.", nameof(digits));
        long numbers = (long)Math.Pow(10, digits), pairs = numbers * (numbers + 1) / 2;
        if (samples < 10 || samples > pairs)
        {
            throw new ArgumentException(
                $"AdditionTask expects at least 10 samples, so that a tenth can be kept for validation, and at most {pairs} with {digits} "
                + $"digit{(digits == 1 ? "" : "s")}, as no pair occurs twice; received {samples}.", nameof(samples));
        }

        Digits = digits;
        Reverse = reverse;
        (Questions, Answers) = Draw(digits, samples, RandomSeed.Stream(seed));
        TrainingCount = samples - samples / 10;
        _x = new(() => Encode(Questions));
        _y = new(() => Table.Encode(Answers, AnswerLength));
    }

    /// <summary>The twelve characters of questions and answers, with their columns.</summary>
    public static CharacterTable Table { get; } = new("0123456789+ ");

    /// <summary>The largest number of digits of a summand.</summary>
    public int Digits { get; }

    /// <summary>Whether questions are reversed.</summary>
    public bool Reverse { get; }

    /// <summary>The length of a question: two numbers and the plus sign.</summary>
    public int QuestionLength => Digits + 1 + Digits;

    /// <summary>The length of an answer: a sum has at most one digit more than its summands.</summary>
    public int AnswerLength => Digits + 1;

    /// <summary>How many samples are for training; those behind them are for validation.</summary>
    public int TrainingCount { get; }

    /// <summary>The questions as one reads them, "12+345", without spaces and not reversed, in the order of the samples.</summary>
    public IReadOnlyList<string> Questions { get; }

    /// <summary>The answers, "357", in the order of the samples.</summary>
    public IReadOnlyList<string> Answers { get; }

    /// <summary>The training part: questions (samples, 2 · digits + 1, 12) and answers (samples, digits + 1, 12), one-hot.</summary>
    public (Tensor X, Tensor Y) Training => (_x.Value[..TrainingCount], _y.Value[..TrainingCount]);

    /// <summary>The validation part, shaped like <see cref="Training"/>.</summary>
    public (Tensor X, Tensor Y) Validation => (_x.Value[TrainingCount..], _y.Value[TrainingCount..]);

    /// <summary>
    /// Questions as the network reads them: filled with spaces, reversed if the task is, one-hot (questions, 2 · digits + 1, 12).
    /// </summary>
    /// <param name="questions">Questions such as "12+345".</param>
    /// <exception cref="ArgumentException">A question is too long or has other characters than digits, plus and space.</exception>
    public Tensor Encode(params IReadOnlyList<string> questions) => Table.Encode([.. questions.Select(Written)], QuestionLength);

    /// <summary>The answers that one-hot rows or a network's probabilities stand for, with their spaces: "579 ".</summary>
    /// <param name="answers">(answers, digits + 1, 12), or one of them.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public string[] Decode(Tensor answers) => Table.Decode(answers);

    /// <summary>
    /// The samples as comma-separated values: the question as one reads it, the question as the network does, the answer, the part.
    /// </summary>
    public string ToCsv()
    {
        var text = new StringBuilder("question,input,answer,part\n");
        for (int i = 0; i < Questions.Count; i++)
        {
            string part = i < TrainingCount ? "training" : "validation";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Questions[i]},{Written(Questions[i])},{Answers[i].PadRight(AnswerLength)},{part}\n");
        }

        return text.ToString();
    }

    private string Written(string question)
    {
        string[] characters = TextElements.Of(question);
        if (characters.Length > QuestionLength)
        {
            throw new ArgumentException(
                $"The question '{question}' has {characters.Length} characters; with {Digits} digits expected {QuestionLength} or fewer.",
                nameof(question));
        }

        string padding = new(' ', QuestionLength - characters.Length);
        return Reverse ? padding + string.Concat(characters.Reverse()) : question + padding;
    }

    private static (string[] Questions, string[] Answers) Draw(int digits, int samples, RandomStream random)
    {
        var pairs = new List<(int A, int B)>(samples);
        var seen = new HashSet<(int Smaller, int Larger)>();
        while (pairs.Count < samples)
        {
            int a = Number(), b = Number();
            if (seen.Add((Math.Min(a, b), Math.Max(a, b))))
                pairs.Add((a, b));
        }
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pairs));
        return (
            [.. pairs.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.A}+{p.B}"))],
            [.. pairs.Select(p => ((long)p.A + p.B).ToString(CultureInfo.InvariantCulture))]);

        int Number()
        {
            int number = 0;
            for (int digit = 1 + random.NextInt(digits); digit > 0; digit--)
                number = number * 10 + random.NextInt(10);
            return number;
        }
    }
}
