namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// Cursor positions: the protocol counts Unicode code points, C# counts UTF-16 units; they differ after an emoji.
/// </summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 index of a code point; positions past the end become the end.</summary>
    public static int ToIndex(string text, int codePoints)
    {
        int index = 0;
        for (int i = 0; i < codePoints && index < text.Length; i++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }
        return index;
    }

    /// <summary>The number of code points before a UTF-16 index.</summary>
    public static int FromIndex(string text, int index)
    {
        int count = 0;
        for (int i = 0; i < index && i < text.Length; count++)
        {
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        }
        return count;
    }
}
