namespace NotebookKit;

/// <summary>
/// Characters as one-hot rows and back, as the class of that name in Keras's addition_rnn example: the characters are sorted,
/// and each has a column.
/// </summary>
public sealed class CharacterTable
{
    private readonly char[] characters;

    /// <param name="characters">The characters that may occur, in any order; repetitions do not matter.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public CharacterTable(string characters)
    {
        this.characters = [.. characters.Distinct().Order()];
        if (this.characters.Length == 0)
            throw new ArgumentException("A CharacterTable needs at least one character.", nameof(characters));
    }

    /// <summary>The characters in the order of their columns: by character code.</summary>
    public string Characters => new(characters);

    /// <summary>How many characters there are.</summary>
    public int Count => characters.Length;

    /// <summary>The column of a character.</summary>
    /// <exception cref="ArgumentException">The table does not have it.</exception>
    public int IndexOf(char character)
    {
        int index = Array.BinarySearch(characters, character);
        return index >= 0 ? index : throw new ArgumentException($"The character '{character}' is not among '{Characters}'.", nameof(character));
    }

    /// <summary>Texts as one-hot rows: shape (texts, length, characters).</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="length">How many characters each has in the result; shorter ones get spaces at their end.</param>
    /// <exception cref="ArgumentException">A text is longer, or has a character that the table lacks.</exception>
    public Tensor Encode(IReadOnlyList<string> texts, int length)
    {
        Tensor result = Tensor.Zeros(texts.Count, length, Count).Named(["batch", "time", "character"]);
        for (int i = 0; i < texts.Count; i++)
        {
            string text = texts[i];
            if (text.Length > length)
                throw new ArgumentException($"'{text}' has {text.Length} characters; expected {length} or fewer.", nameof(texts));
            for (int step = 0; step < length; step++)
                result.Data[(i * length + step) * Count + IndexOf(step < text.Length ? text[step] : ' ')] = 1;
        }
        return result;
    }

    /// <summary>The texts that rows stand for, by the largest value of each row: (texts, length, characters) or (length, characters).</summary>
    /// <param name="rows">One-hot rows, or a network's probabilities.</param>
    /// <exception cref="ArgumentException">The last axis is not as long as the table.</exception>
    public string[] Decode(Tensor rows)
    {
        if (rows.Rank is < 2 or > 3 || rows.Shape[-1] != Count)
            throw new ArgumentException($"Decode expects (texts, length, {Count}) or (length, {Count}); received {rows.Shape}.", nameof(rows));
        int length = rows.Shape[-2];
        ReadOnlySpan<float> best = rows.ArgMax(-1).Values;
        string[] texts = new string[rows.Rank == 2 ? 1 : rows.Shape[0]];
        char[] text = new char[length];
        for (int i = 0; i < texts.Length; i++)
        {
            for (int step = 0; step < length; step++)
                text[step] = characters[(int)best[i * length + step]];
            texts[i] = new string(text);
        }
        return texts;
    }
}
