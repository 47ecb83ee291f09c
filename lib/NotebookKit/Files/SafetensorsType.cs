using System.Buffers.Binary;

namespace NotebookKit;

/// <summary>A type of values that safetensors files hold, and how it becomes numbers of 32 bits.</summary>
internal sealed class SafetensorsType
{
    private static readonly Dictionary<string, SafetensorsType> s_all = new[]
    {
        new SafetensorsType("F32", 4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes), isFloat: true),
        new SafetensorsType("F64", 8, bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes), isFloat: true),
        new SafetensorsType("F16", 2, bytes => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes), isFloat: true),
        // A bfloat16 is the upper half of a 32-bit float.
        new SafetensorsType("BF16", 2, bytes =>
            BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16), isFloat: true),
        new SafetensorsType("I64", 8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        new SafetensorsType("U64", 8, bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        new SafetensorsType("I32", 4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        new SafetensorsType("U32", 4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        new SafetensorsType("I16", 2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        new SafetensorsType("U16", 2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        new SafetensorsType("I8", 1, bytes => (sbyte)bytes[0]),
        new SafetensorsType("U8", 1, bytes => bytes[0]),
        new SafetensorsType("BOOL", 1, bytes => bytes[0] != 0 ? 1 : 0),
        new SafetensorsType("F8_E4M3", 1, null),
        new SafetensorsType("F8_E5M2", 1, null),
    }.ToDictionary(t => t.Name);

    private readonly Reader? _read;

    private SafetensorsType(string name, int size, Reader? read, bool isFloat = false)
    {
        (Name, Size, IsFloat) = (name, size, isFloat);
        _read = read;
    }

    private delegate double Reader(ReadOnlySpan<byte> bytes);

    /// <summary>The names of the types, for errors.</summary>
    public static string Names => string.Join(", ", s_all.Keys);

    /// <summary>The type's name.</summary>
    public string Name { get; }

    /// <summary>How many bytes a value takes.</summary>
    public int Size { get; }

    /// <summary>Whether its values are those of weights, rounded to 32 bits where they have more.</summary>
    public bool IsFloat { get; }

    public static SafetensorsType? Find(string name) => s_all.GetValueOrDefault(name);

    /// <summary>
    /// The values in some bytes; null where 32 bits cannot hold one of them: a whole number beyond 2^24, or a type of 8 bits.
    /// </summary>
    public float[]? Read(ReadOnlySpan<byte> bytes)
    {
        if (_read is null)
        {
            return null;
        }
        float[] values = new float[bytes.Length / Size];
        if (Name == "F32")
        {
            // Bit by bit, since a NaN changes on its way through 64 bits.
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.Slice(i * Size, Size));
            }
            return values;
        }
        for (int i = 0; i < values.Length; i++)
        {
            double value = _read(bytes.Slice(i * Size, Size));
            values[i] = (float)value;
            if (!IsFloat && Math.Abs(value) > 1 << 24)
            {
                return null;
            }
        }
        return values;
    }
}
