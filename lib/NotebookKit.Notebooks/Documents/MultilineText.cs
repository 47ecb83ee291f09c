using System.Globalization;
using System.Text;
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

    /// <summary>The text that <paramref name="node"/> stands for.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        null => "",
        JsonArray lines => string.Concat(lines.Select(line => ReadString(line!))),
        _ => ReadString(node),
    };

    /// <summary>The list of lines that Jupyter would write for <paramref name="text"/>, each with its line break.</summary>
    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        var start = 0;
        while (start < text.Length)
        {
            var end = start;
            while (end < text.Length && !IsLineBreak(text[end])) end++;
            if (end < text.Length) end += text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>
    /// The text of a JSON string. A string that holds half of a surrogate pair, which a front end may save after cutting an
    /// output, is not a .NET string for System.Text.Json: the half is shown as U+FFFD here and kept as it stands in the file.
    /// </summary>
    public static string ReadString(JsonNode node)
    {
        try
        {
            return node.GetValue<string>();
        }
        catch (InvalidOperationException) when (node.GetValueKind() == JsonValueKind.String)
        {
            return ReplaceLoneEscapes(node.GetValue<JsonElement>().GetRawText());
        }
    }

    // The characters at which Python's str.splitlines ends a line.
    private static bool IsLineBreak(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029';

    private static string ReplaceLoneEscapes(string rawText)
    {
        var raw = new StringBuilder(rawText);
        for (var i = 0; i < raw.Length;)
        {
            if (raw[i] != '\\')
            {
                i++;
                continue;
            }

            var code = Escape(i);
            if (code < 0) i += 2;
            else if (code is < 0xd800 or > 0xdfff) i += 6;
            else if (code < 0xdc00 && Escape(i + 6) is >= 0xdc00 and <= 0xdfff) i += 12;
            else
            {
                raw.Remove(i + 2, 4).Insert(i + 2, "fffd");
                i += 6;
            }
        }

        return JsonSerializer.Deserialize<string>(raw.ToString())!;

        // The code unit of the \uXXXX escape that starts here, or -1.
        int Escape(int at) =>
            at + 6 <= raw.Length && raw[at] == '\\' && raw[at + 1] == 'u'
                ? int.Parse(raw.ToString(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : -1;
    }
}
