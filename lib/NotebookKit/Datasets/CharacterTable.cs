namespace NotebookKit;

/// <summary>
/// Characters as one-hot rows and back, as the class of that name in Keras's addition_rnn example: the characters are sorted,
/// and each has a column. A character is what a reader sees as one: an emoji is one, and so is a letter with its accents.
/// </summary>
/// <example>
/// <code>
/// var table = new CharacterTable("0123456789+ ");
/// Tensor x = table.Encode(["12+3"], length: 7);   // (1, 7, 12)
/// string[] texts = table.Decode(x);               // "12+3   "
/// </code>
/// </example>
public sealed class CharacterTable
{
    private readonly string[] _characters;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Numbers the characters in their order.</summary>
    /// <param name="characters">The characters that may occur, in any order; repetitions do not matter.</param>
    /// <exception cref="ArgumentException">There are none, or the text holds half a character.</exception>
    public CharacterTable(string characters)
    {
        _characters = [.. TextElements.Of(characters).Distinct(StringComparer.Ordinal)];
        Array.Sort(_characters, TextElements.Compare);
        if (_characters.Length == 0)
        {
            throw new ArgumentException("A CharacterTable needs at least one character.", nameof(characters));
        }
        for (int i = 0; i < _characters.Length; i++)
        {
            _columns[_characters[i]] = i;
        }
    }

    /// <summary>The characters in the order of their columns: by character code.</summary>
    public string Characters => string.Concat(_characters);

    /// <summary>How many characters there are.</summary>
    public int Count => _characters.Length;

    /// <summary>The column of a character.</summary>
    /// <exception cref="ArgumentException">The table does not have it.</exception>
    public int IndexOf(char character) => IndexOf(character.ToString());

    /// <summary>The column of a character that may take several units of UTF-16, as an emoji does.</summary>
    /// <exception cref="ArgumentException">The table does not have it.</exception>
    public int IndexOf(string character) => _columns.TryGetValue(character, out int column)
        ? column
        : throw new ArgumentException($"The character '{character}' is not among '{Characters}'.", nameof(character));

    /// <summary>Texts as one-hot rows: shape (texts, length, characters).</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="length">How many characters each has in the result; shorter ones get spaces at their end.</param>
    /// <exception cref="ArgumentException">A text is longer, or has a character that the table lacks.</exception>
    public Tensor Encode(IReadOnlyList<string> texts, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Tensor result = Tensor.Zeros(texts.Count, length, Count).Named(["batch", "time", "character"]);
        for (int i = 0; i < texts.Count; i++)
        {
            string[] text = TextElements.Of(texts[i]);
            if (text.Length > length)
            {
                throw new ArgumentException($"'{texts[i]}' has {text.Length} characters; expected {length} or fewer.", nameof(texts));
            }
            for (int step = 0; step < length; step++)
            {
                result.Data[(((i * length) + step) * Count) + IndexOf(step < text.Length ? text[step] : " ")] = 1;
            }
        }
        return result;
    }

    /// <summary>
    /// The texts that rows stand for, by the largest value of each row: (texts, length, characters) or (length, characters).
    /// </summary>
    /// <param name="rows">One-hot rows, or a network's probabilities.</param>
    /// <exception cref="ArgumentException">The last axis is not as long as the table.</exception>
    public string[] Decode(Tensor rows)
    {
        if (rows.Rank is < 2 or > 3 || rows.Shape[-1] != Count)
        {
            throw new ArgumentException($"Decode expects (texts, length, {Count}) or (length, {Count}); received {rows.Shape}.",
                nameof(rows));
        }
        int length = rows.Shape[-2];
        float[] best = rows.ArgMax(-1).ToArray();
        return [.. Enumerable.Range(0, rows.Rank == 2 ? 1 : rows.Shape[0])
            .Select(i => string.Concat(Enumerable.Range(0, length).Select(step => _characters[(int)best[(i * length) + step]])))];
    }
}
