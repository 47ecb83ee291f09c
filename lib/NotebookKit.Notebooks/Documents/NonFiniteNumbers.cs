using System.Globalization;
using System.Text;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// NaN, Infinity and -Infinity in a JSON text. Python writes them and front ends read them; to System.Text.Json they are
/// errors. Each is replaced by an ordinary number literal that stands nowhere else in the text and is known again afterwards.
/// </summary>
internal sealed class NonFiniteNumbers
{
    private static readonly (string Literal, double Value)[] s_kinds =
        [("NaN", double.NaN), ("-Infinity", double.NegativeInfinity), ("Infinity", double.PositiveInfinity)];

    private readonly string[] _stand;

    private NonFiniteNumbers(byte[] replaced, string[] stand) => (Replaced, _stand) = (replaced, stand);

    /// <summary>The text with the literals in the numbers' place.</summary>
    public ReadOnlyMemory<byte> Replaced { get; }

    /// <summary>The number that a literal stands for; null for a literal of the text itself.</summary>
    public double? Value(string literal)
    {
        int kind = Array.IndexOf(_stand, literal);
        return kind < 0 ? null : s_kinds[kind].Value;
    }

    /// <summary>How Python writes a number that is not finite.</summary>
    public static string Literal(double number) => s_kinds.First(kind => kind.Value.Equals(number)).Literal;

    /// <summary>Finds the numbers of a text; null when there are none, which is nearly always.</summary>
    public static NonFiniteNumbers? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("NaN"u8) < 0 && utf8.IndexOf("Infinity"u8) < 0)
        {
            return null;
        }
        List<(int At, int Kind)> found = [];
        bool inString = false;
        for (int i = 0; i < utf8.Length; i++)
        {
            switch (utf8[i])
            {
                case (byte)'\\' when inString:
                    i++;
                    break;
                case (byte)'"':
                    inString = !inString;
                    break;
                case (byte)'N' or (byte)'I' or (byte)'-' when !inString && KindAt(utf8, i) is var kind and >= 0:
                    found.Add((i, kind));
                    i += s_kinds[kind].Literal.Length - 1;
                    break;
            }
        }

        return found.Count == 0 ? null : Replace(utf8, found);
    }

    private static int KindAt(ReadOnlySpan<byte> utf8, int at)
    {
        for (int kind = 0; kind < s_kinds.Length; kind++)
        {
            string literal = s_kinds[kind].Literal;
            if (at + literal.Length > utf8.Length || !Ascii.Equals(utf8.Slice(at, literal.Length), literal))
            {
                continue;
            }
            bool isWhole = at + literal.Length == utf8.Length || !char.IsAsciiLetterOrDigit((char)utf8[at + literal.Length]);
            bool isFirst = at == 0 || utf8[at - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)','
                or (byte)':' or (byte)'[';
            if (isWhole && isFirst)
            {
                return kind;
            }
        }

        return -1;
    }

    private static NonFiniteNumbers Replace(ReadOnlySpan<byte> utf8, List<(int At, int Kind)> found)
    {
        string[] stand = new string[s_kinds.Length];
        for (int kind = 0, number = 0; kind < s_kinds.Length; number++)
        {
            stand[kind] = string.Create(CultureInfo.InvariantCulture, $"0.{number}e-7");
            if (utf8.IndexOf(Encoding.ASCII.GetBytes(stand[kind])) < 0)
            {
                kind++;
            }
        }

        using var replaced = new MemoryStream(utf8.Length + (found.Count * 8));
        int written = 0;
        foreach ((int at, int kind) in found)
        {
            replaced.Write(utf8[written..at]);
            replaced.Write(Encoding.ASCII.GetBytes(stand[kind]));
            written = at + s_kinds[kind].Literal.Length;
        }

        replaced.Write(utf8[written..]);
        return new NonFiniteNumbers(replaced.ToArray(), stand);
    }
}
