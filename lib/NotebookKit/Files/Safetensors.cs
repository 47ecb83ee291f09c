using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Shared;

namespace NotebookKit;

/// <summary>
/// Named tensors in a file, in the safetensors format (github.com/huggingface/safetensors): eight bytes with the length of
/// the header, little-endian; the header, a JSON object that says type, shape and place of every tensor; the values,
/// little-endian and row-major, one tensor after the other without gaps. Python reads it by <c>safetensors.numpy.load_file</c>.
/// </summary>
public static class Safetensors
{
    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes tensors to a file, replacing it as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Texts by name, kept beside them.</param>
    /// <exception cref="ArgumentException">A name is empty or <c>__metadata__</c>.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as before.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // The reference implementation orders by type, then by name, and pads the header so that values start at a multiple of 8.
        KeyValuePair<string, Tensor>[] ordered = [.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal)];
        foreach ((string? name, Tensor _) in ordered)
        {
            if (name is "" or SafetensorsHeader.MetadataKey)
                throw new ArgumentException($"'{name}' cannot be the name of a tensor in a safetensors file.", nameof(tensors));
        }

        byte[] header = Header(ordered, metadata);
        int padded = (header.Length + 7) / 8 * 8;
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded);
            stream.Write(length);
            stream.Write(header);
            for (int i = header.Length; i < padded; i++)
                stream.WriteByte((byte)' ');
            foreach ((string _, Tensor? tensor) in ordered)
                WriteValues(stream, tensor.Values);
        });
    }

    /// <summary>
    /// Reads the tensors of a file. Values of type F64, F16 and BF16 are rounded to 32 bits, whole numbers and booleans become
    /// the same numbers. A tensor that 32 bits cannot hold is left out; who asks for it by its name is told why.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name, and the metadata.</returns>
    /// <exception cref="ModelFileException">The file is not a safetensors file, or damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static (IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Load(string path) =>
        Read(path);

    /// <summary>As <see cref="Load"/>, with the types the tensors have in the file.</summary>
    internal static (StoredTensors Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        if (Directory.Exists(path))
            throw new ModelFileException(path, "This is a folder. Give the name of a file in it.");
        byte[] file = File.ReadAllBytes(path);
        var header = SafetensorsHeader.Parse(path, file);
        var tensors = new StoredTensors(path);
        foreach (SafetensorsEntry entry in header.Entries)
        {
            float[]? values = entry.Type.Read(file.AsSpan(header.DataStart + (int)entry.Start, (int)(entry.End - entry.Start)));
            tensors.Add(entry.Name, values is null ? null : Tensor.Of(values, entry.Shape), entry.Type);
        }
        return (tensors, header.Metadata);
    }

    private static byte[] Header(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new JsonObject();
        if (metadata is { Count: > 0 })
        {
            header[SafetensorsHeader.MetadataKey] =
                new JsonObject(metadata.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
        }

        long at = 0;
        foreach ((string name, Tensor tensor) in tensors)
        {
            long end = at + (long)tensor.Size * sizeof(float);
            header[name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(length => (JsonNode)length)]),
                ["data_offsets"] = new JsonArray(at, end),
            };
            at = end;
        }
        return Encoding.UTF8.GetBytes(header.ToJsonString(s_compact));
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }
        Span<byte> bytes = stackalloc byte[4];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
