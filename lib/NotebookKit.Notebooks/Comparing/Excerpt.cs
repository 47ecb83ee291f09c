using System.Globalization;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>A part of an output, short enough for a person to read.</summary>
internal static class Excerpt
{
    private const int Lines = 8;
    private const int Length = 160;

    /// <summary>The beginning of a text: at most a few lines, each at most so long.</summary>
    public static string Of(string text, int lines = Lines)
    {
        string[] all = text.Split('\n');
        IEnumerable<string> shown = all.Take(lines).Select(Line);
        return string.Join('\n', all.Length <= lines
            ? shown
            : shown.Append(string.Create(
                CultureInfo.InvariantCulture, $"… {all.Length - lines} more {(all.Length - lines == 1 ? "line" : "lines")}")));
    }

    private static string Line(string line)
    {
        if (line.Length <= Length)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[Length - 1]) ? Length - 1 : Length;
        return string.Create(CultureInfo.InvariantCulture, $"{line[..end]}… ({line.Length} characters)");
    }
}
