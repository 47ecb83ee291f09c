using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// The nbformat "multiline string": a text stored either as one string or as a list of strings to be joined. Jupyter
/// writes the list form, split as Python's <c>str.splitlines(keepends=True)</c> splits.
/// </summary>
internal static class MultilineText
{
    // The characters at which Python's str.splitlines ends a line.
    private static readonly SearchValues<char> s_lineBreaks = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

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
    /// Where two lines run together, since <paramref name="node"/> is a list of which a piece before the last has no line end.
    /// </summary>
    /// <param name="node">A multiline string.</param>
    /// <returns>The first such piece, from 1; null when there is none.</returns>
    public static int? RunsTogether(JsonNode? node) => (node as JsonArray ?? []).SkipLast(1).Index()
        .Where(piece => Piece(piece.Item) is { Length: > 0 } text && !s_lineBreaks.Contains(text[^1]))
        .Select(piece => (int?)piece.Index + 1).FirstOrDefault();

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
        int length = text.AsSpan(start).IndexOfAny(s_lineBreaks);
        return length < 0 ? text.Length : start + length + (text.AsSpan(start + length).StartsWith("\r\n") ? 2 : 1);
    }

    /// <summary>
    /// What is left of printed text in which carriage returns took the writer back to the beginning of a line: of a progress
    /// bar its last state.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Overwritten(string text) =>
        string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd('\r'))
            .Select(line => line[(line.LastIndexOf('\r') + 1)..]));

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
}
