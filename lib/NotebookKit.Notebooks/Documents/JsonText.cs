using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// Reads JSON as Python's <c>json</c> writes it, which is what stands in notebooks: RFC 8259, and beyond it the numbers NaN,
/// Infinity and -Infinity, and halves of surrogate pairs written as escapes, in keys too. All of it is written back by
/// <see cref="JupyterJson"/> as it stood.
/// </summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = JupyterJson.MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions s_lenient = new() { MaxDepth = JupyterJson.MaxDepth };

    /// <summary>Parses a text.</summary>
    /// <param name="utf8">The text, valid UTF-8 without a byte order mark.</param>
    /// <exception cref="JsonException">It is not JSON, nests deeper than <see cref="JupyterJson.MaxDepth"/>, or has a key twice in one
    /// object.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> utf8)
    {
        var numbers = NonFiniteNumbers.Find(utf8.Span);
        if (numbers is null && !HasSurrogateEscape(utf8.Span))
        {
            return JsonNode.Parse(utf8.Span, nodeOptions: null, s_strict);
        }

        // What System.Text.Json does not take is taken out of the text, and put into the tree that is made of the rest.
        using var document = JsonDocument.Parse(numbers?.Replaced ?? utf8, s_lenient);
        return Node(document.RootElement.Clone(), numbers);
    }

    /// <summary>What an error says, without the reader's own words about places.</summary>
    public static string Problem(JsonException error) => error.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.');

    private static JsonNode? Node(JsonElement element, NonFiniteNumbers? numbers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    string key = Key(member);
                    if (!members.TryAdd(key, Node(member.Value, numbers)))
                    {
                        throw new JsonException($"the key \"{LoneSurrogates.Shown(key)}\" stands twice in one object");
                    }
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(item => Node(item, numbers))]);
            case JsonValueKind.Number when numbers?.Value(element.GetRawText()) is { } number:
                return JsonValue.Create(number);
            default:
                return JsonValue.Create(element);
        }
    }

    private static string Key(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            ReadOnlySpan<byte> raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(member);
            return LoneSurrogates.Unescape(Encoding.UTF8.GetString(raw));
        }
    }

    // Whether a \ud8.. to \udf.. stands somewhere: halves of pairs can only come from such.
    private static bool HasSurrogateEscape(ReadOnlySpan<byte> utf8)
    {
        for (ReadOnlySpan<byte> rest = utf8; rest.IndexOf("\\u"u8) is var at and >= 0; rest = rest[(at + 2)..])
        {
            if (rest.Length > at + 3 && (char)rest[at + 2] is 'd' or 'D'
                && (char)rest[at + 3] is '8' or '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F')
            {
                return true;
            }
        }

        return false;
    }
}
