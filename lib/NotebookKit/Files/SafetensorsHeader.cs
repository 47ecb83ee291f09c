using System.Buffers.Binary;
using System.Text.Json;

namespace NotebookKit;

/// <summary>Where a tensor's values lie in a safetensors file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Start">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind the last.</param>
internal sealed record SafetensorsEntry(string Name, SafetensorsType Type, Shape Shape, long Start, long End);

/// <summary>
/// The header of a safetensors file, checked as the reference implementation does: its length is at most 100 MB and lies
/// within the file, names occur once, and the tensors fill the rest of the file without gaps or overlaps.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata,
    int DataStart)
{
    public const string MetadataKey = "__metadata__";
    private const ulong LongestHeader = 100_000_000;

    /// <exception cref="ModelFileException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(string path, byte[] file)
    {
        // A file that could be one is read as one; of any other, its first bytes may say what it is.
        if (!(file.Length > 8 && file[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(file) <= LongestHeader)
            && ForeignFile.Describe(file) is { } foreign)
        {
            throw new ModelFileException(path, foreign);
        }

        if (file.Length < 8)
        {
            throw new ModelFileException(path,
                $"This is not a safetensors file: it has {file.Length} bytes, and the length of the header alone takes 8.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > LongestHeader)
        {
            throw new ModelFileException(path,
                $"The header claims {length} bytes, more than the {LongestHeader} that the format allows. The file is damaged, or no "
                + "safetensors file.");
        }

        if (length > (ulong)file.Length - 8)
        {
            throw new ModelFileException(path,
                $"The header claims {length} bytes, but only {file.Length - 8} follow. The file is cut off or damaged.");
        }

        int dataStart = 8 + (int)length;
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>();
        try
        {
            using var json =
                JsonDocument.Parse(file.AsMemory(8, (int)length), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind != JsonValueKind.Object || file[8] != '{')
                throw new ModelFileException(path, "The header is not a JSON object. The file is damaged, or no safetensors file.");
            foreach (JsonProperty property in json.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataKey)
                {
                    foreach (JsonProperty text in Texts(path, property.Value))
                        metadata[text.Name] = Text(path, text);
                }
                else
                {
                    entries.Add(Entry(path, property));
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ModelFileException(path,
                $"The header is not as the format wants it: {error.Message} The file is damaged, or no safetensors file.", inner: error);
        }
        RequireGapless(path, entries, file.Length - dataStart);
        return new SafetensorsHeader(entries, metadata, dataStart);
    }

    private static JsonElement.ObjectEnumerator Texts(string path, JsonElement metadata) => metadata.ValueKind == JsonValueKind.Object
        ? metadata.EnumerateObject()
        : throw new ModelFileException(path,
            $"Its {MetadataKey} is {Kind(metadata)}; the format wants texts by name there, for example {{\"epoch\":\"3\"}}.");

    private static string Text(string path, JsonProperty entry) => entry.Value.ValueKind == JsonValueKind.String
        ? entry.Value.GetString()!
        : throw new ModelFileException(path,
            $"Its {MetadataKey} holds texts only, but '{entry.Name}' is {Kind(entry.Value)}. Write it as a string: str(…) in Python.");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => $"the number {value}",
        JsonValueKind.String => "a string",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null => "null",
        _ => value.ToString().ToLowerInvariant(),
    };

    private static SafetensorsEntry Entry(string path, JsonProperty property)
    {
        string name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object)
            throw new ModelFileException(path, "The header says nothing about its type and place.", name);
        string typeName = Member("dtype").GetString() ?? "";
        if (SafetensorsType.Find(typeName) is not { } type)
            throw new ModelFileException(path, $"Its type is '{typeName}'; expected one of {SafetensorsType.Names}.", name);
        int[] lengths = [.. Member("shape").EnumerateArray().Select(n => n.TryGetInt32(out int length) && length >= 0
            ? length
            : throw new ModelFileException(path, $"Its shape has an axis of length {n}; expected whole numbers of 0 or more.", name))];
        long[] offsets = [.. Member("data_offsets").EnumerateArray().Select(n => n.TryGetInt64(out long offset) && offset >= 0
            ? offset
            : throw new ModelFileException(path, $"Its data_offsets hold {n}; expected whole numbers of 0 or more.", name))];
        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw new ModelFileException(path,
                $"Its data_offsets are [{string.Join(", ", offsets)}]; expected a start and an end behind it.", name);
        }

        decimal bytes = lengths.Aggregate((decimal)type.Size, (product, length) => product > long.MaxValue ? product : product * length);
        if (lengths.Contains(0))
            bytes = 0;
        var shape = new Shape(lengths);
        return bytes == offsets[1] - offsets[0]
            ? new SafetensorsEntry(name, type, shape, offsets[0], offsets[1])
            : throw new ModelFileException(path,
                $"Its shape {shape} of {typeName} takes {bytes} bytes, but {offsets[1] - offsets[0]} are set aside for it.", name);

        JsonElement Member(string member) => property.Value.TryGetProperty(member, out JsonElement value)
            ? value
            : throw new ModelFileException(path, $"The header does not say its {member}.", name);
    }

    private static void RequireGapless(string path, List<SafetensorsEntry> entries, long dataLength)
    {
        entries.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        long at = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Start != at)
            {
                throw new ModelFileException(path, $"Its values begin at byte {entry.Start}; expected {at}, where the tensor before ends.",
                    entry.Name);
            }

            if (entry.End > dataLength)
            {
                throw new ModelFileException(path,
                    $"Its values end at byte {entry.End}, but the file has only {dataLength} bytes of values. It is cut off.", entry.Name);
            }

            at = entry.End;
        }
        if (at != dataLength)
            throw new ModelFileException(path, $"The tensors take {at} bytes, but {dataLength} follow the header. The file is damaged.");
    }
}
