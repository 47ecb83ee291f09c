using System.Buffers.Binary;

namespace NotebookKit.Keras.Hdf5.Writing;

/// <summary>Writes an object header of version 2: messages between a prefix and a checksum.</summary>
internal sealed class HeaderWriter
{
    private readonly MemoryStream _messages = new();

    /// <summary>Adds a message.</summary>
    public void Add(int type, Action<BinaryWriter> write)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            write(writer);
        }
        Span<byte> head = stackalloc byte[4];
        head[0] = (byte)type;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], checked((ushort)body.Length));
        head[3] = 0;
        _messages.Write(head);
        body.WriteTo(_messages);
    }

    /// <summary>The header's bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[4 + 2 + 4 + _messages.Length + 4];
        "OHDR"u8.CopyTo(bytes);
        // Version 2; the length of the messages stands in four bytes, and no times are kept.
        (bytes[4], bytes[5]) = (2, 2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(6), (uint)_messages.Length);
        _messages.ToArray().CopyTo(bytes, 10);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Checksum.Of(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }
}
