namespace NotebookKit;

/// <summary>
/// Texts that each carry a label, such as words and the language they are from, as numbers for a network: a text becomes its
/// characters' numbers, filled at the end with 0, which <see cref="Layers.Embedding"/> masks with maskZero; a label becomes
/// its index. The texts are shuffled, and the last tenth is kept for validation. The counterpart of Keras's
/// <c>TextVectorization(split="character")</c> on a labelled data set.
/// </summary>
/// <example>
/// <code>
/// var words = LabelledTexts.Load("words.csv", seed: 1);   // lines such as "German,Woche"
/// var (x, y) = words.Training;                            // (texts, longest) of character numbers, (texts,) of labels
/// Tensor one = words.Encode("Woche");                     // (1, longest)
/// </code>
/// </example>
public sealed class LabelledTexts
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Shuffles the texts and keeps a part for validation.</summary>
    /// <param name="texts">Texts with their labels.</param>
    /// <param name="seed">Makes the same order every time; without one it comes from <see cref="RandomSeed"/>.</param>
    /// <exception cref="ArgumentException">There are fewer than 10 texts, one of them is empty, or all have one label.</exception>
    public LabelledTexts(IEnumerable<(string Label, string Text)> texts, int? seed = null)
    {
        (string Label, string Text)[] all = [.. texts];
        if (all.Length < 10)
        {
            throw new ArgumentException(
                $"LabelledTexts expects at least 10 texts, so that a tenth can be kept for validation; received {all.Length}.",
                nameof(texts));
        }
        if (Array.FindIndex(all, item => item.Text.Length == 0) is >= 0 and var empty)
        {
            throw new ArgumentException(
                $"LabelledTexts: text {empty} (counted from 0), labelled '{all[empty].Label}', is empty.", nameof(texts));
        }
        List<string> labels = [.. all.Select(item => item.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Labels = labels;
        if (labels.Count < 2)
        {
            throw new ArgumentException(
                $"LabelledTexts expects two labels or more; all {all.Length} texts have '{Labels[0]}'.", nameof(texts));
        }
        RandomSeed.Stream(seed).Shuffle(all.AsSpan());
        Texts = [.. all.Select(item => item.Text)];
        LabelOf = [.. all.Select(item => labels.IndexOf(item.Label))];
        string[][] taken = [.. Texts.Select(TextElements.Of)];
        Characters =
            [.. taken.SelectMany(text => text).Distinct(StringComparer.Ordinal).Order(Comparer<string>.Create(TextElements.Compare))];
        for (int i = 0; i < Characters.Count; i++)
        {
            _numbers[Characters[i]] = i + 1;
        }
        Length = taken.Max(text => text.Length);
        TrainingCount = all.Length - (all.Length / 10);
    }

    /// <summary>Reads a file of lines "label,text" below a heading; the text may hold further commas.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="seed">Makes the same order every time; without one it comes from <see cref="RandomSeed"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">A line has no comma, or the texts cannot be used; the message says why.</exception>
    public static LabelledTexts Load(string path, int? seed = null) => new(
        File.ReadLines(path).Skip(1).Select((line, i) => line.Split(',', 2) is [var label, var text]
            ? (label, text)
            : throw new ArgumentException(
                $"Line {i + 2} of {Path.GetFileName(path)} is '{line}'; expected a label, a comma and a text.", nameof(path))), seed);

    /// <summary>The labels that occur, in the order of their indices: by character code.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The characters that occur, in the order of their numbers: the first has number 1, since 0 is no character.</summary>
    public IReadOnlyList<string> Characters { get; }

    /// <summary>How many characters the longest text has, and so how many steps a sample has.</summary>
    public int Length { get; }

    /// <summary>How many samples are for training; those behind them are for validation.</summary>
    public int TrainingCount { get; }

    /// <summary>The texts in the order of the samples.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The index of each text's label.</summary>
    public IReadOnlyList<int> LabelOf { get; }

    /// <summary>The training part: character numbers (samples, length) and labels (samples,).</summary>
    public (Tensor X, Tensor Y) Training => Part(0, TrainingCount);

    /// <summary>The validation part, shaped like <see cref="Training"/>.</summary>
    public (Tensor X, Tensor Y) Validation => Part(TrainingCount, Texts.Count);

    /// <summary>Texts as a network reads them: character numbers (texts, length), 0 after the end of each.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="ArgumentException">A text is longer than <see cref="Length"/>, or has a character that occurs in none of
    /// the samples.</exception>
    public Tensor Encode(params IReadOnlyList<string> texts)
    {
        float[] numbers = new float[texts.Count * Length];
        for (int i = 0; i < texts.Count; i++)
        {
            string[] text = TextElements.Of(texts[i]);
            if (text.Length > Length)
            {
                throw new ArgumentException($"'{texts[i]}' has {text.Length} characters; expected {Length} or fewer.", nameof(texts));
            }
            for (int step = 0; step < text.Length; step++)
            {
                numbers[(i * Length) + step] = _numbers.TryGetValue(text[step], out int number) ? number : throw new ArgumentException(
                    $"'{texts[i]}' has the character '{text[step]}', which occurs in none of the samples. They have: "
                        + $"{string.Concat(Characters)}", nameof(texts));
            }
        }
        return Tensor.Of(numbers, new Shape(texts.Count, Length)).WithAxes("batch", "time");
    }

    private (Tensor X, Tensor Y) Part(int from, int to) => (
        Encode([.. Texts.Skip(from).Take(to - from)]),
        Tensor.Of([.. LabelOf.Skip(from).Take(to - from).Select(label => (float)label)]).WithAxes("batch"));
}
