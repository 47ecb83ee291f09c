using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// The nbformat "multiline string": a text stored either as one string or as a list of strings to be joined. Jupyter
/// writes the list form, split as Python's <c>str.splitlines(keepends=True)</c> splits.
/// </summary>
internal static class MultilineText
{
    /// <summary>Whether <paramref name="node"/> is a string or a list of strings.</summary>
    public static bool IsMultilineText(JsonNode? node) => node switch
    {
        JsonValue value => value.GetValueKind() == JsonValueKind.String,
        JsonArray lines => lines.All(line => line?.GetValueKind() == JsonValueKind.String),
        _ => false,
    };

    /// <summary>The text that <paramref name="node"/> stands for; of what is not a string, nothing.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(Piece)),
        _ => Piece(node),
    };

    /// <summary>
    /// Whether <paramref name="node"/> is a list of which a piece before the last has no line end, so that two lines run together.
    /// </summary>
    /// <param name="node">A multiline string.</param>
    /// <param name="first">The first such piece, from 1.</param>
    public static bool RunsTogether(JsonNode? node, out int first)
    {
        first = 0;
        if (node is not JsonArray pieces)
        {
            return false;
        }
        for (int i = 0; i + 1 < pieces.Count; i++)
        {
            if (Piece(pieces[i]) is not { Length: > 0 } piece || IsLineBreak(piece[^1]))
            {
                continue;
            }
            first = i + 1;
            return true;
        }

        return false;
    }

    /// <summary>The list of lines that Jupyter would write for <paramref name="text"/>, each with its line break.</summary>
    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length;)
        {
            int end = EndOfLine(text, start);
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Where the line that begins at <paramref name="start"/> ends, its line break included.</summary>
    internal static int EndOfLine(string text, int start)
    {
        int end = start;
        while (end < text.Length && !IsLineBreak(text[end]))
        {
            end++;
        }
        if (end < text.Length)
        {
            end += text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1;
        }
        return end;
    }

    /// <summary>
    /// The text of a JSON string. A string that holds half of a surrogate pair, which a front end may save after cutting an
    /// output, is not a .NET string for System.Text.Json: the half is shown as U+FFFD here and kept as it stands in the file.
    /// </summary>
    public static string ReadString(JsonNode node)
    {
        try
        {
            return LoneSurrogates.Shown(node.GetValue<string>());
        }
        catch (InvalidOperationException) when (node.GetValueKind() == JsonValueKind.String)
        {
            return LoneSurrogates.Shown(LoneSurrogates.Unescape(node.GetValue<JsonElement>().GetRawText()[1..^1]));
        }
    }

    private static string Piece(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? ReadString(node) : "";

    // The characters at which Python's str.splitlines ends a line.
    private static bool IsLineBreak(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029';
}
