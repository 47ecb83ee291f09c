using System.IO.Compression;

namespace NotebookKit.Keras.Hdf5;

/// <summary>What was done to a chunk's bytes before they were stored, undone in reverse: deflate, shuffle, Fletcher-32, LZF.</summary>
internal sealed class Filters
{
    private const int Deflate = 1, Shuffle = 2, Fletcher = 3, Lzf = 32000;

    private readonly List<int> _ids = [];

    /// <summary>Reads the filters of a data set; none where the message is missing.</summary>
    public static Filters Read(ReadOnlyMemory<byte>? message)
    {
        var filters = new Filters();
        if (message is not { } body)
        {
            return filters;
        }
        var reader = new ByteReader(body.Span, "the filters of a data set");
        int version = reader.Byte(), count = reader.Byte();
        if (version is not (1 or 2))
        {
            throw Hdf5Exception.Damaged($"the filters of a data set have version {version}; expected 1 or 2");
        }
        reader.Skip(version == 1 ? 6 : 0);
        for (int i = 0; i < count; i++)
        {
            int id = reader.UInt16();
            int nameLength = version == 1 || id >= 256 ? reader.UInt16() : 0;
            reader.Skip(2);
            int values = reader.UInt16();
            reader.Skip(version == 1 ? (nameLength + 7) & ~7 : nameLength);
            reader.Skip(4 * values);
            reader.Skip(version == 1 && values % 2 == 1 ? 4 : 0);
            filters._ids.Add(id);
        }
        return filters;
    }

    /// <summary>A chunk's values as they were before.</summary>
    /// <param name="stored">The bytes in the file.</param>
    /// <param name="length">How many bytes the chunk has.</param>
    /// <param name="valueSize">Bytes a value.</param>
    /// <param name="skipped">Bit i: filter i was not applied.</param>
    /// <param name="path">The data set, for errors.</param>
    public ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> stored, int length, int valueSize, uint skipped, string path)
    {
        for (int i = _ids.Count - 1; i >= 0; i--)
        {
            if (i < 32 && (skipped & (1u << i)) != 0)
            {
                continue;
            }
            // A checksum may still follow the values.
            stored = _ids[i] switch
            {
                Deflate => Inflate(stored, length + 4, path),
                Shuffle => Unshuffle(stored.Span, valueSize),
                Fletcher => CheckFletcher(stored, path),
                Lzf => LzfDecoder.Decode(stored.Span, length + 4, path),
                _ => throw new Hdf5Exception($"'{path}' is packed by the HDF5 filter {_ids[i]}, which is not read; deflate (gzip), "
                    + $"shuffle, Fletcher-32 and LZF are. Save the model again by Keras, which packs nothing."),
            };
        }
        return stored.Length >= length
            ? stored[..length]
            : throw Hdf5Exception.Damaged($"a chunk of '{path}' has {stored.Length} bytes; expected {length}");
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> packed, int limit, string path)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            byte[] result = new byte[limit];
            int read = stream.ReadAtLeast(result, limit, throwOnEndOfStream: false);
            return result[..read];
        }
        catch (InvalidDataException error)
        {
            throw new Hdf5Exception($"The HDF5 file is damaged or cut off: a chunk of '{path}' cannot be unpacked.", error);
        }
    }

    private static byte[] Unshuffle(ReadOnlySpan<byte> shuffled, int size)
    {
        byte[] result = new byte[shuffled.Length];
        int count = shuffled.Length / size;
        for (int i = 0; i < count; i++)
        {
            for (int part = 0; part < size; part++)
            {
                result[(i * size) + part] = shuffled[(part * count) + i];
            }
        }
        shuffled[(count * size)..].CopyTo(result.AsSpan(count * size));
        return result;
    }

    private static ReadOnlyMemory<byte> CheckFletcher(ReadOnlyMemory<byte> bytes, string path)
    {
        if (bytes.Length < 4)
        {
            throw Hdf5Exception.Damaged($"a chunk of '{path}' lacks its checksum");
        }
        ReadOnlySpan<byte> values = bytes.Span[..^4], stored = bytes.Span[^4..];
        uint low = 0, high = 0;
        for (int i = 0; i < values.Length; i += 2)
        {
            uint word = (uint)(values[i] << 8) | (i + 1 < values.Length ? values[i + 1] : 0u);
            low = (low + word) % 65535;
            high = (high + low) % 65535;
        }
        uint found = (high << 16) | low, expected = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(stored);
        // A sum of 0 and one of 65535 are the same number to the algorithm.
        return Same(found >> 16, expected >> 16) && Same(found & 0xffff, expected & 0xffff)
            ? bytes[..^4]
            : throw Hdf5Exception.Damaged($"the checksum of a chunk of '{path}' does not match its bytes");

        static bool Same(uint a, uint b) => a % 65535 == b % 65535;
    }
}
