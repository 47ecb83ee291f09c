using System.Text;
using System.Text.RegularExpressions;

namespace NotebookKit.Tool;

/// <summary>
/// Text that is set for 80 columns, filled anew for a terminal that has fewer, which would break it within words. Lines in one
/// column are a paragraph; in a list, what stands under an entry's words belongs to them.
/// </summary>
internal static partial class NarrowText
{
    private const int LeastWords = 20;

    /// <summary>The text in lines of at most so many columns, where its words allow it.</summary>
    /// <param name="text">The text, with lines that end by <c>\n</c>.</param>
    /// <param name="width">The columns.</param>
    public static string Fit(string text, int width)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines.All(line => line.Length <= width))
        {
            return text;
        }

        var written = new StringBuilder();
        for (int i = 0; i < lines.Length;)
        {
            string block = lines[i];
            int column = Column(block);
            while (++i < lines.Length && block.Length > 0 && lines[i].Length > 0
                && Indent(lines[i]) == column && Column(lines[i]) == column)
            {
                block += " " + lines[i].TrimStart();
            }

            Fill(written, block, width - column < LeastWords ? Indent(block) : column, width);
        }

        return written.ToString(0, written.Length - 1);
    }

    private static void Fill(StringBuilder written, string block, int column, int width)
    {
        while (block.Length > width)
        {
            int end = block.LastIndexOf(' ', width);
            if (end <= column)
            {
                end = block.IndexOf(' ', Math.Min(Math.Max(width, column), block.Length));
            }
            if (end < 0)
            {
                break;
            }

            written.Append(block.AsSpan(0, end).TrimEnd()).Append('\n');
            block = new string(' ', column) + block[end..].TrimStart();
        }

        written.Append(block).Append('\n');
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    // Where an entry's words begin: behind its name and two blanks or more.
    private static int Column(string line) => Entry().Match(line) is { Success: true } entry ? entry.Length : Indent(line);

    [GeneratedRegex(@"^ +\S.*?  +(?=\S)")]
    private static partial Regex Entry();
}
