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
            a -= c;
            a ^= uint.RotateLeft(c, 4);
            c += b;
            b -= a;
            b ^= uint.RotateLeft(a, 6);
            a += c;
            c -= b;
            c ^= uint.RotateLeft(b, 8);
            b += a;
            a -= c;
            a ^= uint.RotateLeft(c, 16);
            c += b;
            b -= a;
            b ^= uint.RotateLeft(a, 19);
            a += c;
            c -= b;
            c ^= uint.RotateLeft(b, 4);
            b += a;
            bytes = bytes[12..];
        }
        Span<byte> last = stackalloc byte[12];
        last.Clear();
        bytes.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        c ^= b;
        c -= uint.RotateLeft(b, 14);
        a ^= c;
        a -= uint.RotateLeft(c, 11);
        b ^= a;
        b -= uint.RotateLeft(a, 25);
        c ^= b;
        c -= uint.RotateLeft(b, 16);
        a ^= c;
        a -= uint.RotateLeft(c, 4);
        b ^= a;
        b -= uint.RotateLeft(a, 14);
        c ^= b;
        c -= uint.RotateLeft(b, 24);
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

    private static void Add(ReadOnlySpan<byte> bytes, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        b += BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
    }
}
