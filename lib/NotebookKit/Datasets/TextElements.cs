using System.Globalization;
using System.Text;

namespace NotebookKit;

/// <summary>
/// A text taken apart into what a reader sees as one character each: an emoji, or a letter with its accents, is one although
/// it takes several units of UTF-16. A line end of two characters is two.
/// </summary>
internal static class TextElements
{
    /// <summary>The characters in their order.</summary>
    /// <exception cref="ArgumentException">The text holds half a character, a lone surrogate.</exception>
    public static string[] Of(string text)
    {
        var elements = new List<string>(text.Length);
        TextElementEnumerator walk = StringInfo.GetTextElementEnumerator(text);
        while (walk.MoveNext())
        {
            string element = walk.GetTextElement();
            for (int i = 0; i < element.Length; i += Rune.TryGetRuneAt(element, i, out Rune rune) ? rune.Utf16SequenceLength : 1)
            {
                if (!Rune.TryGetRuneAt(element, i, out _))
                {
                    throw new ArgumentException(
                        $"The text holds half a character, the lone surrogate U+{(int)element[i]:X4}, at position {walk.ElementIndex + i}. "
                        + "Mend the text.", nameof(text));
                }
            }
            elements.AddRange(element is "\r\n" ? ["\r", "\n"] : [element]);
        }
        return [.. elements];
    }

    /// <summary>Orders by code points, as Python sorts characters.</summary>
    public static int Compare(string a, string b)
    {
        using IEnumerator<Rune> first = ((IEnumerable<Rune>)[.. a.EnumerateRunes()]).GetEnumerator(),
            second = ((IEnumerable<Rune>)[.. b.EnumerateRunes()]).GetEnumerator();
        while (true)
        {
            bool more = first.MoveNext(), others = second.MoveNext();
            if (!more || !others)
            {
                return more.CompareTo(others);
            }
            if (first.Current != second.Current)
            {
                return first.Current.CompareTo(second.Current);
            }
        }
    }
}
