using System.Globalization;

namespace NotebookKit;

/// <summary>
/// Dates as people write them in English, "Thursday, 3 September 1987", and as ISO 8601 does, "1987-09-03": a task for
/// encoder-decoders in which every part of the answer stands somewhere in the question. Thirteen ways to write a date occur
/// equally often; numbers alone are day first, "3.9.1987" and "03/09/1987". Every date from 1600 to 1999 is as likely as any
/// other; none of the questions occurs twice, so that those kept for validation, the last tenth, were never trained on.
/// </summary>
/// <example>
/// <code>
/// var task = new DateTask(samples: 5_000, seed: 1);
/// var (x, y) = task.Training;                               // (4500, 29, 41) and (4500, 10, 12), one-hot
/// Tensor one = task.Encode("Thursday, 3 September 1987");   // (1, 29, 41)
/// </code>
/// </example>
public sealed class DateTask
{
    private readonly Lazy<Tensor> _x, _y;

    /// <summary>Draws the dates and writes each in both ways.</summary>
    /// <param name="samples">How many dates there are, both parts together.</param>
    /// <param name="seed">Makes the same samples every time; without one they come from <see cref="RandomSeed"/>.</param>
    /// <exception cref="ArgumentException">There are fewer than 10 samples, or more than 200,000.</exception>
    public DateTask(int samples = 5_000, int? seed = null)
    {
        const int most = 200_000;
        if (samples is < 10 or > most)
        {
            throw new ArgumentException(
                $"DateTask expects at least 10 samples, so that a tenth can be kept for validation, and at most {most}; received "
                    + $"{samples}.", nameof(samples));
        }
        RandomStream random = RandomSeed.Stream(seed);
        int first = new DateOnly(1600, 1, 1).DayNumber, days = new DateOnly(2000, 1, 1).DayNumber - first;
        var questions = new List<string>(samples);
        var answers = new List<string>(samples);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (questions.Count < samples)
        {
            var date = DateOnly.FromDayNumber(first + random.NextInt(days));
            string question = DateSpelling.Write(date, random.NextInt(DateSpelling.Ways));
            if (seen.Add(question))
            {
                questions.Add(question);
                answers.Add(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }
        (Questions, Answers) = (questions, answers);
        TrainingCount = samples - (samples / 10);
        _x = new(() => Encode([.. Questions]));
        _y = new(() => AnswerTable.Encode(Answers, AnswerLength));
    }

    /// <summary>The characters of questions: small letters, digits, and what stands between them.</summary>
    public static CharacterTable QuestionTable { get; } = new("abcdefghijklmnopqrstuvwxyz0123456789 ,./-");

    /// <summary>The characters of answers: digits, the hyphen, and the space, with which none begins.</summary>
    public static CharacterTable AnswerTable { get; } = new("0123456789- ");

    /// <summary>How many characters a question has room for; shorter ones are filled with spaces at their end.</summary>
    public static int QuestionLength => DateSpelling.MostCharacters;

    /// <summary>The length of every answer.</summary>
    public static int AnswerLength => 10;

    /// <summary>How many samples are for training; those behind them are for validation.</summary>
    public int TrainingCount { get; }

    /// <summary>The dates as people write them, in the order of the samples.</summary>
    public IReadOnlyList<string> Questions { get; }

    /// <summary>The same dates as ISO 8601 writes them.</summary>
    public IReadOnlyList<string> Answers { get; }

    /// <summary>The training part: questions (samples, 29, 41) and answers (samples, 10, 12), one-hot.</summary>
    public (Tensor X, Tensor Y) Training => (_x.Value[..TrainingCount], _y.Value[..TrainingCount]);

    /// <summary>The validation part, shaped like <see cref="Training"/>.</summary>
    public (Tensor X, Tensor Y) Validation => (_x.Value[TrainingCount..], _y.Value[TrainingCount..]);

    /// <summary>Questions as a network reads them: in small letters, filled with spaces, one-hot (questions, 29, 41).</summary>
    /// <param name="questions">Dates such as "3 September 1987".</param>
    /// <exception cref="ArgumentException">A question is too long, or has a character that is not in
    /// <see cref="QuestionTable"/>.</exception>
    public Tensor Encode(params IReadOnlyList<string> questions) =>
        QuestionTable.Encode([.. questions.Select(question => question.ToLowerInvariant())], QuestionLength);

    /// <summary>The answers that one-hot rows or a network's probabilities stand for: "1987-09-03".</summary>
    /// <param name="answers">(answers, steps, 12), or one of them.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public string[] Decode(Tensor answers) => AnswerTable.Decode(answers);
}
