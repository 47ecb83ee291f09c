using System.Text.RegularExpressions;

namespace NotebookKit.Tests.Shared;

/// <summary>The page notebooks/names.md: the rows of its tables, section by section.</summary>
internal static partial class NamesPage
{
    /// <summary>A row.</summary>
    /// <param name="Section">The heading above it.</param>
    /// <param name="CSharp">The kit's name.</param>
    /// <param name="Keras">What stands in Keras's column.</param>
    /// <param name="TorchSharp">What stands in TorchSharp's column.</param>
    internal sealed record Row(string Section, string CSharp, string Keras, string TorchSharp);

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Row> Rows { get; } = Read();

    /// <summary>The kit's names in a section, in their order.</summary>
    public static IReadOnlyList<string> Names(string section) =>
        [.. Rows.Where(row => row.Section == section).Select(row => row.CSharp)];

    /// <summary>What stands as code in a cell.</summary>
    public static IEnumerable<string> Code(string cell) => Span().Matches(cell).Select(match => match.Groups[1].Value);

    private static List<Row> Read()
    {
        string root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)];
        var rows = new List<Row>();
        string section = "";
        foreach (string line in File.ReadLines(Path.Combine(root, "notebooks", "names.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            if (!line.StartsWith("| `", StringComparison.Ordinal))
            {
                continue;
            }
            string[] cells = line.Trim('|', ' ').Split(" | ");
            if (cells.Length != 3)
            {
                throw new FormatException($"names.md: expected three cells, found {cells.Length} in: {line}");
            }
            rows.Add(new Row(section, Code(cells[0]).Single(), cells[1], cells[2]));
        }

        return rows;
    }

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Span();
}
