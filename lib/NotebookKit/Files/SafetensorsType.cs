using System.Buffers.Binary;

namespace NotebookKit;

/// <summary>A type of values that this library reads from safetensors files.</summary>
internal sealed class SafetensorsType
{
    private static readonly Dictionary<string, SafetensorsType> All = new()
    {
        ["F32"] = new(4, BinaryPrimitives.ReadSingleLittleEndian),
        ["F64"] = new(8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        ["F16"] = new(2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        // A bfloat16 is the upper half of a 32-bit float.
        ["BF16"] = new(2, bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
    };

    private readonly Reader read;

    private SafetensorsType(int size, Reader read)
    {
        Size = size;
        this.read = read;
    }

    private delegate float Reader(ReadOnlySpan<byte> bytes);

    /// <summary>The names of the types, for errors.</summary>
    public static string Names => string.Join(", ", All.Keys);

    /// <summary>How many bytes a value takes.</summary>
    public int Size { get; }

    public static SafetensorsType? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The values in some bytes.</summary>
    public float[] Read(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / Size];
        for (int i = 0; i < values.Length; i++)
            values[i] = read(bytes.Slice(i * Size, Size));
        return values;
    }
}
