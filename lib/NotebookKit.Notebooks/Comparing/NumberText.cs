using System.Globalization;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>What a part of a line is.</summary>
internal enum PartKind
{
    /// <summary>Letters, signs, and digits that are no number, as in <c>x12</c> or <c>1.2.3</c>.</summary>
    Text,

    /// <summary>White space.</summary>
    Space,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>A part of a line.</summary>
internal readonly record struct TextPart(PartKind Kind, string Text);

/// <summary>Finds the numbers of a line as a reader sees them: 3, -1.5e-3, .5, NaN, ∞; not the digits of names and versions.</summary>
internal static class NumberText
{
    private static readonly string[] s_words = ["infinity", "nan", "inf", "∞"];

    /// <summary>The parts of a line, in order.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isGeometry">Whether letters may stand before a number without a space, as in the path <c>M1.5,2L3-4</c>.</param>
    public static List<TextPart> Split(string line, bool isGeometry = false)
    {
        var parts = new List<TextPart>();
        int at = 0;
        while (at < line.Length)
        {
            int start = at;
            if (IsSpace(line[at], isGeometry))
            {
                while (at < line.Length && IsSpace(line[at], isGeometry))
                {
                    at++;
                }

                parts.Add(new TextPart(PartKind.Space, line[start..at]));
                continue;
            }

            char before = start == 0 ? ' ' : line[start - 1];
            int end = NumberAt(line, start, before, isGeometry);
            if (end > start)
            {
                parts.Add(new TextPart(PartKind.Number, line[start..end]));
                at = end;
                continue;
            }

            at = isGeometry ? start + 1 : WordEnd(line, start);
            parts.Add(new TextPart(PartKind.Text, line[start..at]));
        }

        return parts;
    }

    /// <summary>Whether a number is written without point, exponent or word.</summary>
    public static bool IsInteger(string number) => number.AsSpan().TrimStart("+-").ContainsAnyExceptInRange('0', '9') == false;

    /// <summary>The value of a number that <see cref="Split"/> found.</summary>
    public static double Value(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : number.EndsWith("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN
        : number.StartsWith('-') ? double.NegativeInfinity
        : double.PositiveInfinity;

    private static int NumberAt(string line, int start, char before, bool isGeometry)
    {
        bool hasSign = line[start] is '-' or '+';
        // In 2024-05-06 and a-1 the sign is none.
        if (hasSign && !isGeometry && (char.IsLetterOrDigit(before) || before is '_' or ')' or ']'))
        {
            return start;
        }

        int at = hasSign ? start + 1 : start;
        foreach (string word in s_words)
        {
            if (string.Compare(line, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (at + word.Length == line.Length || !IsWord(line[at + word.Length])))
            {
                return at + word.Length;
            }
        }

        int digits = Digits(line, at);
        int end = digits;
        if (end < line.Length && line[end] == '.' && (digits > at || Digits(line, end + 1) > end + 1))
        {
            int fraction = Digits(line, end + 1);
            // A sentence may end behind a whole number.
            end = fraction > end + 1 || isGeometry ? fraction : end;
        }

        if (end == at)
        {
            return start;
        }

        if (end < line.Length && line[end] is 'e' or 'E')
        {
            int exponent = end + 1 < line.Length && line[end + 1] is '-' or '+' ? end + 2 : end + 1;
            int last = Digits(line, exponent);
            end = last > exponent ? last : end;
        }

        // 1.2.3 is a version, and no number with another behind it.
        bool isVersion = !isGeometry && end + 1 < line.Length && line[end] == '.' && char.IsAsciiDigit(line[end + 1]);
        return isVersion ? start : end;
    }

    private static int Digits(string line, int at)
    {
        int length = line.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? line.Length : at + length;
    }

    private static int WordEnd(string line, int start)
    {
        int at = start;
        bool isVersion = char.IsAsciiDigit(line[at]);
        while (at < line.Length && (IsWord(line[at]) || (isVersion && line[at] == '.')))
        {
            at++;
        }

        return Math.Max(at, start + 1);
    }

    private static bool IsSpace(char c, bool isGeometry) => char.IsWhiteSpace(c) || (isGeometry && c == ',');

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
