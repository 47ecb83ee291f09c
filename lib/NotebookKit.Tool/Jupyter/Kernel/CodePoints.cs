namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// Cursor positions: the protocol counts Unicode code points, C# counts UTF-16 units; they differ after an emoji.
/// </summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 index of a code point; positions past the end become the end.</summary>
    public static int ToIndex(string text, int codePoints) =>
        text.EnumerateRunes().Take(codePoints).Sum(rune => rune.Utf16SequenceLength);

    /// <summary>The number of code points before a UTF-16 index.</summary>
    public static int FromIndex(string text, int index) => text[..Math.Clamp(index, 0, text.Length)].EnumerateRunes().Count();
}
