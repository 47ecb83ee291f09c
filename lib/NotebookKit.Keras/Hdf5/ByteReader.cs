using System.Buffers.Binary;

namespace NotebookKit.Keras.Hdf5;

/// <summary>Reads little-endian numbers one after the other; never beyond the end of its bytes.</summary>
/// <param name="bytes">What is read.</param>
/// <param name="what">What errors call it.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, string what)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _what = what;

    /// <summary>The next byte's place.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes follow.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A number of 1 to 8 bytes.</summary>
    public ulong Number(int size)
    {
        ulong value = 0;
        ReadOnlySpan<byte> bytes = Take(size);
        for (int i = 0; i < bytes.Length; i++)
        {
            value |= (ulong)bytes[i] << (8 * i);
        }
        return value;
    }

    /// <summary>A length or address that must be no more than an int can say, as no file in memory is longer.</summary>
    public int Length(int size)
    {
        ulong value = Number(size);
        return value <= int.MaxValue ? (int)value : throw Hdf5Exception.Damaged($"{_what} claims a length of {value}");
    }

    /// <summary>An address; -1 where the format's «undefined» stands.</summary>
    public long Address(int size)
    {
        ulong value = Number(size), undefined = size == 8 ? ulong.MaxValue : (1UL << (8 * size)) - 1;
        return value == undefined ? -1 : value <= long.MaxValue ? (long)value : throw Hdf5Exception.Damaged($"{_what} points to "
            + $"byte {value}");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
        {
            throw Hdf5Exception.Damaged($"{_what} ends after {_bytes.Length} bytes, and {count} more were expected at {Position}");
        }
        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    public void Skip(int count) => Take(count);

    /// <summary>Goes on at the next multiple of 8, counted from the start, or at the end.</summary>
    public void Align8() => Position = Math.Min(_bytes.Length, (Position + 7) & ~7);

    /// <summary>Throws unless the next bytes are this signature.</summary>
    public void Expect(ReadOnlySpan<byte> signature)
    {
        if (!Take(signature.Length).SequenceEqual(signature))
        {
            throw Hdf5Exception.Damaged($"{_what} does not begin with its signature {System.Text.Encoding.ASCII.GetString(signature)}");
        }
    }
}
