using System.Text;

namespace NotebookKit.Keras.Hdf5;

/// <summary>A name in a group.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">Where the object's header stands.</param>
/// <param name="Elsewhere">What kind of link to somewhere else it is, for errors; null for an object of this file.</param>
internal sealed record Hdf5Link(string Name, long Address, string? Elsewhere)
{
    /// <summary>Reads a link message.</summary>
    public static Hdf5Link Read(Hdf5File file, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body, "a link");
        int version = reader.Byte(), flags = reader.Byte();
        if (version != 1)
        {
            throw Hdf5Exception.Damaged($"a link has version {version}; expected 1");
        }
        int type = (flags & 0x08) != 0 ? reader.Byte() : 0;
        reader.Skip(((flags & 0x04) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        string name = Datatype.Text(reader.Take(reader.Length(1 << (flags & 3))));
        return type == 0
            ? new Hdf5Link(name, reader.Address(file.OffsetSize), null)
            : new Hdf5Link(name, -1, type == 1 ? Soft(reader.Take(reader.UInt16())) : type == 64 ? "an external link"
            : $"a link of kind {type}");
    }

    /// <summary>What errors call a soft link.</summary>
    public static string Soft(ReadOnlySpan<byte> target) => $"a soft link to "
        + $"'{Encoding.UTF8.GetString(target[..Math.Min(target.Length, 200)])}'";
}
