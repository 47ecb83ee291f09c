using System.Globalization;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// How much of what is costly to read a text may hold before it is shown as it is written: Markdig bounds how deep elements nest,
/// and its work on unfinished links, tables and indented lists grows with the square of their number. Far above what people write.
/// </summary>
internal static class MarkdownLimits
{
    private const int MostLines = 20_000;
    private const int MostIndent = 200;
    private const int MostCells = 20_000;
    private const int MostOpenings = 2_000;

    /// <summary>Which limit a text exceeds, as part of a sentence; null for what people write.</summary>
    public static string? Exceeded(string text)
    {
        (int lines, int cells, int openings) = (0, 0, 0);
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (++lines > MostLines)
            {
                return Limit("it has more than", MostLines, "lines");
            }
            ReadOnlySpan<char> content = line.TrimStart();
            if (content.Length > 0 && Indent(line) > MostIndent)
            {
                return Limit("a line is indented by more than", MostIndent, "columns");
            }
            cells += line.Count('|');
            if (cells > MostCells)
            {
                return Limit("it has more than", MostCells, "|");
            }
            // Links, tags and addresses are sought within a paragraph.
            openings = content.IsEmpty ? 0 : openings + Openings(content);
            if (openings > MostOpenings)
            {
                return Limit("a paragraph has more than", MostOpenings, "[, <, ! and addresses");
            }
        }

        return null;
    }

    private static int Openings(ReadOnlySpan<char> line) =>
        line.Count('[') + line.Count('<') + line.Count('!') + line.Count("www.") + line.Count("://");

    private static int Indent(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> blanks = line[..line.IndexOfAnyExcept(' ', '\t')];
        return blanks.Length + 3 * blanks.Count('\t');
    }

    private static string Limit(string has, int most, string what) => string.Create(CultureInfo.InvariantCulture, $"{has} {most} {what}");
}
