using NotebookKit.Display;

namespace NotebookKit.Lessons;

/// <summary>The trained network of lesson 16: reads a word letter by letter and tells which of ten languages it is from.</summary>
/// <example><code>
/// WordReader reader = WordReader.Load();
/// reader.Read("cyrillique")      // French
/// reader.Guesses("cyrillique")   // a chart
/// </code></example>
public sealed class WordReader
{
    private readonly Model _model;
    private readonly LabelledTexts _words;

    private WordReader(Model model, LabelledTexts words) => (_model, _words) = (model, words);

    /// <summary>Opens the network from <c>data/words</c>, and the words it was trained on, which know the numbers of the letters.</summary>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    public static WordReader Load()
    {
        string folder = DataFolder.Find("words");
        return new(
            Model.Load(Path.Combine(folder, "reader.safetensors"), compile: false),
            LabelledTexts.Load(Path.Combine(folder, "words.csv"), seed: 16));
    }

    /// <summary>The language that the network takes the word to be from.</summary>
    /// <param name="word">In small letters, for example "cyrillique".</param>
    /// <exception cref="ArgumentException">The word is empty or too long, or has a letter that none of the words has.</exception>
    public string Read(string word) => Language(AfterEach(word));

    /// <summary>What it says after one letter, after two, and so on: a row for each language, a column for each letter.</summary>
    /// <param name="word">In small letters, for example "cyrillique".</param>
    /// <exception cref="ArgumentException">The word is empty or too long, or has a letter that none of the words has.</exception>
    public Chart Guesses(string word)
    {
        Tensor guesses = AfterEach(word);
        return Chart.Heatmap(guesses.Transpose(), [.. word.Select((letter, i) => i == 0 ? $"{letter}" : $"…{letter}")], _words.Labels)
            .WithTitle($"{word}  →  {Language(guesses)}").WithXTitle("read so far").WithSize(700, 340);
    }

    private string Language(Tensor afterEach) => _words.Labels[(int)afterEach[^1].ArgMax().Item()];

    /// <summary>(letters, languages): the probabilities for the word cut after each of its letters.</summary>
    private Tensor AfterEach(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        return _model.Predict(_words.Encode([.. Enumerable.Range(1, word.Length).Select(length => word[..length])]));
    }
}
