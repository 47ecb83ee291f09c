using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>The look of letters in a formula, as TeX's font commands ask for it.</summary>
internal enum MathStyle
{
    /// <summary>Italic letters, upright digits.</summary>
    Default,

    /// <summary><c>\mathrm</c>: upright.</summary>
    Upright,

    /// <summary><c>\mathbf</c>, <c>\boldsymbol</c>: bold.</summary>
    Bold,

    /// <summary><c>\mathbb</c>: double-struck.</summary>
    DoubleStruck,

    /// <summary><c>\mathcal</c>: script.</summary>
    Script,
}

/// <summary>
/// Letters of another look are characters of their own in Unicode ("Mathematical Alphanumeric Symbols"): MathML Core, which
/// browsers draw, knows no other way.
/// </summary>
internal static class MathAlphabet
{
    // Letters that stood in Unicode before that block did; the block leaves their places empty.
    private static readonly Dictionary<char, string> s_doubleStruck = new()
    {
        ['C'] = "ℂ",
        ['H'] = "ℍ",
        ['N'] = "ℕ",
        ['P'] = "ℙ",
        ['Q'] = "ℚ",
        ['R'] = "ℝ",
        ['Z'] = "ℤ",
    };

    private static readonly Dictionary<char, string> s_script = new()
    {
        ['B'] = "ℬ",
        ['E'] = "ℰ",
        ['F'] = "ℱ",
        ['H'] = "ℋ",
        ['I'] = "ℐ",
        ['L'] = "ℒ",
        ['M'] = "ℳ",
        ['R'] = "ℛ",
        ['e'] = "ℯ",
        ['g'] = "ℊ",
        ['o'] = "ℴ",
    };

    /// <summary>The text with its letters and digits in <paramref name="style"/>; characters that have no such form stay.</summary>
    public static string In(MathStyle style, string text) => string.Concat(text.Select(c => In(style, c)));

    private static string In(MathStyle style, char c) => style switch
    {
        MathStyle.Bold => At(c, 0x1d400, 0x1d41a, 0x1d7ce),
        MathStyle.DoubleStruck => s_doubleStruck.TryGetValue(c, out string? early) ? early : At(c, 0x1d538, 0x1d552, 0x1d7d8),
        MathStyle.Script => s_script.TryGetValue(c, out string? early) ? early : At(c, 0x1d49c, 0x1d4b6, null),
        _ => c.ToString(),
    };

    private static string At(char c, int capitals, int smalls, int? digits) => c switch
    {
        >= 'A' and <= 'Z' => char.ConvertFromUtf32(capitals + c - 'A'),
        >= 'a' and <= 'z' => char.ConvertFromUtf32(smalls + c - 'a'),
        >= '0' and <= '9' when digits is { } zero => char.ConvertFromUtf32(zero + c - '0'),
        _ => c.ToString(),
    };
}
