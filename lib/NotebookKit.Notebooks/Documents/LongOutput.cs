using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// A large part of an output (the text of a stream, or a MIME bundle) that stands in a notebook's tree as one value instead
/// of as a node for every line, and may lie in a <see cref="SpillFile"/> until it is written.
/// </summary>
[JsonConverter(typeof(Converter))]
internal sealed class LongOutput
{
    /// <summary>From how many characters on a part of an output is worth this.</summary>
    public const int Threshold = 1 << 16;

    /// <summary>Lines longer than this are stored in pieces, which readers join.</summary>
    private const int LongestPiece = 1 << 18;

    /// <summary>The members of an output that may be long.</summary>
    public static readonly IReadOnlyList<string> Members = ["text", "data"];

    private readonly bool _isText;
    private readonly List<string> _chunks = [];
    private int _length;
    private SpillFile? _file;
    private long _start;

    private LongOutput(bool isText, string content)
    {
        _isText = isText;
        _chunks.Add(content);
        _length = content.Length;
    }

    /// <summary>A stream's text, which may grow.</summary>
    public static LongOutput Text(string text) => new(isText: true, text);

    /// <summary>Any JSON.</summary>
    public static LongOutput Json(JsonNode node) => new(isText: false, JupyterJson.WriteCompact(node));

    /// <summary>This as a value in a tree.</summary>
    public JsonValue ToValue() => JsonValue.Create(this)!;

    /// <summary>The long output that a node stands for, or null.</summary>
    public static LongOutput? Of(JsonNode? node) => node is JsonValue value && value.TryGetValue(out LongOutput? output) ? output : null;

    /// <summary>Adds to a text.</summary>
    public void Append(string text)
    {
        if (_file is not null)
        {
            _chunks.Add(Content());
            _file = null;
        }

        _chunks.Add(text);
        _length += text.Length;
    }

    /// <summary>Moves the content out of memory, if that works.</summary>
    public void SpillTo(SpillFile file)
    {
        if (_file is not null || file.TryAdd(Content()) is not { } start)
        {
            return;
        }
        _chunks.Clear();
        _file = file;
        _start = start;
    }

    /// <summary>The lines of a text, those that are very long in pieces; of JSON, what it says.</summary>
    public JsonNode Restore() => _isText
        ? new JsonArray([.. Pieces().Select(piece => (JsonNode)piece)])
        : JsonText.Parse(Encoding.UTF8.GetBytes(Content()))!;

    /// <summary>Calls back for every piece of a text, without all of them being in memory; false when this is no text.</summary>
    public bool TryGetPieces(out IEnumerable<string> pieces)
    {
        pieces = _isText ? Pieces() : [];
        return _isText;
    }

    private IEnumerable<string> Pieces()
    {
        string text = Content();
        for (int start = 0; start < text.Length;)
        {
            int end = MultilineText.EndOfLine(text, start);
            if (end - start > LongestPiece)
            {
                end = start + LongestPiece;
                if (char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
                {
                    end--;
                }
            }

            yield return text[start..end];
            start = end;
        }
    }

    private string Content()
    {
        if (_file is not null)
        {
            return _file.Read(_start, _length);
        }
        if (_chunks.Count > 1)
        {
            string joined = string.Concat(_chunks);
            _chunks.Clear();
            _chunks.Add(joined);
        }

        return _chunks[0];
    }

    /// <summary>For the members of <see cref="JsonNode"/> that look at a value by writing it.</summary>
    private sealed class Converter : JsonConverter<LongOutput>
    {
        public override LongOutput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A long output is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, LongOutput value, JsonSerializerOptions options) =>
            value.Restore().WriteTo(writer);
    }
}
