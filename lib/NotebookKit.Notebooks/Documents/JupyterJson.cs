using System.Globalization;
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
    public static string Write(JsonNode? node) => Written(node, depth: 0);

    /// <summary>The text of <paramref name="node"/> in one line without spaces.</summary>
    public static string WriteCompact(JsonNode? node) => Written(node, depth: -1);

    /// <summary>Writes what <see cref="Write(JsonNode?)"/> gives, piece by piece.</summary>
    public static void WriteTo(TextWriter text, JsonNode? node) => Write(text, node, depth: 0);

    private static string Written(JsonNode? node, int depth)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(text, node, depth);
        return text.ToString();
    }

    private static void Write(TextWriter text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Write("null");
                break;
            case JsonObject members:
                WriteAll(text, "{}", members, depth, member =>
                {
                    WriteString(text, member.Key);
                    text.Write(depth < 0 ? ":" : ": ");
                    Write(text, member.Value, depth < 0 ? depth : depth + 1);
                });
                break;
            case JsonArray items:
                WriteAll(text, "[]", items, depth, item => Write(text, item, depth < 0 ? depth : depth + 1));
                break;
            default:
                if (LongOutput.Of(node) is { } output)
                {
                    WriteLong(text, output, depth);
                }
                else
                {
                    WriteScalar(text, node);
                }
                break;
        }
    }

    private static void WriteLong(TextWriter text, LongOutput output, int depth)
    {
        if (output.TryGetPieces(out IEnumerable<string> pieces))
        {
            WriteAll(text, "[]", pieces, depth, piece => WriteString(text, piece));
        }
        else
        {
            Write(text, output.Restore(), depth);
        }
    }

    private static void WriteAll<T>(TextWriter text, string brackets, IEnumerable<T> items, int depth, Action<T> write)
    {
        char before = brackets[0];
        foreach (T item in items)
        {
            text.Write(before);
            before = ',';
            NewLine(text, depth + 1, depth);
            write(item);
        }
        if (before == ',')
        {
            NewLine(text, depth, depth);
        }
        else
        {
            text.Write(before);
        }
        text.Write(brackets[1]);
    }

    private static void NewLine(TextWriter text, int spaces, int depth)
    {
        if (depth < 0)
        {
            return;
        }
        text.Write('\n');
        for (int i = 0; i < spaces; i++)
        {
            text.Write(' ');
        }
    }

    private static void WriteScalar(TextWriter text, JsonNode node)
    {
        if (node.GetValueKind() != JsonValueKind.String)
        {
            text.Write(Literal(node.AsValue()));
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
            text.Write(node.GetValue<JsonElement>().GetRawText());
            return;
        }

        WriteString(text, value);
    }

    // A number that came from a file keeps its literal: 1.0 and 1e-5 stay what they are. NaN and infinity are Python's.
    private static string Literal(JsonValue value) =>
        value.TryGetValue<JsonElement>(out JsonElement element) ? element.GetRawText()
        : value.TryGetValue<double>(out double number) && !double.IsFinite(number) ? NonFiniteNumbers.Literal(number)
        : value.ToJsonString();

    private static void WriteString(TextWriter text, string value)
    {
        text.Write('"');
        int written = 0;
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c >= ' ' && c is not ('"' or '\\') && !char.IsSurrogate(c))
            {
                continue;
            }
            if (i + 1 < value.Length && char.IsSurrogatePair(c, value[i + 1]))
            {
                i++;
                continue;
            }

            text.Write(value.AsSpan(written, i - written));
            text.Write(Escaped(c));
            written = i + 1;
        }

        text.Write(value.AsSpan(written));
        text.Write('"');
    }

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };
}
