using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// JSON as Jupyter's nbformat writes it, <c>json.dumps(indent=1, ensure_ascii=False, separators=(",", ": "))</c>, with keys
/// in the order they stand and number literals as they were read.
/// </summary>
internal static class JupyterJson
{
    /// <summary>How deep a document may nest.</summary>
    public const int MaxDepth = 512;

    /// <summary>The text of <paramref name="node"/>, indented by one space a level, without a line break at the end.</summary>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, depth: 0);
        return text.ToString();
    }

    /// <summary>The text of <paramref name="node"/> in one line without spaces.</summary>
    public static string WriteCompact(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, depth: -1);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                var separator = '{';
                foreach (var (key, value) in members)
                {
                    text.Append(separator);
                    separator = ',';
                    NewLine(text, depth + 1, depth);
                    WriteString(text, key);
                    text.Append(depth < 0 ? ":" : ": ");
                    Write(text, value, depth < 0 ? depth : depth + 1);
                }

                Close(text, '{', '}', members.Count, depth);
                break;
            case JsonArray items:
                separator = '[';
                foreach (var item in items)
                {
                    text.Append(separator);
                    separator = ',';
                    NewLine(text, depth + 1, depth);
                    Write(text, item, depth < 0 ? depth : depth + 1);
                }

                Close(text, '[', ']', items.Count, depth);
                break;
            default:
                WriteScalar(text, node);
                break;
        }
    }

    private static void Close(StringBuilder text, char open, char close, int count, int depth)
    {
        if (count == 0) text.Append(open);
        else NewLine(text, depth, depth);
        text.Append(close);
    }

    private static void NewLine(StringBuilder text, int spaces, int depth)
    {
        if (depth >= 0) text.Append('\n').Append(' ', spaces);
    }

    private static void WriteScalar(StringBuilder text, JsonNode node)
    {
        if (node.GetValueKind() != JsonValueKind.String)
        {
            text.Append(Literal(node.AsValue()));
            return;
        }

        string value;
        try
        {
            value = node.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: only its escape can stand in a file.
            text.Append(node.GetValue<JsonElement>().GetRawText());
            return;
        }

        WriteString(text, value);
    }

    // A number that came from a file keeps its literal: 1.0 and 1e-5 stay what they are. NaN and infinity are Python's.
    private static string Literal(JsonValue value) =>
        value.TryGetValue<JsonElement>(out var element) ? element.GetRawText()
        : value.TryGetValue<double>(out var number) && !double.IsFinite(number) ? NonFiniteNumbers.Literal(number)
        : value.ToJsonString();

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': Escape(c); break;
                default:
                    if (!char.IsSurrogate(c)) text.Append(c);
                    else if (i + 1 < value.Length && char.IsSurrogatePair(c, value[i + 1])) text.Append(c).Append(value[++i]);
                    else Escape(c);
                    break;
            }
        }

        text.Append('"');

        void Escape(char c) => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
    }
}
