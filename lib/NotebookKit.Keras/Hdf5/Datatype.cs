using System.Buffers.Binary;
using System.Text;

namespace NotebookKit.Keras.Hdf5;

/// <summary>What the values of a data set or attribute are, as far as they are read.</summary>
internal enum DatatypeKind
{
    Integer,
    Float,
    BFloat16,
    FixedString,
    VariableString,
    Other,
}

/// <summary>The type of a value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes a value.</param>
/// <param name="BigEndian">Whether its bytes stand most significant first.</param>
/// <param name="Signed">Whether an integer has a sign.</param>
/// <param name="Name">What errors call it.</param>
internal sealed record Datatype(DatatypeKind Kind, int Size, bool BigEndian, bool Signed, string Name)
{
    private static readonly string[] s_classes =
        ["integer", "float", "time", "string", "bit field", "opaque", "compound", "reference", "enumeration", "variable-length", "array"];

    public static Datatype Read(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body, "a data type");
        int first = reader.Byte(), kind = first & 15;
        uint bits = (uint)reader.Number(3);
        int size = reader.Length(4);
        if (size == 0)
        {
            throw Hdf5Exception.Damaged("a data type has values of 0 bytes");
        }
        bool bigEndian = (bits & 1) != 0;
        string name = kind < s_classes.Length ? s_classes[kind] : $"class {kind}";
        return kind switch
        {
            0 when size is 1 or 2 or 4 or 8 =>
                new Datatype(DatatypeKind.Integer, size, bigEndian, (bits & 8) != 0, $"int{8 * size}"),
            0 => new Datatype(DatatypeKind.Other, size, bigEndian, false, $"integer of {size} bytes"),
            1 => ReadFloat(ref reader, size, bigEndian, bits),
            3 => new Datatype(DatatypeKind.FixedString, size, false, false, "string"),
            // An enumeration is stored as the integers that it names.
            8 => Read(reader.Take(reader.Remaining)) with { Name = name },
            9 when (bits & 15) == 1 => new Datatype(DatatypeKind.VariableString, size, false, false, "string"),
            _ => new Datatype(DatatypeKind.Other, size, bigEndian, false, name),
        };
    }

    /// <summary>A value as a 32-bit float.</summary>
    public float ToFloat(ReadOnlySpan<byte> value)
    {
        Span<byte> little = stackalloc byte[8];
        value.CopyTo(little);
        if (BigEndian)
        {
            little[..Size].Reverse();
        }
        long number = BinaryPrimitives.ReadInt64LittleEndian(little);
        return Kind switch
        {
            DatatypeKind.BFloat16 => BitConverter.Int32BitsToSingle((int)(number << 16)),
            DatatypeKind.Float => Size switch
            {
                2 => (float)BitConverter.Int16BitsToHalf((short)number),
                4 => BitConverter.Int32BitsToSingle((int)number),
                _ => (float)BitConverter.Int64BitsToDouble(number),
            },
            _ => Signed ? number << (64 - (8 * Size)) >> (64 - (8 * Size)) : (ulong)number,
        };
    }

    private static Datatype ReadFloat(ref ByteReader reader, int size, bool bigEndian, uint bits)
    {
        int offset = reader.UInt16(), precision = reader.UInt16();
        reader.Skip(1);
        int exponent = reader.Byte();
        reader.Skip(1);
        int mantissa = reader.Byte();
        bool vax = (bits & 0x40) != 0;
        DatatypeKind kind = (size, exponent, mantissa) switch
        {
            (2, 5, 10) or (4, 8, 23) or (8, 11, 52) => DatatypeKind.Float,
            (2, 8, 7) => DatatypeKind.BFloat16,
            _ => DatatypeKind.Other,
        };
        return offset == 0 && precision == 8 * size && !vax && kind != DatatypeKind.Other
            ? new Datatype(kind, size, bigEndian, true, kind == DatatypeKind.BFloat16 ? "bfloat16" : $"float{8 * size}")
            : new Datatype(DatatypeKind.Other, size, bigEndian, true, $"float of {size} bytes in an unusual form");
    }

    /// <summary>A text of fixed length without its padding.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        bytes = end < 0 ? bytes.TrimEnd((byte)' ') : bytes[..end];
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new Hdf5Exception("A text in the HDF5 file is not UTF-8.", error);
        }
    }

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
