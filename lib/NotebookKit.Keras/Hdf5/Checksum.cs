using System.Buffers.Binary;

namespace NotebookKit.Keras.Hdf5;

/// <summary>Bob Jenkins's lookup3 hash (public domain, 2006), with which HDF5's newer structures are checked.</summary>
internal static class Checksum
{
    /// <summary>The hash of these bytes, from an initial value of 0.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint a = 0xdeadbeef + (uint)bytes.Length, b = a, c = a;
        if (bytes.IsEmpty)
        {
            return c;
        }
        while (bytes.Length > 12)
        {
            Add(bytes, ref a, ref b, ref c);
            Mix(ref a, ref c, b, 4);
            Mix(ref b, ref a, c, 6);
            Mix(ref c, ref b, a, 8);
            Mix(ref a, ref c, b, 16);
            Mix(ref b, ref a, c, 19);
            Mix(ref c, ref b, a, 4);
            bytes = bytes[12..];
        }
        Span<byte> last = stackalloc byte[12];
        last.Clear();
        bytes.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        Finish(ref c, b, 14);
        Finish(ref a, c, 11);
        Finish(ref b, a, 25);
        Finish(ref c, b, 16);
        Finish(ref a, c, 4);
        Finish(ref b, a, 14);
        Finish(ref c, b, 24);
        return c;
    }

    /// <summary>Throws unless the last four bytes are the hash of those before.</summary>
    public static void Require(ReadOnlySpan<byte> bytes, string what)
    {
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) != Of(bytes[..^4]))
        {
            throw Hdf5Exception.Damaged($"the checksum of {what} does not match its bytes");
        }
    }

    private static void Mix(ref uint x, ref uint y, uint z, int bits)
    {
        x -= y;
        x ^= uint.RotateLeft(y, bits);
        y += z;
    }

    private static void Finish(ref uint x, uint y, int bits)
    {
        x ^= y;
        x -= uint.RotateLeft(y, bits);
    }

    private static void Add(ReadOnlySpan<byte> bytes, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        b += BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
    }
}
